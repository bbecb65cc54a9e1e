import type { HttpResponse } from "../http/send";
import type { Allowance } from "./allowance";
import { mostInBatch } from "./batchFormat";
import { LearntLimit } from "./learntLimit";
import type { Limit } from "./limit";
import { Ramp } from "./ramp";
import { retryAfterMilliseconds } from "./retryPolicy";
import { WaitingList } from "./waitingList";

/** Reads, or writes: those that wait, and what decides when they may leave. */
export class RequestKind {
  readonly singles = new WaitingList();
  readonly gathered = new WaitingList();
  /** Of what is gathered. */
  underWay = 0;
  /** What is known of the limit, and what was taken of it. */
  readonly allowance: Allowance;
  /** What answers show of it, which only what is gathered keeps to. */
  readonly #learnt: LearntLimit;
  readonly #ramp: Ramp;
  #throttledAt = -Infinity;
  #pausedUntil = -Infinity;

  /** @param first So many of what is gathered may be under way until the first answer. */
  constructor(limit: Limit, allowance: Allowance, first: number) {
    this.allowance = allowance;
    this.#learnt = new LearntLimit(limit);
    this.#ramp = new Ramp(first);
  }

  /** How many of what is gathered go next, together. None while that would be too many under way. */
  get nextGroup(): number {
    const { most } = this.#ramp;
    const count = Math.min(mostInBatch, this.gathered.length, most);
    return this.underWay + count <= most ? count : 0;
  }

  /** Milliseconds until so many of what is gathered may leave. */
  wait(count: number, now: number): number {
    const byLimit = Math.max(this.allowance.wait(count, now), this.#learnt.wait(count, this.underWay, now));
    return Math.max(this.#pausedUntil - now, byLimit);
  }

  /** Milliseconds until so many of what is gathered have left, which may be more than are allowed at once. */
  duration(count: number, now: number): number {
    const byLimit = Math.max(this.allowance.duration(count, now), this.#learnt.duration(count, now));
    return Math.max(this.#pausedUntil - now, byLimit);
  }

  /** @param sent When the request was. */
  hear(answer: HttpResponse, sent: number, at: Date): void {
    const now = at.getTime();
    const isThrottled = answer.status === 429;
    if (isThrottled) {
      const pause = retryAfterMilliseconds(answer.header("retry-after"), at) ?? 0;
      this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
      // Of many that were under way together, the first refusal says what all of them do.
      if (sent <= this.#throttledAt) return;
      this.#throttledAt = now;
    }
    const notice = {
      sent,
      isThrottled,
      usedShare: usedShare(answer.header("x-ms-throttle-limit-percentage")),
    };
    this.allowance.hear(notice, now);
    this.#learnt.hear(notice);
    this.#ramp.hear(notice);
  }
}

/** Graph documents values up to 1.8. Anything else says something that is not known here. */
function usedShare(header: string | undefined): number | undefined {
  const share = header === undefined ? NaN : Number(header);
  return share >= 0 && share <= 2 ? share : undefined;
}
