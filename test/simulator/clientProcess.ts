import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  EnvironmentCredential,
  type TokenCredential,
} from "@azure/identity";
import { Client, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";

/** What a task signs in with; it takes the rest from the environment. */
export interface ClientTask {
  readonly credential: "environment" | "secret" | "certificate" | "assertion";
  readonly tenantId?: string;
  readonly clientId?: string;
  /** The secret, the PEM of certificate and key, or the assertion. */
  readonly proof?: string;
  readonly scope?: string;
  /** Requests to make with Microsoft's Graph client; without any, the task only gets a token. */
  readonly requests?: readonly ClientRequest[];
}

export interface ClientRequest {
  /** `getAll` gives what is on all the pages of a list. */
  readonly method: "get" | "getAll" | "patch";
  readonly path: string;
  readonly select?: string;
  readonly expand?: string;
  /** For an advanced query, which Graph answers from its search index. The client leaves it to its user to encode it. */
  readonly filter?: string;
  readonly body?: unknown;
}

export type TaskResult =
  | { readonly claims: Record<string, unknown>; readonly answers: unknown[] }
  | { readonly error: { name: string; message: string; statusCode?: number; code?: string } };

const {
  AZURE_TENANT_ID = "",
  AZURE_CLIENT_ID = "",
  AZURE_CLIENT_SECRET = "",
  AZURE_AUTHORITY_HOST: authorityHost = "",
  GRAPH_ENDPOINT: endpoint = "",
} = process.env;

async function run(task: ClientTask): Promise<TaskResult> {
  try {
    const credential = credentialOf(task);
    const scope = task.scope ?? `${endpoint}/.default`;
    const { token } = (await credential.getToken(scope)) as { token: string };
    const [, claims = ""] = token.split(".");
    const answers: unknown[] = [];
    for (const request of task.requests ?? []) answers.push(await send(request, credential, scope));
    return {
      claims: JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown>,
      answers,
    };
  } catch (error) {
    const { name, message, statusCode, code } = error as Error & { statusCode?: number; code?: string };
    return { error: { name, message, ...(statusCode && { statusCode }), ...(code && { code }) } };
  }
}

function credentialOf({
  credential,
  tenantId = AZURE_TENANT_ID,
  clientId = AZURE_CLIENT_ID,
  proof,
}: ClientTask): TokenCredential {
  const options = { authorityHost, disableInstanceDiscovery: true };
  if (credential === "environment") return new EnvironmentCredential(options);
  if (credential === "secret") {
    return new ClientSecretCredential(tenantId, clientId, proof ?? AZURE_CLIENT_SECRET, options);
  }
  if (credential === "certificate") {
    return new ClientCertificateCredential(tenantId, clientId, { certificate: proof ?? "" }, options);
  }
  return new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(proof ?? ""), options);
}

async function send(
  { method, path, select, expand, filter, body }: ClientRequest,
  credential: TokenCredential,
  scope: string,
): Promise<unknown> {
  const client = Client.initWithMiddleware({
    authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: [scope] }),
    baseUrl: endpoint,
    customHosts: new Set([new URL(endpoint).hostname]),
  });
  const request = client.api(path);
  if (select) request.select(select);
  if (expand) request.expand(expand);
  const headers = filter ? { ConsistencyLevel: "eventual" } : {};
  if (filter) request.filter(filter).count(true).headers(headers);
  if (method === "patch") return (await request.patch(body)) as unknown;
  const answer = (await request.get()) as unknown;
  if (method === "get") return answer;
  const items: unknown[] = [];
  const iterator = new PageIterator(client, answer as PageCollection, (item) => items.push(item) > 0, {
    headers,
  });
  await iterator.iterate();
  return items;
}

async function main(): Promise<void> {
  const tasks = JSON.parse(process.argv[2] ?? "[]") as ClientTask[];
  const results: TaskResult[] = [];
  for (const task of tasks) results.push(await run(task));
  process.stdout.write(JSON.stringify(results));
}

void main();
