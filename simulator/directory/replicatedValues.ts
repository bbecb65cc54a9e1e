import type { AttributeValue, AttributeValues, ValueChange } from "./attributeValue";

interface Write {
  readonly changes: readonly ValueChange[];
  readonly replica: number;
  readonly at: number;
}

type ValuesBySet = Map<string, Map<string, AttributeValue>>;

/**
 * The values of one object as each replica knows them. A write is seen at once by the replica that took it and by the
 * others after the lag. Changes travel attribute by attribute, so a replica may know a later write and not an earlier one.
 */
export class ReplicatedValues {
  readonly #settled: ValuesBySet = new Map();
  readonly #lag: number;
  #travelling: Write[] = [];

  constructor(initial: AttributeValues, lag: number) {
    this.#lag = lag;
    for (const [attributeSet, attributes] of Object.entries(initial)) {
      const changes = Object.entries(attributes).map(([name, value]) => ({ attributeSet, name, value }));
      apply(this.#settled, changes);
    }
  }

  write(changes: readonly ValueChange[], replica: number, at: number): void {
    this.#settle(at);
    this.#travelling.push({ changes, replica, at });
  }

  /** What a replica would answer at that moment; a set that has lost its last attribute is still there, empty. */
  on(replica: number, at: number): AttributeValues {
    this.#settle(at);
    return this.#fold((write) => write.replica === replica);
  }

  /** What every replica knows, which is what the search index answers from. */
  everywhere(at: number): AttributeValues {
    this.#settle(at);
    return this.#fold(() => false);
  }

  /** What all writes come to, travelled or not. */
  latest(): AttributeValues {
    return this.#fold(() => true);
  }

  #settle(at: number): void {
    const arrived = (write: Write) => write.at + this.#lag <= at;
    for (const write of this.#travelling.filter(arrived)) apply(this.#settled, write.changes);
    this.#travelling = this.#travelling.filter((write) => !arrived(write));
  }

  #fold(known: (write: Write) => boolean): AttributeValues {
    const values: ValuesBySet = new Map(
      [...this.#settled].map(([name, attributes]) => [name, new Map(attributes)]),
    );
    for (const write of this.#travelling.filter(known)) apply(values, write.changes);
    return Object.fromEntries(
      [...values].map(([name, attributes]) => [name, Object.fromEntries(attributes)]),
    );
  }
}

function apply(values: ValuesBySet, changes: readonly ValueChange[]): void {
  for (const { attributeSet, name, value } of changes) {
    if (value === null) {
      values.get(attributeSet)?.delete(name);
    } else {
      const attributes = values.get(attributeSet) ?? new Map<string, AttributeValue>();
      values.set(attributeSet, attributes.set(name, value));
    }
  }
}
