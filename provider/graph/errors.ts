/** A request as errors and messages name it: without host and body. */
export interface RequestName {
  readonly method: "GET" | "PATCH";
  readonly path: string;
}

interface GraphFailure extends RequestName {
  readonly status: number;
  /** Graph's own code, such as `Authorization_RequestDenied`; empty when the answer had none. */
  readonly code: string;
  /** Graph's own sentence, with every attribute value taken out of it. */
  readonly reason: string;
  readonly requestId: string | undefined;
  /** It was worth trying again, and there was no time left for it. */
  readonly outOfTime: boolean;
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

  constructor({ method, path, status, code, reason, requestId, outOfTime }: GraphFailure) {
    const facts = [`${status} ${code}`.trim(), `request-id ${requestId ?? "not given"}`].join(", ");
    super(`${method} ${path} failed: ${reason} (${facts})`);
    this.method = method;
    this.path = path;
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.requestId = requestId;
    this.outOfTime = outOfTime;
  }

  /**
   * The object in the path does not exist, or does not yet. A 404 without a code of Graph is not that: some proxy may
   * have given it, and to take it for a missing principal would drop what Pulumi knows.
   */
  get isMissingObject(): boolean {
    return this.status === 404 && this.code !== "";
  }

  get isForbidden(): boolean {
    return this.status === 403;
  }
}

/** No usable answer came: no connection, no name, no trust, a broken answer, or not within the time. */
export class GraphUnreachableError extends Error {
  override readonly name = "GraphUnreachableError";
  readonly outOfTime: boolean;

  constructor(
    { method, path }: RequestName,
    failure: { reason: string; outOfTime: boolean; cause: unknown },
  ) {
    super(`${method} ${path} got no answer: ${failure.reason}`, { cause: failure.cause });
    this.outOfTime = failure.outOfTime;
  }
}

/**
 * Takes the values that were sent out of a sentence of Graph's, which quotes them in some of its refusals. What Graph
 * calls a ParameterValue goes too, for it may be a value that was there before.
 */
export function withoutValues(text: string, values: Iterable<string | number | boolean>): string {
  const shown = text.replace(/(ParameterValue:\s*)'(?:[^']|'(?!\s*(?:\.|$)))*'/g, "$1'<value>'");
  const longestFirst = [...new Set([...values].map(String))]
    .filter((value) => value !== "" && value !== "true" && value !== "false")
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, value) => rest.replace(wholeWord(value), "<value>"), shown);
}

function wholeWord(value: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(?![\\p{L}\\p{N}])`,
    "gu",
  );
}
