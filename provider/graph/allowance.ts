/** What Graph allows an app in a tenant: so much at once, and as much again in so many milliseconds, evenly. */
export interface Limit {
  readonly amount: number;
  readonly milliseconds: number;
  /** So many may be under way until the first answer, for others may have used up what there is. */
  readonly firstUnderWay: number;
}

/** What an answer of Graph's says about a limit. */
export interface Notice {
  /** When the request was sent. */
  readonly sent: number;
  readonly isThrottled: boolean;
  /** Milliseconds that Graph asks to wait. */
  readonly retryAfter: number | undefined;
  /** How much of the limit is used, from 0 to 1; Graph says so from 0.8 on. */
  readonly usedShare: number | undefined;
}

/** So much of a limit is not used, because our bucket began to fill before Graph's. */
const reserve = 0.02;

/** What Graph says is used is rounded, and older than what we have counted: only a difference larger than this counts. */
const roundingShare = 0.02;

/** A second refusal within this time means that our pace is too fast, and not only that our count was wrong. */
const settlingMilliseconds = 30_000;

/** Whoever else shares the limit, some of our requests get through. */
const slowestPace = 1 / 16;

/** Always: two batches, for fewer would make small batches of what waits. */
const leastUnderWay = 40;

/** From this share on, Graph says how much is used. */
const silentShare = 0.8;

/** The bucket of tokens that Graph has for us, as far as we can know its level: from what we sent, and what Graph says. */
export class Allowance {
  readonly capacity: number;
  readonly #perMillisecond: number;
  readonly #firstUnderWay: number;
  #level: number;
  #at: number;
  #pace = 1;
  #pausedUntil = -Infinity;
  #throttledAt = -Infinity;
  #isHeard = false;
  #usedShare = silentShare;

  constructor({ amount, milliseconds, firstUnderWay }: Limit, now: number) {
    this.#firstUnderWay = firstUnderWay;
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
    return Math.max(this.pause(now), this.#timeFor(count - this.#level));
  }

  /** Milliseconds for which Graph has asked to send nothing. */
  pause(now: number): number {
    return Math.max(0, this.#pausedUntil - now);
  }

  /** How many may be under way at the same time, when they can wait: what was left by the last answer, and no more. */
  get mostUnderWay(): number {
    if (!this.#isHeard) return this.#firstUnderWay;
    return Math.max(leastUnderWay, Math.floor((1 - this.#usedShare) * this.capacity));
  }

  take(count: number, now: number): void {
    this.#fill(now);
    this.#level -= count;
  }

  hear({ sent, isThrottled, retryAfter = 0, usedShare }: Notice, now: number): void {
    this.#fill(now);
    this.#isHeard = true;
    if (isThrottled) {
      this.#throttled(sent, now);
      this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfter);
      return;
    }
    this.#usedShare = usedShare ?? silentShare;
    if (usedShare === undefined) return;
    this.#level = Math.min(this.#level, (1 - usedShare + roundingShare) * this.capacity);
  }

  /** Of many that were under way together, the first refusal says what all of them do. */
  #throttled(sent: number, now: number): void {
    if (sent <= this.#throttledAt) return;
    if (now - this.#throttledAt < settlingMilliseconds) this.#pace = Math.max(slowestPace, this.#pace / 2);
    this.#throttledAt = now;
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
