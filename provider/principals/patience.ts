/** How long a principal that is not found may stay missing before that is the answer. */
export interface Patience {
  readonly milliseconds: number;
  /** Told whenever the principal is missed, and waited for. */
  readonly onMissing?: (() => void) | undefined;
  /** Asked once, when the principal is missed for the first time. An error says why waiting cannot help. */
  readonly whyInVain?: () => Promise<Error | undefined>;
}

/** Of those who only look or clear: what is not there has no values. */
export const noPatience: Patience = { milliseconds: 0 };

/** How long a principal that was created just now may take to be known to every replica. */
export const newPrincipalMilliseconds = 5 * 60_000;

/** How long one that was there in an earlier run may seem missing. */
export const establishedPrincipalMilliseconds = 30_000;
