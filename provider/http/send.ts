import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import { name, version } from "../manifest";
import { client } from "./client";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Gives the request up. */
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** A header by its name, whatever its case. */
  header(name: string): string | undefined;
  readonly text: string;
}

export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Whether a request to this address stays private: encrypted, or on this machine. */
export function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
}

const loopback: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Shows in the logs of the tenant which program wrote a value. */
const userAgent = `${name}/${version}`;

/**
 * Sends a request and reads the whole answer, so that one which breaks off is no answer. Follows no redirect: neither
 * Graph nor a workflow's token service gives one, and a token must not travel.
 *
 * @throws The signal's reason when that gave the request up, else whatever kept the answer from coming; its `code` is
 *   Node's where there is one.
 */
export const send: Send = async ({ method, url, headers, body, signal }) => {
  const request = createPipelineRequest({
    method,
    url,
    headers: createHttpHeaders({ "User-Agent": userAgent, ...headers }),
    ...(body !== undefined && { body }),
    abortSignal: signal,
    allowInsecureConnection: isPrivate(new URL(url)),
  });
  const response = await client.sendRequest(request).catch((error: unknown) => {
    throw signal.aborted ? signal.reason : withoutRequest(error);
  });
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    text: response.bodyAsText ?? "",
  };
};

/** The library's errors hold the request: the token in its headers, and the values in its body. */
function withoutRequest(error: unknown): Error {
  const { name, message, code } = error as NodeJS.ErrnoException;
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}
