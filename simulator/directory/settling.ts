/**
 * What has been defined a moment ago, and is not known everywhere yet. Unlike values, definitions are not followed replica
 * by replica: until the lag is over, the requests that use them find them missing.
 */
export class Settling {
  readonly #until = new Map<string, number>();
  readonly #lag: number;

  constructor(lag: number) {
    this.#lag = lag;
  }

  begin(key: string, at: number): void {
    if (this.#lag > 0) this.#until.set(key, at + this.#lag);
  }

  isOver(key: string, at: number): boolean {
    return (this.#until.get(key) ?? -Infinity) <= at;
  }
}

/** What can lag: a set, a definition, that a definition is active again, and that a predefined value may be assigned. */
export const settlingKey = {
  set: (id: string) => `set ${id}`,
  definition: (id: string) => `definition ${id}`,
  reactivation: (id: string) => `reactivation ${id}`,
  value: (definitionId: string, value: string) => `value ${definitionId} ${value}`,
} as const;
