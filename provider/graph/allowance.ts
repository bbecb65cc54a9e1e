import type { Limit, Notice } from "./limit";

/** So much of a limit is not used, because our bucket began to fill before Graph's. */
const reserve = 0.02;

/** What Graph says is used is rounded, and older than what we have counted: only a difference larger than this counts. */
const roundingShare = 0.02;

/** A second refusal within this time means that our pace is too fast, and not only that our count was wrong. */
const settlingMilliseconds = 30_000;

/** Even if others share the limit, some of our requests get through. */
const slowestPace = 1 / 16;

/** The bucket of tokens that Graph has for us, as far as we can know its level: from what we sent, and what Graph says. */
export class Allowance {
  readonly capacity: number;
  readonly #perMillisecond: number;
  #level: number;
  #at: number;
  #pace = 1;
  #throttledAt = -Infinity;
  #hasPassed = false;

  constructor({ amount, milliseconds }: Limit, now: number) {
    this.capacity = Math.max(1, Math.floor(amount * (1 - reserve)));
    this.#perMillisecond = amount / milliseconds;
    this.#level = this.capacity;
    this.#at = now;
  }

  /** Milliseconds until so many may be sent. */
  wait(count: number, now: number): number {
    this.#fill(now);
    const lacking = Math.min(count, this.capacity) - this.#level;
    return this.#timeFor(lacking);
  }

  /** Milliseconds until so many have been sent, which may be more than are allowed at once. */
  duration(count: number, now: number): number {
    this.#fill(now);
    return this.#timeFor(count - this.#level);
  }

  take(count: number, now: number): void {
    this.#fill(now);
    this.#level -= count;
  }

  hear({ isThrottled, usedShare }: Notice, now: number): void {
    this.#fill(now);
    if (isThrottled) return this.#throttled(now);
    this.#hasPassed = true;
    if (usedShare === undefined) return;
    this.#level = Math.min(this.#level, (1 - usedShare + roundingShare) * this.capacity);
  }

  #throttled(now: number): void {
    const isTooFast = this.#hasPassed && now - this.#throttledAt < settlingMilliseconds;
    if (isTooFast) this.#pace = Math.max(slowestPace, this.#pace / 2);
    this.#throttledAt = now;
    this.#hasPassed = false;
    this.#level = Math.min(this.#level, 0);
  }

  #fill(now: number): void {
    if (now - this.#throttledAt > settlingMilliseconds && this.#pace < 1) {
      this.#pace = Math.min(1, this.#pace * 2);
      this.#throttledAt = now;
    }
    this.#level = Math.min(this.capacity, this.#level + (now - this.#at) * this.#perMillisecond * this.#pace);
    this.#at = now;
  }

  #timeFor(lacking: number): number {
    return lacking <= 0 ? 0 : Math.ceil(lacking / (this.#perMillisecond * this.#pace));
  }
}
