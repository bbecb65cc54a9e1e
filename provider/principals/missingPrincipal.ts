import type { Clock } from "../graph/clock";
import type { Patience } from "./patience";
import { Waits } from "../graph/waits";

const pace = { first: 1_000, longest: 15_000 };

/** A principal that Graph does not find: how long that has been so, and why it may stay so. */
export class MissingPrincipal {
  readonly #waits: Waits;
  #explanation: Promise<Error | undefined> | undefined;

  constructor(clock: Clock) {
    this.#waits = new Waits(clock, pace);
  }

  /** Milliseconds since it was missed for the first time. */
  get waited(): number {
    return this.#waits.waited;
  }

  /** Notes a miss. Gives the next wait in milliseconds. */
  nextWait(): number {
    return this.#waits.next();
  }

  /** Lets the first waiting job that asks for it find out why the wait cannot succeed. */
  explainOnce(waiting: readonly { readonly patience: Patience }[]): void {
    const curious = waiting.find(({ patience }) => patience.whyInVain)?.patience;
    // If this look-up fails, the original 404 is reported.
    this.#explanation ??= curious?.whyInVain?.().catch(() => undefined);
  }

  get explanation(): Promise<Error | undefined> {
    return this.#explanation ?? Promise.resolve(undefined);
  }
}
