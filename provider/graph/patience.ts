import type { Clock } from "./clock";
import { GraphError } from "./errors";

export interface Patience {
  /** How long a missing object may stay missing before that is the answer. */
  readonly milliseconds: number;
  /** Asked once, when the object is missed for the first time. A text is why waiting is in vain. */
  readonly onFirstMiss?: () => Promise<string | undefined>;
  /** Told before every wait. */
  readonly onWait?: (milliseconds: number) => void;
}

/** Thrown when waiting would be in vain, with the reason. */
export class MistakenPrincipalError extends Error {
  override readonly name = "MistakenPrincipalError";
}

const firstWait = 1_000;
const longestWait = 15_000;

/**
 * Does something to an object that was created a moment ago. Graph has many replicas, and one that has not heard of the
 * object yet answers 404; only time tells this from an object that does not exist.
 */
export async function whileReplicating<T>(
  clock: Clock,
  patience: Patience,
  action: () => Promise<T>,
): Promise<T> {
  const deadline = clock.now().getTime() + patience.milliseconds;
  for (let number = 1; ; number++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof GraphError && error.isMissingObject)) throw error;
      const mistake = number === 1 ? await patience.onFirstMiss?.() : undefined;
      if (mistake) throw new MistakenPrincipalError(mistake, { cause: error });
      const wait = Math.min(longestWait, firstWait * 2 ** (number - 1)) * (0.5 + clock.random() / 2);
      if (clock.now().getTime() + wait > deadline) throw error;
      patience.onWait?.(wait);
      await clock.sleep(wait);
    }
  }
}
