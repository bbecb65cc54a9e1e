import type { Observed } from "./patch";

/** A write that Graph has accepted, or may have carried out, and that has not been seen. */
export class UnconfirmedWriteError extends Error {
  override readonly name = "UnconfirmedWriteError";
  readonly names: readonly string[];
  /** What was seen last at the place. */
  readonly observed: Observed;
  /** Whether Graph accepted the write. If not, the result of the write is unknown. */
  readonly isAccepted: boolean;

  constructor(names: readonly string[], observed: Observed, { isAccepted = true, cause }: Ending = {}) {
    super(`the change of ${names.join(", ")} has not been seen`, { cause });
    this.names = names;
    this.observed = observed;
    this.isAccepted = isAccepted;
  }
}

interface Ending {
  readonly isAccepted?: boolean;
  /** What went wrong, if it was more than that reads kept showing something else. */
  readonly cause?: unknown;
}
