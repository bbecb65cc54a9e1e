import { isRecord } from "../entra/isRecord";
import type { HttpResponse } from "../http/send";
import { GraphError, GraphUnreachableError, type Circumstances, type RequestName } from "./errors";
import { withoutValues, type SentValue } from "./redaction";
import type { Answer } from "./retryPolicy";

export type JsonObject = Record<string, unknown>;

/** An attempt that did not succeed: what the retry policy needs to know of it, and what an error would say. */
export interface FailedAttempt {
  readonly answer: Answer;
  /** In a word or two, for progress messages. */
  readonly summary: string;
  /** Whether the request may still have been carried out. */
  readonly mayHaveHappened: boolean;
  toError(request: RequestName, sent: Iterable<SentValue>, circumstances: Circumstances): Error;
}

/** Reads what Graph answered: the JSON of a success (empty for a 204), or why it was none. */
export function readAnswer(response: HttpResponse): { json: JsonObject } | FailedAttempt {
  const { status, text } = response;
  const isSuccess = status >= 200 && status < 300;
  // Most writes have an empty answer, and parsing that would cost more than the rest of this function.
  if (isSuccess && text === "") return { json: {} };
  const json = parseObject(text);
  if (!isSuccess) return refused(response, json);
  return json ? { json } : unanswered(new Error("the answer is not the JSON that Graph sends"));
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function refused(response: HttpResponse, json: JsonObject | undefined): FailedAttempt {
  const error = isRecord(json?.error) ? json.error : {};
  const inner = isRecord(error.innerError) ? error.innerError : {};
  const { status } = response;
  const code = textOf(error.code) ?? "";
  const reason = textOf(error.message) ?? "the answer does not look like one of Graph's";
  const requestId = response.header("request-id") ?? textOf(inner["request-id"]);
  const retryAfter = response.header("retry-after");
  return {
    answer: { kind: "answered", status, code, retryAfter },
    summary:
      status === 429
        ? "Microsoft Graph is throttling"
        : `Microsoft Graph answered ${`${status} ${code}`.trim()}`,
    // A refused request was not carried out. After an error inside Graph, that is not known.
    mayHaveHappened: status >= 500,
    toError: (request, sent, circumstances) =>
      new GraphError({
        ...request,
        ...circumstances,
        status,
        code,
        reason: withoutValues(reason, sent),
        requestId,
      }),
  };
}

/** A certificate that is not trusted now is not trusted a moment later. */
const untrusted =
  /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:GET|VERIFY)_)/;

/** The request never left. */
const unconnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

export function unanswered(cause: unknown): FailedAttempt {
  const { code, message } = networkFailure(cause);
  const mayHaveArrived = !(code && (untrusted.test(code) || unconnected.has(code)));
  const reason = code && !message.includes(code) ? `${message} (${code})` : message;
  return {
    answer: { kind: "unanswered", permanent: untrusted.test(code ?? ""), mayHaveArrived },
    summary: `Microsoft Graph gave no answer (${code ?? message})`,
    mayHaveHappened: mayHaveArrived,
    toError: (request, _sent, circumstances) =>
      new GraphUnreachableError(request, { reason, cause, ...circumstances }),
  };
}

function networkFailure(error: unknown): { code?: string; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error.name === "TimeoutError") return { message: "it took too long" };
  const { code } = error as NodeJS.ErrnoException;
  if (code === "PARSE_ERROR") return { message: "the answer was cut off" };
  // Where a name has several addresses and none of them answers, there is only the code.
  return { ...(code && { code }), message: error.message || "no connection" };
}
