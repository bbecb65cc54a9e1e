/** A limit that fills again evenly: so many units, all of them back after the period. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMillisecond: number;
  #left: number;
  #at = -Infinity;

  constructor({ units, milliseconds }: { readonly units: number; readonly milliseconds: number }) {
    this.#capacity = units;
    this.#perMillisecond = units / milliseconds;
    this.#left = units;
  }

  /** How much of it is gone, from 0 to 1. */
  get used(): number {
    return 1 - this.#left / this.#capacity;
  }

  /** Takes a unit, and gives the milliseconds until there is one where there is none now. */
  take(now: number): number {
    this.#left = Math.min(this.#capacity, this.#left + (now - this.#at) * this.#perMillisecond);
    this.#at = now;
    if (this.#left < 1) return Math.ceil((1 - this.#left) / this.#perMillisecond);
    this.#left -= 1;
    return 0;
  }
}
