import { readFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";

export interface GraphReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; the text itself where it is none. */
  readonly body: unknown;
}

export interface RawRequest {
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A simulated tenant that is running, of the tests' own or as the package publishes it. */
interface Reachable {
  environment(clientId?: string): Record<string, string>;
}

/**
 * Calls the simulator over its real HTTPS and trusts only its certificate authority. It knows nothing of
 * the simulator's own code, and leaves URLs and bodies as a test wrote them, mistakes included.
 */
export class GraphConnection {
  private constructor(
    private readonly endpoint: string,
    private readonly agent: Agent,
    readonly token: string,
  ) {}

  /** Signs in with a secret: the first caller's unless another is named. */
  static async open(tenant: Reachable, clientId?: string): Promise<GraphConnection> {
    const environment = tenant.environment(clientId);
    const endpoint = environment["AZURE_AUTHORITY_HOST"] ?? "";
    const ca = await readFile(environment["NODE_EXTRA_CA_CERTS"] ?? "");
    const agent = new Agent({ keepAlive: true, ca });
    const anonymous = new GraphConnection(endpoint, agent, "");
    const { status, body } = await anonymous.send({
      method: "POST",
      path: `/${environment["AZURE_TENANT_ID"]}/oauth2/v2.0/token`,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: environment["AZURE_CLIENT_ID"] ?? "",
        client_secret: environment["AZURE_CLIENT_SECRET"] ?? "",
        scope: `${endpoint}/.default`,
      }).toString(),
    });
    if (status !== 200) throw new Error(`No token: ${JSON.stringify(body)}`);
    const { access_token: token } = body as { access_token: string };
    return new GraphConnection(endpoint, agent, token);
  }

  get(path: string, headers?: Record<string, string>): Promise<GraphReply> {
    return this.send({ method: "GET", path, ...(headers && { headers }) });
  }

  post(path: string, body: unknown): Promise<GraphReply> {
    return this.send({ method: "POST", path, body });
  }

  patch(path: string, body: unknown): Promise<GraphReply> {
    return this.send({ method: "PATCH", path, body });
  }

  /** PATCHes one attribute set; the type that every set object must have is added here. */
  assign(path: string, attributeSet: string, values: Record<string, unknown>): Promise<GraphReply> {
    const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";
    return this.patch(path, {
      customSecurityAttributes: { [attributeSet]: { "@odata.type": type, ...values } },
    });
  }

  send({ method, path, headers = {}, body }: RawRequest): Promise<GraphReply> {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    const { hostname, port } = new URL(this.endpoint);
    const all = {
      ...(this.token && { Authorization: `Bearer ${this.token}` }),
      ...(text !== undefined && {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(text),
      }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method, headers: all, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const received = Buffer.concat(chunks).toString("utf8");
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: parseIfJson(received),
          });
        });
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Only the code and message of an error: the ids beside them are new every time. */
export function errorOf({ body }: GraphReply): { code: string; message: string } {
  const { code, message } = (body as { error: { code: string; message: string } }).error;
  return { code, message };
}

function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
