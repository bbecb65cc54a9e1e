import type { Repeatable } from "./graphRequest";

/** What came of one attempt: the facts that the decision to try again rests on. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly code: string;
      readonly retryAfter: string | undefined;
    }
  | {
      readonly kind: "unanswered";
      readonly permanent: boolean;
      /** Whether the request may have reached Graph. */
      readonly mayHaveArrived: boolean;
    };

export interface Attempt {
  readonly repeatable: Repeatable;
  /** 1 for the first. */
  readonly number: number;
  readonly now: Date;
  /** When the whole request, all its attempts and waits included, has to be over. */
  readonly deadline: Date;
  /** From 0 up to 1: keeps clients that failed together from coming back together. */
  readonly random: number;
}

export type Decision =
  | { readonly action: "wait"; readonly milliseconds: number }
  /** `outOfTime` tells a request that could have been tried again from one that will never succeed. */
  | { readonly action: "stop"; readonly outOfTime: boolean };

const serviceIsBusy: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Another request was writing to the same object. Reported with the status 409 and, in older days, 503. */
const concurrencyViolation = "Directory_ConcurrencyViolation";

/** The first wait without a Retry-After: short, because most failures of a directory are over within a second. */
const firstWait = 500;

/**
 * A Retry-After below this is no advice: zero or a time that has passed would make attempt after attempt count against
 * the limit at once.
 */
const shortestWait = 250;

/** Waits stop growing here, so that a service that is back after minutes is noticed soon. */
const longestWait = 30_000;

/** Decides whether a request is sent once more, and when. */
export function retryDecision(answer: Answer, attempt: Attempt): Decision {
  const mayRepeat = attempt.repeatable === "always" || wasNotCarriedOut(answer);
  if (!isTransient(answer) || !mayRepeat) return { action: "stop", outOfTime: false };
  const asked =
    answer.kind === "answered" ? retryAfterMilliseconds(answer.retryAfter, attempt.now) : undefined;
  const milliseconds = asked === undefined || asked < shortestWait ? backoff(attempt) : asked;
  const remaining = attempt.deadline.getTime() - attempt.now.getTime();
  return milliseconds < remaining ? { action: "wait", milliseconds } : { action: "stop", outOfTime: true };
}

function isTransient(answer: Answer): boolean {
  if (answer.kind === "unanswered") return !answer.permanent;
  return serviceIsBusy.has(answer.status) || (answer.status === 409 && answer.code === concurrencyViolation);
}

/**
 * Whether Graph surely did nothing: it throttled the request, it refused it because of concurrent writers, or the request
 * never arrived. A 503 is no such answer. Graph's documentation advises to repeat the request after it, but people have
 * seen every one of the attempts that were answered 503 take effect.
 */
function wasNotCarriedOut(answer: Answer): boolean {
  if (answer.kind === "unanswered") return !answer.mayHaveArrived;
  return answer.status === 429 || answer.code === concurrencyViolation;
}

/** Doubles with every attempt, and takes between half and all of that. */
function backoff({ number, random }: Attempt): number {
  const ceiling = Math.min(longestWait, firstWait * 2 ** (number - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** Reads a Retry-After header: seconds, of which Graph also sends fractions, or a date. Undefined when there is none. */
export function retryAfterMilliseconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  // A header that came twice is read as one list; the longest of them is safe.
  if (/^\s*[\d.]+\s*(?:,\s*[\d.]+\s*)+$/.test(header)) {
    const all = header.split(",").map((part) => retryAfterMilliseconds(part, now) ?? 0);
    return Math.max(...all);
  }
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : Math.ceil(seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** The one of several Retry-After headers that asks for the longest wait. */
export function longestRetryAfter(headers: readonly (string | undefined)[], now: Date): string | undefined {
  const milliseconds = (header: string | undefined) => retryAfterMilliseconds(header, now) ?? -1;
  return headers.reduce(
    (longest, header) => (milliseconds(header) > milliseconds(longest) ? header : longest),
    undefined,
  );
}
