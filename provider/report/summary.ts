/** How many of many things a message names. */
export const mostNamed = 20;

/** Counts many things, and remembers the first of them. */
export class Summary {
  readonly #first: string[] = [];
  #count = 0;

  add(thing: string): void {
    if (this.#first.length < mostNamed) this.#first.push(thing);
    this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  get first(): readonly string[] {
    return this.#first;
  }

  /** All of them, or the first and how many more there are: `a, b, c and 25 more`. */
  toString(): string {
    const more = this.#count - this.#first.length;
    return `${this.#first.join(", ")}${more > 0 ? ` and ${counted(more)} more` : ""}`;
  }
}

/** A number as a person reads it: `3,000`. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}
