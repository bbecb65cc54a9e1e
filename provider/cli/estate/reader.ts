import { isRecord } from "../../entra/isRecord";

/** A value somewhere in a file, and its path for errors. */
export class Reader {
  readonly json: unknown;
  readonly #path: string;

  constructor(json: unknown, path: string) {
    this.json = json;
    this.#path = path;
  }

  get isObject(): boolean {
    return isRecord(this.json);
  }

  problem(name: string, what: string): Error {
    return new Error(`${[this.#path, name].filter((part) => part !== "").join(".")} ${what}.`);
  }

  /** Null is how some programs write what is absent. */
  value(name: string): unknown {
    const json = this.#record();
    return Object.hasOwn(json, name) ? (json[name] ?? undefined) : undefined;
  }

  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined) throw this.problem(name, "is missing");
    return text;
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "string") return value;
    throw this.problem(name, "must be a string");
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "boolean") return value;
    throw this.problem(name, "must be true or false");
  }

  optionalWholeNumber(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined || (typeof value === "number" && Number.isInteger(value))) return value;
    throw this.problem(name, "must be a whole number");
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], usual?: NoInfer<Word>): Word {
    const value = this.value(name) ?? usual;
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    throw this.problem(name, `must be one of ${words.join(", ")}`);
  }

  optional<Result>(name: string, read: (reader: Reader) => Result): Result | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : read(this.#at(name, value));
  }

  list<Item>(name: string, read: (reader: Reader) => Item): Item[] {
    const items = this.optionalList(name, read);
    if (items === undefined) throw this.problem(name, "is missing");
    return items;
  }

  optionalList<Item>(name: string, read: (reader: Reader) => Item): Item[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.problem(name, "must be a list");
    return value.map((item, index) => read(this.#at(`${name}[${index}]`, item)));
  }

  entries(): [string, Reader][] {
    return Object.entries(this.#record()).map(([name, value]) => [name, this.#at(name, value)]);
  }

  /** A second item with the same key is a mistake: it would be unclear which of them counts. */
  refuseTwins<Item>(list: string, items: readonly Item[] | undefined, keyOf: (item: Item) => string): void {
    const places = new Map<string, number>();
    for (const [index, item] of items?.entries() ?? []) {
      const first = places.get(keyOf(item));
      if (first !== undefined) throw this.problem(`${list}[${index}]`, `is a duplicate of ${list}[${first}]`);
      places.set(keyOf(item), index);
    }
  }

  #record(): Record<string, unknown> {
    if (!isRecord(this.json)) throw this.problem("", "must be an object");
    return this.json;
  }

  #at(name: string, value: unknown): Reader {
    return new Reader(value, this.#path === "" ? name : `${this.#path}.${name}`);
  }
}
