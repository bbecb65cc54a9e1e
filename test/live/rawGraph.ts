import { setTimeout as pause } from "node:timers/promises";
import { ClientSecretCredential, DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import type { ClientSettings, LiveSettings } from "./settings";

export interface Answer {
  readonly status: number;
  /** Graph's word for a refusal; its message is left out, for it may repeat values. */
  readonly code: string | undefined;
  readonly body: unknown;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const mostAttempts = 6;

/** Microsoft Graph by plain requests, so that no verdict on the package comes from the package's own code. */
export class RawGraph {
  readonly #endpoint: string;
  readonly #token: () => Promise<string>;

  constructor(endpoint: string, token: () => Promise<string>) {
    this.#endpoint = endpoint;
    this.#token = token;
  }

  /** Signs in as the given app, or with whatever `@azure/identity` finds. */
  static connect(settings: LiveSettings, client?: ClientSettings): RawGraph {
    const { graphEndpoint } = settings;
    const credential = createCredential(settings, client);
    return new RawGraph(graphEndpoint, async () => {
      const token = await credential.getToken(`${graphEndpoint}/.default`);
      if (!token) throw new Error("The credential gave no token");
      return token.token;
    });
  }

  /** The same Graph, asked with a token that is none. */
  withToken(token: string): RawGraph {
    return new RawGraph(this.#endpoint, () => Promise.resolve(token));
  }

  /** What the token says about its bearer. */
  async claims(): Promise<Record<string, unknown>> {
    const [, payload = ""] = (await this.#token()).split(".");
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("GET", path, { headers });
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.request("PATCH", path, { body });
  }

  /** A PATCH as the only step of a batch: the answer to the step, if there is one. */
  async patchInBatch(path: string, body: unknown): Promise<Answer> {
    const step = { id: "1", method: "PATCH", url: `/${path}`, body };
    const requests = [{ ...step, headers: { "Content-Type": "application/json" } }];
    const answer = await this.request("POST", "$batch", { body: { requests } });
    const { responses } = (answer.body ?? {}) as { responses?: { status: number; body?: unknown }[] };
    const inner = responses?.[0];
    return inner ? read(inner.status, JSON.stringify(inner.body ?? "")) : answer;
  }

  async request(method: string, path: string, { body, headers }: RequestOptions = {}): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(`${this.#endpoint}/v1.0/${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${await this.#token()}`,
          ...(body !== undefined && { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      const answer = read(response.status, text);
      if (!isTransient(answer) || attempt === mostAttempts) return answer;
      await pause(1000 * (Number(response.headers.get("Retry-After")) || 2 ** attempt));
    }
  }
}

function createCredential(settings: LiveSettings, client: ClientSettings | undefined): TokenCredential {
  const { tenantId, authorityHost } = settings;
  // Only Microsoft's own authorities are known to the service that would be asked about others.
  const disableInstanceDiscovery = !/\.(microsoftonline\.(com|us)|chinacloudapi\.cn)$/.test(authorityHost);
  const options = { authorityHost, disableInstanceDiscovery };
  return client
    ? new ClientSecretCredential(tenantId, client.clientId, client.clientSecret, options)
    : new DefaultAzureCredential({ ...options, tenantId });
}

function isTransient({ status, code }: Answer): boolean {
  return [429, 500, 502, 503, 504].includes(status) || code === "Directory_ConcurrencyViolation";
}

function read(status: number, text: string): Answer {
  try {
    const body = JSON.parse(text) as { error?: { code?: unknown } } | null;
    return { status, code: typeof body?.error?.code === "string" ? body.error.code : undefined, body };
  } catch {
    return { status, code: undefined, body: undefined };
  }
}
