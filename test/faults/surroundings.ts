import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { Gate, startDirectory, type DirectoryOptions, type FaultResponse } from "../../simulator";
import type { Story } from "../support/engine/story";

/** Something around the provider that fails: names, certificates, the token endpoint. */
export interface Trouble {
  /** As docs/reliability.md says it. */
  readonly name: string;
  /** Brings it about, and gives what ends it. */
  readonly begin: (story: Story) => Promise<() => Promise<void>>;
  /** What the run says when it fails. Without it the run overcomes the trouble by itself. */
  readonly failsWith?: RegExp;
}

const graphEndpoint = "customSecurityAttributes:graphEndpoint";
const authorityHost = "customSecurityAttributes:authorityHost";

export const troubles: readonly Trouble[] = [
  {
    name: "Graph's name does not resolve",
    begin: (story) => graphAt(story, "https://graph.contoso.invalid"),
    failsWith: /ENOTFOUND[^]*network[^]*graphEndpoint/,
  },
  {
    name: "nothing listens at Graph's address",
    begin: async (story) => graphAt(story, `https://localhost:${await freePort()}`),
    failsWith: /ECONNREFUSED[^]*network/,
  },
  {
    name: "Graph presents a certificate that is not trusted",
    begin: async (story) => {
      const stranger = await startDirectory();
      const end = await graphAt(story, stranger.graphEndpoint);
      return async () => {
        await stranger.close();
        await end();
      };
    },
    failsWith: /certificate[^]*NODE_EXTRA_CA_CERTS/,
  },
  {
    name: "the name of the token endpoint does not resolve",
    begin: (story) => configured(story, authorityHost, "https://login.contoso.invalid"),
    failsWith: /Could not get a token for/,
  },
  tokenTrouble("the token endpoint answers 503, once", 1, { status: 503 }),
  tokenTrouble("the token endpoint answers 429 with `Retry-After: 1`, once", 1, {
    status: 429,
    headers: { "Retry-After": "1" },
  }),
  tokenTrouble("the token endpoint resets the connection, once", 1, { kind: "reset" }),
  tokenTrouble(
    "the token endpoint always answers 503",
    Infinity,
    { status: 503 },
    /Could not get a token for/,
  ),
  tokenTrouble(
    "the token endpoint answers with an HTML page",
    Infinity,
    { kind: "contentType", contentType: "text/html" },
    /Could not get a token for/,
  ),
  {
    name: "the token is revoked and the client secret deleted in the middle of a run",
    begin: async ({ directory }) => {
      const { secrets } = directory.caller();
      const kept = [...secrets];
      const gate = new Gate();
      directory.faults.add({ match: { method: "GET" }, respond: { kind: "hold", gate, when: "after" } });
      directory.faults.add({ match: { method: "PATCH", times: Infinity }, respond: { status: 401 } });
      void gate.reached.then(() => {
        secrets.clear();
        gate.open();
      });
      return async () => kept.forEach((secret) => secrets.add(secret));
    },
    failsWith: /Could not get a token for[^]*AADSTS7000215[^]*AZURE_CLIENT_SECRET/,
  },
];

/** Tenants that are hard to work with, from the first run to the last. */
export const tenants: readonly { readonly name: string; readonly options: DirectoryOptions }[] = [
  {
    name: "three replicas disagree for 700 ms after each write",
    options: { replicas: 3, replicationLag: 700 },
  },
  { name: "tokens expire after 2 s, and a write is throttled for 3 s", options: { tokenLifetime: 2 } },
];

function tokenTrouble(name: string, times: number, respond: FaultResponse, failsWith?: RegExp): Trouble {
  return {
    name,
    begin: async ({ directory }) => {
      directory.faults.add({ match: { path: "/oauth2/", times }, respond });
      return async () => {};
    },
    ...(failsWith && { failsWith }),
  };
}

/** Sends the provider to another Graph, with a token that the authority would not give for that one. */
async function graphAt(story: Story, endpoint: string): Promise<() => Promise<void>> {
  const body = { token_type: "Bearer", expires_in: 3599, access_token: "e30.e30.e30" };
  story.directory.faults.add({
    match: { path: "/oauth2/", times: Infinity },
    respond: { status: 200, body },
  });
  return configured(story, graphEndpoint, endpoint);
}

async function configured(
  { stack, directory }: Story,
  key: string,
  value: string,
): Promise<() => Promise<void>> {
  await stack.pulumi("config", "set", key, value);
  const usual = directory.pulumiConfig()[key];
  return async () => {
    await stack.pulumi("config", ...(usual === undefined ? ["rm", key] : ["set", key, usual]));
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
