import type { Clock } from "./clock";

/** The shortest and the longest wait of a row in which each is twice as long as the one before, in milliseconds. */
export interface Pace {
  readonly first: number;
  readonly longest: number;
}

/** Waits for replicas: for an object that they do not know yet, or a write that they do not show yet. */
export class Waits {
  readonly #clock: Clock;
  readonly #pace: Pace;
  #since: number | undefined;
  #count = 0;

  constructor(clock: Clock, pace: Pace) {
    this.#clock = clock;
    this.#pace = pace;
  }

  /** Milliseconds since the first call of `next` or `soon`. */
  get waited(): number {
    return this.#since === undefined ? 0 : this.#clock.now().getTime() - this.#since;
  }

  /** How long to wait now: longer from time to time, and never quite the same, so that many who wait do not come together. */
  next(): number {
    this.#start();
    const longest = Math.min(this.#pace.longest, this.#pace.first * 2 ** this.#count++);
    return longest * (0.5 + this.#clock.random() / 2);
  }

  /** A short wait, when the next look is likely to be the last. */
  soon(): number {
    this.#start();
    return this.#pace.first / 2;
  }

  /** Whether a wait ends within a limit, both in milliseconds. */
  allows(wait: number, limit: number): boolean {
    return this.waited + wait <= limit;
  }

  #start(): void {
    this.#since ??= this.#clock.now().getTime();
  }
}
