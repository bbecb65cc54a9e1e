import { isRecord } from "../entra/isRecord";
import type { HttpRequest, HttpResponse } from "../http/send";

/**
 * Graph takes so many requests in a batch. Its limit of 4 MB for a body is never near: the 50 values of at most 64
 * characters that a principal can have make a body of some 20 KB, however they are escaped.
 */
export const mostInBatch = 20;

/**
 * The body of a batch. Each request is named by its index. Its headers are included, except the token, which only the batch
 * itself carries.
 *
 * @param root What the addresses of all of them begin with, the version included.
 */
export function batchBody(root: string, requests: readonly HttpRequest[]): string {
  const steps = requests.map(({ method, url, headers, body }, index) => {
    return {
      id: String(index),
      method,
      url: url.slice(root.length),
      headers: { ...headers, Authorization: undefined },
      ...(body !== undefined && { body: JSON.parse(body) as unknown }),
    };
  });
  return JSON.stringify({ requests: steps });
}

/**
 * The answers in that of a batch, by the names of their requests; they come in any order, and some may be missing.
 *
 * @throws An error when it is not the answer to a batch.
 */
export function batchAnswers(text: string): Map<string, HttpResponse> {
  const responses = responsesIn(text);
  if (!responses) throw new Error("the answer is not Graph's answer to a batch");
  return new Map(
    responses.flatMap((response): [string, HttpResponse][] => {
      if (!isRecord(response) || typeof response.status !== "number") return [];
      return [[String(response.id), answerIn(response.status, response.headers, response.body)]];
    }),
  );
}

function responsesIn(text: string): readonly unknown[] | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isRecord(answer) && Array.isArray(answer.responses) ? answer.responses : undefined;
  } catch {
    return undefined;
  }
}

function answerIn(status: number, headers: unknown, body: unknown): HttpResponse {
  const received = isRecord(headers) ? headers : {};
  return {
    status,
    header: (name) => {
      const found = Object.keys(received).find((one) => one.toLowerCase() === name.toLowerCase());
      return found === undefined ? undefined : String(received[found]);
    },
    text: textOf(body),
  };
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}
