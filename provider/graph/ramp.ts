import { mostInBatch } from "./batchFormat";
import type { Notice } from "./limit";

/** Two batches: fewer would make small batches of what waits. */
const least = 2 * mostInBatch;

/** So many probes may be under way at the same time. */
const mostProbes = 8;

/**
 * How many requests may be under way while it is not known how much Graph lets pass. Graph speaks up when a fifth of the
 * limit is left, and a quarter of what has got through is never more than that.
 */
export class Ramp {
  readonly #first: number;
  #passed = 0;
  #isTold = false;
  /** None until there is little or nothing left. */
  #probes = 0;
  #passedSince = 0;

  /** @param first So many until the first answer, for others may have used up what there is. */
  constructor(first: number) {
    this.#first = first;
  }

  get most(): number {
    return this.#probes > 0
      ? Math.min(this.#open, this.#probes + Math.floor(this.#passedSince / 2))
      : this.#open;
  }

  hear({ isThrottled, usedShare }: Notice): void {
    if (isThrottled) return this.#probe();
    this.#passed++;
    this.#passedSince++;
    if (usedShare === undefined || this.#isTold) return;
    this.#isTold = true;
    if (this.#probes === 0) this.#probe();
  }

  /** One request finds out as well as many whether there is something again. Where it does not, others have to. */
  #probe(): void {
    this.#probes = this.#probes === 0 || this.#passedSince > 0 ? 1 : Math.min(mostProbes, 2 * this.#probes);
    this.#passedSince = 0;
  }

  get #open(): number {
    if (this.#passed === 0) return this.#first;
    // The looks at what the first ones have written fill the batch.
    if (this.#passed < mostInBatch) return Math.max(this.#first, mostInBatch - this.#first);
    return Math.max(this.#first, least, Math.floor(this.#passed / 4 / mostInBatch) * mostInBatch);
  }
}
