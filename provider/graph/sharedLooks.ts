/** A brief look is sent once and has little time; its failure is remembered. A full one is retried as usual. */
export type Pace = "brief" | "full";

export interface LookOptions {
  readonly pace: Pace;
  /** Only a look that began after this count will do. */
  readonly since: number;
}

interface Look<T> {
  readonly number: number;
  readonly pace: Pace;
  readonly result: Promise<T>;
}

/** Reads that are shared by all who ask for the same thing: one of each, until something newer is asked for. */
export class SharedLooks<T> {
  readonly #looks = new Map<string, Look<T>>();
  readonly #count: () => number;

  /** @param count Numbers the looks, in the order in which they begin. */
  constructor(count: () => number) {
    this.#count = count;
  }

  get(key: string, { pace, since }: LookOptions, look: () => Promise<T>): Promise<T> {
    const known = this.#looks.get(key);
    if (!known || known.number <= since) return this.#begin(key, pace, look);
    if (pace === "brief" || known.pace === "full") return known.result;
    // What a brief look found is as good as any, and its failure says nothing about a full one.
    return known.result.catch(() => this.get(key, { pace, since: Math.max(since, known.number) }, look));
  }

  forget(key: string): void {
    this.#looks.delete(key);
  }

  clear(): void {
    this.#looks.clear();
  }

  #begin(key: string, pace: Pace, look: () => Promise<T>): Promise<T> {
    const before = this.#looks.get(key);
    const begun = { number: this.#count(), pace, result: look() };
    this.#looks.set(key, begun);
    begun.result.catch(() => {
      if (this.#looks.get(key) !== begun) return;
      // An older look that succeeded is worth more than this failure.
      if (before) this.#looks.set(key, before);
      else if (pace === "full") this.#looks.delete(key);
    });
    return begun.result;
  }
}
