import type { Limit, Notice } from "./limit";

/** How much was used when so many requests had got through. */
interface Reading {
  readonly sent: number;
  readonly passed: number;
  readonly share: number;
}

/** From this share on, Graph says how much is used. */
const silentShare = 0.8;

/** The rest is left, because Graph rounds what it says. */
const mostUsed = 0.99;

/** Two readings may be so much further apart, or so much closer together, than they say. */
const roundingShare = 0.01;

/** A fall by so much shows how fast the limit comes back. */
const tellingFall = 0.04;

/** Beyond so much of the time or of the limit, what follows is measured again. */
const longestMeasure = { time: 0.2, rise: 0.1 };

/**
 * A limit as Graph's answers show it. It may be smaller than it is known to be, and others may use it as well. How much is
 * left follows from the share that is used and from the size of all; the size, from how much the share rises with so many
 * requests.
 */
export class LearntLimit {
  readonly #most: number;
  #amount: number;
  #milliseconds: number;
  #passed = 0;
  #isTelling = false;
  /** What the last answer said. Undefined while nothing speaks against what is known. */
  #last: Reading | undefined;
  /** What the next ones are measured by. */
  #base: Reading | undefined;

  constructor({ amount, milliseconds }: Limit) {
    this.#most = amount;
    this.#amount = amount;
    this.#milliseconds = milliseconds;
  }

  /** Milliseconds until so many may leave while so many are under way. */
  wait(count: number, underWay: number, now: number): number {
    if (!this.#last) return 0;
    const share = this.#shareAt(now, this.#last);
    const lacking = share + (underWay + count) / this.#amount - mostUsed;
    // What is more than the whole limit goes when nothing of it is used.
    return Math.max(0, Math.ceil(Math.min(lacking, share) * this.#milliseconds));
  }

  /** Milliseconds until so many have left, which may be more than are allowed at once. */
  duration(count: number, now: number): number {
    if (!this.#last) return 0;
    return Math.max(0, this.#shareAt(now, this.#last) + count / this.#amount - mostUsed) * this.#milliseconds;
  }

  hear({ sent, isThrottled, usedShare }: Notice): void {
    if (!isThrottled) this.#passed++;
    const share = isThrottled ? 1 : usedShare;
    this.#isTelling ||= usedShare !== undefined;
    const reading = { sent, passed: this.#passed, share: share ?? silentShare };
    this.#last = this.#isTelling || isThrottled ? reading : undefined;
    this.#base = share === undefined ? undefined : this.#measure(reading, this.#base);
  }

  #shareAt(now: number, { sent, share }: Reading): number {
    return share - (now - sent) / this.#milliseconds;
  }

  /** Gives what the next reading is measured by. */
  #measure(reading: Reading, base: Reading | undefined): Reading {
    // Those of one batch may say the same, whatever was used by each.
    if (!base || reading.sent <= base.sent) return reading;
    const milliseconds = reading.sent - base.sent;
    const rise = reading.share - base.share;
    if (rise < -tellingFall)
      this.#milliseconds = Math.min(this.#milliseconds, milliseconds / (-rise - roundingShare));
    const time = milliseconds / this.#milliseconds;
    const count = reading.passed - base.passed;
    const used = Math.max(0, rise + time);
    const least = count / (used + roundingShare);
    const most = used > roundingShare ? count / (used - roundingShare) : Infinity;
    if (count > 0) this.#amount = Math.min(this.#most, Math.max(least, Math.min(this.#amount, most)));
    return time > longestMeasure.time || rise > longestMeasure.rise ? reading : base;
  }
}
