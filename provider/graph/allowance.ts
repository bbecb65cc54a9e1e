import { Refill } from "./refill";

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

/** How many may be under way when so many have got through. */
type Ramp = (passed: number) => number;

/** While nothing speaks against it. The second group leaves room in its batch for looks at what the first has written. */
const steep: Ramp = (passed) => (passed < 20 ? 17 : Infinity);

/** While little or nothing is left: one request finds out as well as many, and what the next refusal hits is a small part. */
const gentle: Ramp = (passed) => 1 + Math.floor(passed / 4);

/** Whatever Graph says is used: one batch, for fewer would make small batches of what waits. */
const leastUnderWay = 20;

/** From this share on, Graph says how much is used. */
const silentShare = 0.8;

/** The bucket of tokens that Graph has for us, as far as we can know its level: from what we sent, and what Graph says. */
export class Allowance {
  readonly capacity: number;
  readonly #refill: Refill;
  #level: number;
  #at: number;
  #pausedUntil = -Infinity;
  #throttledAt = -Infinity;
  #ramp: Ramp;
  /** Whether it is to be found out whether anything gets through. */
  #isUntried: boolean;
  /** Requests that got through since the last refusal. */
  #passed = 0;
  #usedShare = silentShare;

  constructor({ amount, milliseconds, firstUnderWay }: Limit, now: number) {
    this.#ramp = () => firstUnderWay;
    this.#isUntried = firstUnderWay < Infinity;
    this.capacity = Math.max(1, Math.floor(amount * (1 - reserve)));
    this.#refill = new Refill(amount / milliseconds);
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

  /**
   * How many may be under way at the same time, when they can wait: few until it has shown that they get through, then
   * what was left by the last answer, and no more.
   */
  get mostUnderWay(): number {
    const left = Math.max(leastUnderWay, Math.floor((1 - this.#usedShare) * this.capacity));
    return Math.min(left, this.#ramp(this.#passed));
  }

  take(count: number, now: number): void {
    this.#fill(now);
    this.#level -= count;
  }

  hear({ sent, isThrottled, retryAfter = 0, usedShare }: Notice, now: number): void {
    this.#fill(now);
    if (isThrottled) {
      this.#throttled(sent, now);
      this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfter);
      return;
    }
    this.#pass(usedShare);
    this.#usedShare = usedShare ?? silentShare;
    if (usedShare === undefined) return;
    this.#level = Math.min(this.#level, (1 - usedShare + roundingShare) * this.capacity);
  }

  #pass(usedShare: number | undefined): void {
    this.#refill.pass();
    this.#passed++;
    if (this.#isUntried) this.#ramp = usedShare === undefined ? steep : gentle;
    this.#isUntried = false;
  }

  /** Of many that were under way together, the first refusal says what all of them do. */
  #throttled(sent: number, now: number): void {
    if (sent <= this.#throttledAt) return;
    this.#refill.refuse(now);
    this.#throttledAt = now;
    this.#level = Math.min(this.#level, 0);
    this.#ramp = gentle;
    this.#isUntried = false;
    this.#passed = 0;
  }

  #fill(now: number): void {
    this.#refill.grow(now);
    this.#level = Math.min(this.capacity, this.#level + (now - this.#at) * this.#refill.pace);
    this.#at = now;
  }

  #timeFor(lacking: number): number {
    return lacking <= 0 ? 0 : Math.ceil(lacking / this.#refill.pace);
  }
}
