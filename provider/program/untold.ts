/** Several promises, one after the other added. */
interface Chain {
  readonly ended: Promise<unknown>;
  /** How many have not ended. */
  open: number;
}

const anySet = Symbol("any");
const unknownSet = Symbol("unknown");

/** Definers whose names are not known yet, by the set that they belong to as far as that is known. */
export class Untold {
  readonly #chains = new Map<string | symbol, Chain>();

  /** @param told Ends when the names are known, or never will be. */
  add(attributeSet: unknown, told: Promise<unknown>): void {
    const ended = told.catch(() => undefined);
    for (const key of [anySet, typeof attributeSet === "string" ? attributeSet : unknownSet]) {
      const earlier = this.#chains.get(key);
      const chain = { ended: Promise.all([earlier?.ended, ended]), open: (earlier?.open ?? 0) + 1 };
      this.#chains.set(key, chain);
      void ended.then(() => this.#end(key));
    }
  }

  /** Ends when the names are known of all that may belong to a set now; undefined when they are. */
  of(attributeSet: unknown): Promise<unknown> | undefined {
    const keys = typeof attributeSet === "string" ? [attributeSet, unknownSet] : [anySet];
    const chains = keys.flatMap((key) => this.#chains.get(key) ?? []);
    return chains.length > 0 ? Promise.all(chains.map(({ ended }) => ended)) : undefined;
  }

  #end(key: string | symbol): void {
    const chain = this.#chains.get(key);
    if (!chain) return;
    chain.open--;
    if (chain.open === 0) this.#chains.delete(key);
  }
}
