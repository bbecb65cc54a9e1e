/** After so long without a refusal, more is tried. */
const quietMilliseconds = 30_000;

/** By so much the first time, and by twice as much each time that nothing is refused. */
const firstIncrease = 0.05;

/** What is measured is kept a little below, because time passes between Graph's count and ours. */
const caution = 0.95;

/** Whoever else shares the limit, some of our requests get through. */
const slowest = 1 / 64;

/**
 * How fast what Graph allows comes back, as a share of what is known of the limit. Between two refusals just as much came
 * back as got through, because nothing is left at either of them.
 */
export class Refill {
  readonly #perMillisecond: number;
  #share = 1;
  #increase = firstIncrease;
  #refusedAt: number | undefined;
  #passed = 0;
  #quietSince = 0;

  /** @param perMillisecond As much as the limit gives when nobody else uses it. */
  constructor(perMillisecond: number) {
    this.#perMillisecond = perMillisecond;
  }

  /** How much comes back in a millisecond. */
  get pace(): number {
    return this.#share * this.#perMillisecond;
  }

  /** A request got through. */
  pass(): void {
    this.#passed++;
  }

  /** Graph has refused a request, so that nothing is left. */
  refuse(now: number): void {
    if (this.#refusedAt !== undefined) {
      const measured = this.#passed / Math.max(1, now - this.#refusedAt) / this.#perMillisecond;
      const share = this.#passed > 0 ? Math.min(this.#share, measured) * caution : this.#share / 2;
      this.#share = Math.max(slowest, share);
    }
    this.#refusedAt = now;
    this.#passed = 0;
    this.#increase = firstIncrease;
    this.#quietSince = now;
  }

  /** Tries more after a quiet time, because others may have stopped. */
  grow(now: number): void {
    if (this.#share === 1 || now - this.#quietSince < quietMilliseconds) return;
    this.#share = Math.min(1, this.#share * (1 + this.#increase));
    this.#increase *= 2;
    this.#quietSince = now;
  }
}
