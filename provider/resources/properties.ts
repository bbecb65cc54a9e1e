import type { ConflictPolicy } from "./assignment/state";

/** What a property of a set or a definition can be. A predefined value is one too: whether it is active. */
export type Property = string | number | boolean;

/** Properties by name, of those that are named. */
export type Properties = ReadonlyMap<string, Property>;

export const noProperties: Properties = new Map();

/** What a resource answers for between two runs. */
export interface Owned {
  /** As they were found or written last. */
  readonly properties: Properties;
  /** Owned names whose value is not what this resource last wrote, as somebody has seen it. */
  readonly drifted: readonly string[];
}

export const nothingOwned: Owned = { properties: noProperties, drifted: [] };

/** What to do about properties, decided from what was found. */
export interface PropertyPlan {
  readonly write: Properties;
  /** Names that this resource begins to own, and that are as it wants them. */
  readonly adopted: readonly string[];
  /** Names that hold something else, which somebody else has put there. Nothing may be written while there are any. */
  readonly conflicts: readonly string[];
  /** Names of the program that somebody else has changed since the last refresh, and that stay as they are. */
  readonly left: readonly string[];
  /** Names that go on standing in `drifted`. */
  readonly drifted: readonly string[];
}

export interface Wish {
  readonly desired: Properties;
  readonly onConflict: ConflictPolicy | undefined;
  /** Whether something that is there is free to be taken, whatever it is. */
  readonly isFree: (name: string) => boolean;
  /** Names that this run has changed itself, and that have to be put back. */
  readonly isOurDoing: (name: string) => boolean;
}

export function ownedNames({ properties, drifted }: Owned): Set<string> {
  return new Set([...properties.keys(), ...drifted]);
}

/**
 * The rule of ownership, as for the values of an assignment: what the program has changed is written, what somebody else has
 * changed is left, and a name that is new to the resource takes what is free or equal, and never what differs unless the
 * program says so.
 */
export function planProperties(observed: Properties, wish: Wish, olds: Owned = nothingOwned): PropertyPlan {
  const { desired, onConflict, isFree, isOurDoing } = wish;
  const owned = ownedNames(olds);
  const names = [...desired.keys()];
  const differs = (name: string) => observed.get(name) !== desired.get(name);
  const isTouched = (name: string) => isOurDoing(name) || olds.properties.get(name) !== desired.get(name);
  const isTakeable = (name: string) =>
    onConflict === "overwrite" || !observed.has(name) || isFree(name) || isOurDoing(name);
  const taken = names.filter((name) => !owned.has(name));
  const kept = names.filter((name) => owned.has(name));
  const write = [
    ...kept.filter((name) => differs(name) && isTouched(name)),
    ...taken.filter((name) => differs(name) && isTakeable(name)),
  ];
  return {
    write: new Map([...desired].filter(([name]) => write.includes(name))),
    adopted: taken.filter((name) => !differs(name)),
    conflicts: taken.filter((name) => differs(name) && !isTakeable(name)),
    left: kept.filter((name) => differs(name) && !isTouched(name)),
    drifted: olds.drifted.filter((name) => desired.has(name) && !isTouched(name)),
  };
}

/**
 * What is owned after somebody looked: with the values that are there now. A name whose value is not the one that was
 * written stands in `drifted`, and stays there until it is written.
 */
export function refreshOwned(olds: Owned, observed: Properties): Owned {
  const owned = [...ownedNames(olds)];
  return {
    properties: new Map([...observed].filter(([name]) => owned.includes(name))),
    drifted: owned.filter(
      (name) => olds.drifted.includes(name) || olds.properties.get(name) !== observed.get(name),
    ),
  };
}

/**
 * The names that differ between program and state, and those that are owned and that the program does not name any more.
 *
 * @param news Any of it may be unknown.
 */
export function changedProperties(olds: Owned, news: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...ownedNames(olds), ...news.keys()])].filter(
    (name) => !news.has(name) || news.get(name) !== olds.properties.get(name),
  );
}

/** Changes that a comparison of the inputs does not show: what is owned, missing, and not named any more. */
export function hiddenChanges(olds: Owned, news: ReadonlyMap<string, unknown>): string[] {
  return olds.drifted.filter((name) => !olds.properties.has(name) && !news.has(name));
}
