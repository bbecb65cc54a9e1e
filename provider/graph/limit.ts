/** What Graph allows an app in a tenant: so much at once, and as much again in so many milliseconds, evenly. */
export interface Limit {
  readonly amount: number;
  readonly milliseconds: number;
}

/** What an answer of Graph's says about a limit. */
export interface Notice {
  /** When the request was sent. */
  readonly sent: number;
  readonly isThrottled: boolean;
  /** How much of the limit is used, from 0 to 1; Graph says so from 0.8 on. */
  readonly usedShare: number | undefined;
}
