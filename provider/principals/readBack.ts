import type { Attributes } from "../entra/values";
import { namesIn, unseenNames, type Patch } from "./patch";

/** How long a write may take to be seen in every replica before it counts as lost. */
export const readBackMilliseconds = 2 * 60_000;

/** Agreeing reads in a row that end the wait once a replica has shown something else. */
const agreeingReads = 3;

/** Follows one write until reads agree with it: one is enough, unless one has disagreed. */
export class ReadBack {
  readonly #patch: Patch;
  #needed = 1;
  #missed: readonly string[];
  #lastRead: Attributes | undefined;

  constructor(patch: Patch) {
    this.#patch = patch;
    this.#missed = namesIn(patch);
  }

  /** Takes a read into account; `undefined` is a replica that does not know the principal. */
  read(attributes: Attributes | undefined): void {
    if (attributes) this.#lastRead = attributes;
    this.#missed = attributes ? unseenNames(this.#patch, attributes) : this.#missed;
    const agrees = attributes !== undefined && this.#missed.length === 0;
    this.#needed = agrees ? this.#needed - 1 : agreeingReads;
  }

  get isDone(): boolean {
    return this.#needed <= 0;
  }

  /** Whether the last read agreed, so that the next one may follow soon. */
  get agrees(): boolean {
    return this.#missed.length === 0;
  }

  /** Names that the last read did not show as written. */
  get missed(): readonly string[] {
    return this.#missed;
  }

  /** What the last read showed; undefined when there was none. */
  get lastRead(): Attributes | undefined {
    return this.#lastRead;
  }
}
