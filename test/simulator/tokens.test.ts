import assert from "node:assert/strict";
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  X509Certificate,
  type JsonWebKeyInput,
  type KeyObject,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { azureCliAppId, selfSignedCertificate, startDirectory } from "../../simulator";
import { isSignedBy, parseToken, signToken } from "../../simulator/token/jsonWebToken";
import { alice, connected, type Connected } from "./connected";
import { errorOf, GraphConnection } from "./graphConnection";

const path = `/v1.0/users/${alice.id}`;

function requestToken(
  { directory, graph }: Connected,
  fields: Record<string, string>,
  headers?: Record<string, string>,
) {
  return graph.send({
    method: "POST",
    path: `/${directory.tenantId}/oauth2/v2.0/token`,
    headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: `${directory.graphEndpoint}/.default`,
      ...fields,
    }).toString(),
  });
}

describe("the token endpoint", () => {
  it("takes a secret from the Authorization header as well", () =>
    connected({ callers: [{ secrets: ["a:b c%"] }] }, async (parts) => {
      const { clientId, clientSecret } = parts.directory;
      const basic = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64");
      const { status } = await requestToken(parts, {}, { Authorization: `Basic ${basic}` });
      assert.equal(status, 200);
    }));

  const refused: [
    what: string,
    fields: Record<string, string>,
    status: number,
    number: number,
    error: string,
  ][] = [
    ["no secret", { client_secret: "" }, 401, 7000215, "invalid_client"],
    ["another grant", { grant_type: "password" }, 400, 70003, "unsupported_grant_type"],
    ["an unknown app", { client_id: "nobody" }, 400, 700016, "unauthorized_client"],
    ["a scope that is not .default", { scope: "User.Read.All" }, 400, 70011, "invalid_scope"],
    ["another resource", { scope: "https://vault.example/.default" }, 400, 500011, "invalid_resource"],
  ];
  for (const [what, fields, status, number, error] of refused) {
    it(`refuses ${what} as Entra does`, () =>
      connected({}, async (parts) => {
        const { clientId, clientSecret } = parts.directory;
        const reply = await requestToken(parts, {
          client_id: clientId,
          client_secret: clientSecret,
          ...fields,
        });
        const body = reply.body as {
          error: string;
          error_codes: number[];
          error_description: string;
          trace_id: string;
        };
        assert.deepEqual([reply.status, body.error, body.error_codes], [status, error, [number]]);
        assert.match(body.error_description, new RegExp(`^AADSTS${number}: .*Trace ID: ${body.trace_id}`));
      }));
  }

  it("asks for proof where there is none, and knows no other tenant", () =>
    connected({}, async (parts) => {
      const reply = await requestToken(parts, { client_id: parts.directory.clientId });
      assert.deepEqual((reply.body as { error_codes: number[] }).error_codes, [7000218]);
      const elsewhere = await parts.graph.send({
        method: "POST",
        path: "/fabrikam.example/oauth2/v2.0/token",
      });
      assert.deepEqual((elsewhere.body as { error_codes: number[] }).error_codes, [90002]);
    }));

  const now = Math.floor(Date.now() / 1000);
  const registered = selfSignedCertificate("registered");
  const thumbprint = (algorithm: string) =>
    createHash(algorithm).update(new X509Certificate(registered.certificate).raw).digest("base64url");
  const workload = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = workload.publicKey.export({ type: "spki", format: "pem" }).toString();
  const callers = [
    {
      clientId: "dddddddd-0000-4000-8000-000000000001",
      certificates: [registered.certificate],
      federatedCredentials: [{ issuer: "https://pipelines.example", subject: "orders", publicKey }],
    },
  ];
  const signIn = async (parts: Connected, client_assertion: string) => {
    const { status, body } = await requestToken(parts, {
      client_id: parts.directory.clientId,
      client_assertion,
    });
    return status === 200 ? 200 : (body as { error_codes: number[] }).error_codes[0];
  };

  it("takes an assertion for itself only, signed with a registered certificate", () =>
    connected({ callers }, async (parts) => {
      const { clientId, authorityHost, tenantId } = parts.directory;
      const aud = `${authorityHost}/${tenantId}/oauth2/v2.0/token`;
      const attempt = (claims: object, header: object) => {
        const all = { iss: clientId, sub: clientId, aud, exp: now + 300, ...claims };
        return signIn(parts, signToken(all, createPrivateKey(registered.key), { ...header }));
      };
      const x5t = thumbprint("sha1");
      assert.equal(await attempt({}, { x5t }), 200);
      assert.equal(await attempt({}, { "x5t#S256": thumbprint("sha256") }), 200);
      assert.equal(await attempt({}, { "x5t#S256": x5t }), 700027);
      assert.equal(await attempt({}, {}), 700027);
      assert.equal(await attempt({}, { x5t, alg: "none" }), 700027);
      assert.equal(await attempt({ aud: `${authorityHost}/elsewhere` }, { x5t }), 700023);
      assert.equal(await attempt({ sub: "somebody else" }, { x5t }), 700023);
      assert.equal(await attempt({ exp: now - 1 }, { x5t }), 700024);
      assert.equal(await attempt({ exp: undefined }, { x5t }), 700024);
    }));

  it("takes a workload's token, signed with an elliptic curve, from the right issuer", () =>
    connected({ callers }, async (parts) => {
      const attempt = (claims: object) => {
        const all = {
          iss: "https://pipelines.example",
          sub: "orders",
          aud: "api://AzureADTokenExchange",
          exp: now + 300,
        };
        return signIn(parts, signEs256({ ...all, ...claims }, workload.privateKey));
      };
      assert.equal(await attempt({}), 200);
      assert.equal(await attempt({ iss: "https://elsewhere.example" }), 700213);
      assert.equal(await attempt({ sub: "billing" }), 700213);
    }));

  it("answers with the caller's own correlation id", () =>
    connected({}, async (parts) => {
      const { body } = await requestToken(parts, { client_id: "nobody" }, { "client-request-id": "mine" });
      assert.equal((body as { correlation_id: string }).correlation_id, "mine");
    }));

  it("publishes where it is, and the keys that it signs with", () =>
    connected({}, async ({ directory, graph }) => {
      const { body } = await graph.get(`/${directory.tenantId}/v2.0/.well-known/openid-configuration`);
      const { token_endpoint, jwks_uri } = body as Record<string, string>;
      assert.equal(token_endpoint, `${directory.authorityHost}/${directory.tenantId}/oauth2/v2.0/token`);
      const keys = await graph.get(new URL(jwks_uri ?? "").pathname);
      const [jwk] = (keys.body as { keys: JsonWebKeyInput["key"][] }).keys;
      const token = parseToken(graph.token);
      assert.ok(jwk && token);
      assert.ok(isSignedBy(token, createPublicKey({ key: jwk, format: "jwk" })));
      const discovery = await graph.get("/common/discovery/instance?api-version=1.1");
      assert.ok("tenant_discovery_endpoint" in (discovery.body as object));
    }));

  it("puts scopes into a user's token, and the Azure CLI's id into one for the CLI", () =>
    connected(
      { callers: [{ cliApp: true, delegated: { scp: ["User.Read"], wids: ["role"] } }] },
      async ({ graph }) => {
        const { appid, scp, wids, roles, idtyp } = parseToken(graph.token)?.claims ?? {};
        assert.deepEqual([appid, scp, roles, idtyp], [azureCliAppId, "User.Read", undefined, "user"]);
        assert.ok((wids as string[]).includes("role"));
      },
    ));
});

describe("tokens", () => {
  it("expire", () =>
    connected({ tokenLifetime: 1 }, async ({ graph }) => {
      assert.equal((await graph.get(path)).status, 200);
      await sleep(1100);
      const reply = await graph.get(path);
      assert.deepEqual([reply.status, errorOf(reply).code], [401, "InvalidAuthenticationToken"]);
      assert.match(reply.headers["www-authenticate"] ?? "", /^Bearer /);
    }));

  const wrong: [what: string, change: (token: string) => string][] = [
    ["are needed", () => ""],
    ["have three parts", () => "Bearer nothing"],
    ["have no fourth part", (token) => `Bearer ${token}.x`],
    ["have claims that can be read", (token) => `Bearer ${token.replace(/[.].*[.]/, ".x.")}`],
    ["are bearer tokens", (token) => `Basic ${token}`],
    ["keep their signature", (token) => `Bearer ${token.slice(0, -6)}AAAAAA`],
    ["cannot be given other roles", (token) => `Bearer ${withRoles(token)}`],
  ];
  for (const [what, change] of wrong) {
    it(what, () =>
      connected({}, async ({ graph }) => {
        const reply = await graph.get(path, { Authorization: change(graph.token) });
        assert.deepEqual([reply.status, errorOf(reply).code], [401, "InvalidAuthenticationToken"]);
      }),
    );
  }

  it("of another directory, or for another service, are worth nothing", () =>
    connected({}, async (parts) => {
      const other = await startDirectory();
      const foreign = await GraphConnection.open(other);
      const reply = await parts.graph.get(path, { Authorization: `Bearer ${foreign.token}` });
      assert.equal(reply.status, 401);
      foreign.close();
      await other.close();

      const { clientId, clientSecret, graphEndpoint } = parts.directory;
      const scope = `${graphEndpoint.replace("localhost", "127.0.0.1")}/arm/.default`;
      const { body } = await requestToken(parts, { client_id: clientId, client_secret: clientSecret, scope });
      const { access_token: forResourceManager } = body as { access_token: string };
      const refused = await parts.graph.get(path, { Authorization: `Bearer ${forResourceManager}` });
      assert.match(errorOf(refused).message, /Invalid audience/);
    }));
});

describe("the certificate authority", () => {
  it("has signed what the server shows, and lies in a folder that goes away", async () => {
    const directory = await startDirectory();
    const authority = new X509Certificate(await readFile(directory.caFile));
    assert.ok(authority.ca && authority.verify(authority.publicKey));
    assert.ok(authority.checkIssued(authority));
    await directory.close();
    await assert.rejects(readFile(directory.caFile), { code: "ENOENT" });
  });
});

function signEs256(claims: object, key: KeyObject): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ typ: "JWT", alg: "ES256" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

function withRoles(token: string): string {
  const [header, claims = "", signature] = token.split(".");
  const parsed = JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...parsed, roles: ["Directory.ReadWrite.All"] })).toString(
    "base64url",
  );
  return `${header}.${forged}.${signature}`;
}
