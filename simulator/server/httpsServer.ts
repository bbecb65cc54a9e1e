import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Request } from "./exchange";

/** What goes over the wire: an answer, or the misbehaviour of a network. */
export type Delivery =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** The headers promise the whole body, and the connection ends in its middle. */
  | { readonly kind: "truncated"; readonly answer: Answer }
  /** The body comes in so many parts, with a pause before each. */
  | {
      readonly kind: "trickling";
      readonly answer: Answer;
      readonly parts: number;
      readonly milliseconds: number;
    }
  | { readonly kind: "reset" }
  /** No answer, until the client or the simulator closes. */
  | { readonly kind: "silence" };

export interface HttpsServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HttpsServerOptions {
  readonly certificate: string;
  readonly key: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly respond: (request: Request) => Promise<Delivery>;
}

/** Clients reuse a connection for about this long; closing it sooner would look like a fault. */
const keepAliveTimeout = 65_000;

export async function startHttpsServer({
  certificate,
  key,
  port,
  respond,
}: HttpsServerOptions): Promise<HttpsServer> {
  const create = () =>
    createServer({ cert: certificate, key, keepAliveTimeout }, (incoming, response) => {
      handle(incoming, response, respond).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
        // A mistake in the simulator itself must not look like a fault of the network.
        process.stderr.write(`simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      });
    });
  const servers = await listenOnLoopback(create, port);
  return {
    port: portOf(servers[0]),
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

/** How often another free port is tried when its number is taken at the other address. */
const mostAttempts = 10;

/** `localhost` is 127.0.0.1 for some clients, and ::1 for others. A machine without IPv6 has the first alone. */
async function listenOnLoopback(create: () => Server, port: number): Promise<[Server, ...Server[]]> {
  for (let attempt = 1; ; attempt++) {
    const first = create();
    await listen(first, port, "127.0.0.1");
    const second = create();
    try {
      await listen(second, portOf(first), "::1");
      return [first, second];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") return [first];
      await close(first);
      if (port !== 0 || attempt === mostAttempts) throw error;
    }
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  respond: (request: Request) => Promise<Delivery>,
): Promise<void> {
  const request = await receive(incoming).catch(() => undefined);
  // The client went away in the middle of its own request.
  if (!request) return;
  const delivery = await respond(request);
  if (delivery.kind === "silence") return;
  if (delivery.kind === "reset") {
    incoming.socket.destroy();
    return;
  }
  const { status, headers, body } = delivery.answer;
  const bytes = Buffer.from(body, "utf8");
  response.writeHead(status, { ...headers, ...(status !== 204 && { "Content-Length": bytes.length }) });
  if (delivery.kind === "answer") {
    response.end(bytes);
  } else if (delivery.kind === "trickling") {
    const size = Math.max(1, Math.ceil(bytes.length / delivery.parts));
    for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
      await sleep(delivery.milliseconds, undefined, { ref: false });
      response.write(bytes.subarray(start, start + size));
    }
    response.end();
  } else {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => incoming.socket.destroy());
  }
}

async function receive(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
