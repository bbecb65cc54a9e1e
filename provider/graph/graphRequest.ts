import type { SentValue } from "./redaction";

/** One request to Graph, before it is sent. */
export interface GraphRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below the version, with the query, encoded: `/users?$select=id`. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values in the path or the body. No error repeats them. */
  readonly sent: Iterable<SentValue>;
  /**
   * Whether the request may be sent again without asking the caller. Reading is harmless, and so is a PATCH that writes
   * the same values again. A POST that was carried out would be refused as a duplicate, or create a second object.
   */
  readonly repeatable: Repeatable;
}

export type Repeatable = "always" | "ifNotCarriedOut";

export interface GetOptions {
  /** Attribute values in the query. No error repeats them. */
  readonly sent?: Iterable<SentValue>;
  /** Graph asks for this header with advanced queries, which also need `$count=true`. */
  readonly consistencyLevel?: "eventual";
}

export function getRequest(path: string, { sent = [], consistencyLevel }: GetOptions = {}): GraphRequest {
  const headers = consistencyLevel && { ConsistencyLevel: consistencyLevel };
  return { method: "GET", path, sent, repeatable: "always", ...(headers && { headers }) };
}

export function patchRequest(path: string, body: object, sent: Iterable<SentValue>): GraphRequest {
  return { method: "PATCH", path, body, sent, repeatable: "always" };
}

export function postRequest(path: string, body: object, sent: Iterable<SentValue>): GraphRequest {
  return { method: "POST", path, body, sent, repeatable: "ifNotCarriedOut" };
}
