import type { ConflictPolicy } from "./assignment/state";

/** What a property of a set or a definition can be. A predefined value is one too: whether it is active. */
export type Property = string | number | boolean;

/** Properties by name. */
export type Properties = ReadonlyMap<string, Property>;

/** What a resource answers for between two runs. */
export interface Owned {
  /** As they were found or written last. */
  readonly properties: Properties;
  /** Owned names whose value is not what this resource last wrote, as the last read showed. */
  readonly drifted: readonly string[];
}

export const nothingOwned: Owned = { properties: new Map(), drifted: [] };

/** What the program asks for. */
export interface Wish {
  readonly properties: Properties;
  readonly onConflict: ConflictPolicy | undefined;
  /** Whether a property may be taken although it is not what the program wants. */
  readonly isFree: (name: string) => boolean;
  /** Whether it was this run that made a property what it is, so that it has to be put right. */
  readonly isOurDoing: (name: string) => boolean;
}

/** What to do about properties, decided from what was found. */
export interface PropertyPlan {
  readonly write: Properties;
  /** Names that have a different value, which this resource did not write. Nothing may be written while there are any. */
  readonly conflicts: readonly string[];
  /** Names of the program that were changed elsewhere since the last refresh, and that stay as they are. */
  readonly left: readonly string[];
  /** Names that stay in `drifted`. */
  readonly drifted: readonly string[];
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
  const owned = ownedNames(olds);
  const differing = [...wish.properties.keys()].filter(
    (name) => observed.get(name) !== wish.properties.get(name),
  );
  const isTouched = (name: string) =>
    wish.isOurDoing(name) || olds.properties.get(name) !== wish.properties.get(name);
  const isFree = (name: string) =>
    wish.onConflict === "overwrite" || !observed.has(name) || wish.isFree(name) || wish.isOurDoing(name);
  const isWritten = (name: string) => (owned.has(name) ? isTouched(name) : isFree(name));
  return {
    write: new Map([...wish.properties].filter(([name]) => differing.includes(name) && isWritten(name))),
    conflicts: differing.filter((name) => !owned.has(name) && !isFree(name)),
    left: differing.filter((name) => owned.has(name) && !isTouched(name)),
    drifted: olds.drifted.filter((name) => wish.properties.has(name) && !isTouched(name)),
  };
}

/**
 * What is owned after a read: with the values that are there now. A name whose value is not the one that was
 * written stands in `drifted`, and stays there until it is written.
 */
export function refreshOwned(olds: Owned, observed: Properties): Owned {
  const owned = [...ownedNames(olds)];
  return {
    properties: pick(observed, owned),
    drifted: owned.filter(
      (name) => olds.drifted.includes(name) || olds.properties.get(name) !== observed.get(name),
    ),
  };
}

/** What is owned after a change that was carried out in part: what is neither as before nor as wanted has drifted. */
export function interruptedOwned(olds: Owned, wanted: Properties, there: Properties): Owned {
  const owned = [...new Set([...ownedNames(olds), ...wanted.keys()])];
  const isAsBefore = (name: string) =>
    !olds.drifted.includes(name) &&
    olds.properties.has(name) &&
    olds.properties.get(name) === there.get(name);
  return {
    properties: pick(there, owned),
    drifted: owned.filter((name) => there.get(name) !== wanted.get(name) && !isAsBefore(name)),
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

/** In the order of the names. */
function pick(properties: Properties, names: readonly string[]): Properties {
  return new Map(
    names.flatMap((name): [string, Property][] => {
      const value = properties.get(name);
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}

/** The properties that an object names, as they stand there. */
export function namedProperties<Name extends string>(
  object: { readonly [Key in Name]?: Property | null },
  names: readonly Name[],
): Properties {
  return pick(new Map(Object.entries(object) as [string, Property][]), names);
}
