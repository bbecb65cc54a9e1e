import type { Observed, Patch } from "./patch";
import type { Place } from "../entra/place";
import type { Patience } from "../graph/patience";

/** What one operation wants at a principal. */
export interface Job {
  readonly place: Place;
  /** How long the principal may seem missing. */
  readonly patience: Patience;
  /**
   * Decides from what is there; asked again whenever the principal had to be looked at again. Nothing of this process
   * writes to the principal between what is observed here and the PATCH. An error ends this job alone.
   */
  plan(observed: Observed): Patch | Promise<Patch>;
}

/** A job, and the one who waits for it. */
export class QueuedJob implements Job {
  readonly #job: Job;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  isSettled = false;

  constructor(job: Job, resolve: () => void, reject: (error: unknown) => void) {
    this.#job = job;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get place(): Place {
    return this.#job.place;
  }

  get patience(): Patience {
    return this.#job.patience;
  }

  plan(observed: Observed): Patch | Promise<Patch> {
    return this.#job.plan(observed);
  }

  resolve(): void {
    this.isSettled = true;
    this.#resolve();
  }

  reject(error: unknown): void {
    this.isSettled = true;
    this.#reject(error);
  }
}
