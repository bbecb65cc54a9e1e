/** A request as errors and messages name it: without host, query, body, or a predefined value in the path. */
export interface RequestName {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
}

export function nameRequest({ method, path }: RequestName): RequestName {
  return { method, path: path.replace(/\?.*$/s, "").replace(/(?<=\/allowedValues\/).+$/s, "<value>") };
}

/** What is known of a request that failed, beside the answer to its last attempt. */
export interface Circumstances {
  /** It was worth trying again, and there was no time left for it. */
  readonly outOfTime: boolean;
  /** Some attempt may have been carried out although no answer said so. */
  readonly mayHaveHappened: boolean;
}

interface GraphFailure extends RequestName, Circumstances {
  readonly status: number;
  /** Graph's own code, such as `Authorization_RequestDenied`; empty when the answer had none. */
  readonly code: string;
  /** Graph's own sentence, with every attribute value taken out of it. */
  readonly reason: string;
  readonly requestId: string | undefined;
}

/** Graph answered, and the answer was no. A request that got no usable answer is a `GraphUnreachableError`. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly requestId: string | undefined;
  readonly outOfTime: boolean;
  readonly mayHaveHappened: boolean;

  constructor(failure: GraphFailure) {
    const { method, path, status, code, reason, requestId } = failure;
    const facts = [`${status} ${code}`.trim(), `request-id ${requestId ?? "not given"}`].join(", ");
    super(`${method} ${path} failed: ${reason} (${facts})`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.requestId = requestId;
    this.outOfTime = failure.outOfTime;
    this.mayHaveHappened = failure.mayHaveHappened;
  }

  /** Graph names a code in every refusal: what has none may come from a proxy, and says nothing about the tenant. */
  get isForeign(): boolean {
    return this.code === "";
  }

  /** The object in the path does not exist, or does not yet. */
  get isMissingObject(): boolean {
    return this.status === 404 && !this.isForeign;
  }

  get isForbidden(): boolean {
    return this.status === 403 && !this.isForeign;
  }

  /** The body was refused, or the right to write some of it: sent in parts, other parts of it may be taken. */
  get isRefusal(): boolean {
    return this.status === 400 || this.status === 403;
  }
}

/** No usable answer came: no connection, no name, no trust, a broken answer, or not within the time. */
export class GraphUnreachableError extends Error {
  override readonly name = "GraphUnreachableError";
  readonly outOfTime: boolean;
  readonly mayHaveHappened: boolean;

  constructor(
    { method, path }: RequestName,
    failure: Circumstances & { readonly reason: string; readonly cause: unknown },
  ) {
    super(`${method} ${path} got no answer: ${failure.reason}`, { cause: failure.cause });
    this.outOfTime = failure.outOfTime;
    this.mayHaveHappened = failure.mayHaveHappened;
  }
}

/** Whether Graph does not find the object that a request was about. */
export function isMissingObject(error: unknown): error is GraphError {
  return error instanceof GraphError && error.isMissingObject;
}

/** What a request finds; undefined when Graph does not find the object that it was about. */
export async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isMissingObject(error)) return undefined;
    throw error;
  }
}

/** A list was not read to its end, so nothing is known about what is not in it. */
export class IncompleteListError extends Error {
  override readonly name = "IncompleteListError";

  constructor(path: string, reason: string) {
    super(`The list ${nameRequest({ method: "GET", path }).path} could not be read to its end: ${reason}`);
  }
}
