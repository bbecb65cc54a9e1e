import type { Clock } from "./clock";
import { GraphError } from "./errors";

/** How long a missing object may stay missing before that is the answer. */
export interface Patience {
  readonly milliseconds: number;
  /** Asked once, when the object is missed for the first time. An error says why waiting is in vain. */
  readonly whyInVain?: () => Promise<Error | undefined>;
}

export const noPatience: Patience = { milliseconds: 0 };

export function isMissing(error: unknown): error is GraphError {
  return error instanceof GraphError && error.isMissingObject;
}

const firstWait = 1_000;
const longestWait = 15_000;

/**
 * Waits for one object that was created a moment ago. Graph has many replicas, and one that has not heard of the object
 * yet answers 404; only time tells this from an object that does not exist.
 */
export class MissingObjectWait {
  readonly #clock: Clock;
  #since: number | undefined;
  #misses = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes a miss. Gives the next wait in milliseconds. */
  next(): number {
    this.#since ??= this.#clock.now().getTime();
    const longest = Math.min(longestWait, firstWait * 2 ** this.#misses++);
    return longest * (0.5 + this.#clock.random() / 2);
  }

  get isFirst(): boolean {
    return this.#misses === 1;
  }

  /** Whether a patience has room for one more wait. */
  allows({ milliseconds }: Patience, wait: number): boolean {
    return this.waited + wait <= milliseconds;
  }

  /** Milliseconds since the first miss. */
  get waited(): number {
    return this.#since === undefined ? 0 : this.#clock.now().getTime() - this.#since;
  }
}

/** Does something to an object that may not be known everywhere yet. */
export async function whileReplicating<T>(
  clock: Clock,
  patience: Patience & { readonly onWait: (waited: number) => void },
  action: () => Promise<T>,
): Promise<T> {
  const missing = new MissingObjectWait(clock);
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!isMissing(error)) throw error;
      const wait = missing.next();
      const mistake = missing.isFirst ? await patience.whyInVain?.() : undefined;
      if (mistake) throw mistake;
      if (!missing.allows(patience, wait)) throw error;
      patience.onWait(missing.waited);
      await clock.sleep(wait);
    }
  }
}
