import { formatId, type Place } from "../entra/place";
import { noAttributes, sameValue, type Attributes, type AttributeValue } from "../entra/values";
import type { Patch } from "./patch";

/** What planning has to know of what happened at a place earlier in this run. */
export interface PlaceHistory {
  /** Cleared by this run and not assigned since: whatever a read says, the value is gone. */
  isCleared(name: string): boolean;
  /** A value that a resource of this stack had and gives up in this run, so that no value of others is lost. */
  isGivenUp(name: string, value: AttributeValue): boolean;
}

export const noHistory: PlaceHistory = { isCleared: () => false, isGivenUp: () => false };

const noNames: ReadonlySet<string> = new Set();

/**
 * What one run has done, by place. It outranks what Graph's replicas say until one of them has agreed, because any of them
 * may be late.
 */
export class History {
  readonly #places = new Map<string, PlaceRecord>();

  at(place: Place): PlaceRecord {
    const key = formatId(place);
    const record = this.#places.get(key) ?? new PlaceRecord();
    this.#places.set(key, record);
    return record;
  }

  /** Names that were cleared at a place and not assigned since. */
  clearedAt(place: Place): ReadonlySet<string> {
    return this.#places.get(formatId(place))?.clearedNames ?? noNames;
  }
}

/** Of one place. Most hold little, and there may be many thousands: a map is made when there is something to put into it. */
export class PlaceRecord implements PlaceHistory {
  /** What was written, or `undefined` where it was cleared, and no read has shown yet. */
  #unconfirmed: Map<string, AttributeValue | undefined> | undefined;
  #cleared: Set<string> | undefined;
  #givenUp: Map<string, AttributeValue[]> | undefined;
  /** As their old owner wrote them, and left for the resource that asks for them. */
  #spared: Map<string, AttributeValue> | undefined;
  #owners: Map<string, { readonly owner: object; readonly value: AttributeValue }> | undefined;

  get clearedNames(): ReadonlySet<string> {
    return this.#cleared ?? noNames;
  }

  isCleared(name: string): boolean {
    return this.#cleared?.has(name) ?? false;
  }

  isGivenUp(name: string, value: AttributeValue): boolean {
    return this.#givenUp?.get(name)?.some((old) => sameValue(old, value)) ?? false;
  }

  /** Values that their old owner has left for another one, which has not taken them. */
  spared(names: Iterable<string>): Attributes {
    if (!this.#spared) return noAttributes;
    const wanted = new Set(names);
    return new Map([...this.#spared].filter(([name]) => wanted.has(name)));
  }

  /** Reads have kept showing something else, for so long that they are right. */
  takeBack(names: Iterable<string>): void {
    for (const name of names) this.#unconfirmed?.delete(name);
  }

  /** Graph has accepted a patch. */
  wrote({ assign, clear }: Patch): void {
    const unconfirmed = (this.#unconfirmed ??= new Map());
    for (const [name, value] of assign) {
      unconfirmed.set(name, value);
      this.#cleared?.delete(name);
    }
    for (const name of clear.keys()) {
      unconfirmed.set(name, undefined);
      (this.#cleared ??= new Set()).add(name);
    }
  }

  /** What is there: what was read, corrected by what is known better. */
  correct(read: Attributes): Attributes {
    if (!this.#unconfirmed) return read;
    const attributes = new Map(read);
    for (const [name, value] of this.#unconfirmed) {
      if (sameValue(read.get(name), value)) this.#unconfirmed.delete(name);
      else if (value === undefined) attributes.delete(name);
      else attributes.set(name, value);
    }
    if (this.#unconfirmed.size === 0) this.#unconfirmed = undefined;
    return attributes;
  }

  /** A resource has these values, and its program does not name them any more: they are free for others to take. */
  giveUp(values: Attributes): void {
    for (const [name, value] of values) {
      // Another resource may have taken the name already, with a value of its own.
      if (sameValue(this.#owners?.get(name)?.value, value)) this.#owners?.delete(name);
      if (this.isGivenUp(name, value)) continue;
      this.#givenUp ??= new Map();
      this.#givenUp.set(name, [...(this.#givenUp.get(name) ?? []), value]);
    }
  }

  /** An owner leaves its values where they are, because another resource of the program asks for them. */
  spare(values: Attributes): void {
    for (const [name, value] of values) {
      if (!this.#owners?.has(name)) (this.#spared ??= new Map()).set(name, value);
    }
  }

  /** Makes a resource the owner of these names for the rest of the run. Any object can stand for it. */
  own(owner: object, values: Attributes): void {
    for (const [name, value] of values) {
      (this.#owners ??= new Map()).set(name, { owner, value });
      this.#spared?.delete(name);
    }
  }

  /** The owner has failed, and owns nothing that it did not own before. */
  disown(owner: object): void {
    for (const [name, current] of this.#owners ?? []) {
      if (current.owner === owner) this.#owners?.delete(name);
    }
  }

  /** Names that another resource has come to own in this run. */
  ownedOtherwise(owner: object, names: Iterable<string>): string[] {
    return [...names].filter((name) => {
      const current = this.#owners?.get(name);
      return current !== undefined && current.owner !== owner;
    });
  }
}
