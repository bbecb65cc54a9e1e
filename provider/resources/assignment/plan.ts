import type { Observed, Patch } from "../../principals/patch";
import { ownedNames, type Assignment, type AssignmentState } from "./state";
import { noHistory, type PlaceHistory } from "../../principals/history";
import { noAttributes, sameValue, type Attributes, type AttributeValue } from "../../entra/values";

/** What to do about a place, decided from what was seen there. */
export interface Plan {
  readonly patch: Patch;
  /** Names that hold the wanted value already although this resource has not written it. */
  readonly adopted: readonly string[];
  /** Names that hold a different value, which somebody else has put there. Nothing may be written while there are any. */
  readonly conflicts: readonly string[];
  /** Owned names whose value somebody else has changed, and that stay as they are. */
  readonly left: readonly string[];
}

/** A plan that does nothing and says nothing. */
export const nothing: Plan = {
  patch: { assign: noAttributes, clear: noAttributes },
  adopted: [],
  conflicts: [],
  left: [],
};

/** The plan without the names that another resource of the same program asks for: nothing is cleared, nor said of them. */
export function sparing(plan: Plan, isClaimed: (name: string) => boolean): Plan {
  const clear = new Map([...plan.patch.clear].filter(([name]) => !isClaimed(name)));
  return { ...plan, patch: { ...plan.patch, clear }, left: plan.left.filter((name) => !isClaimed(name)) };
}

/** A new owner of names: takes what is free or equal, and never what differs unless the program says so. */
export function planCreate(
  { attributes: observed }: Observed,
  desired: Assignment,
  history: PlaceHistory = noHistory,
): Plan {
  const names = [...desired.attributes.keys()];
  const { adopted, conflicts, assign } = takeNames(names, { observed, desired, history });
  return { patch: { assign, clear: noAttributes }, adopted, conflicts, left: [] };
}

/**
 * Brings a place from what the last run left to what the program says now. A name is written when the program gives it
 * another value than the state has, or when it had drifted; a name that left the program is cleared. A name that the
 * program has not touched but somebody else has is left as it is.
 */
export function planUpdate(
  observed: Observed,
  desired: Assignment,
  olds: AssignmentState,
  history: PlaceHistory = noHistory,
): Plan {
  const owned = ownedNames(olds);
  const isOwned = (name: string) => owned.has(name);
  const names = [...desired.attributes.keys()];
  const taking = { observed: observed.attributes, desired, history };
  const newNames = names.filter((name) => !isOwned(name));
  const { adopted, conflicts, assign: taken } = takeNames(newNames, taking);
  const differing = names.filter(
    (name) =>
      isOwned(name) &&
      (history.isCleared(name) || !sameValue(observed.attributes.get(name), desired.attributes.get(name))),
  );
  const isTouched = (name: string) =>
    history.isCleared(name) ||
    olds.drifted.includes(name) ||
    !sameValue(olds.attributes.get(name), desired.attributes.get(name));
  const dropped = [...olds.attributes.keys()].filter((name) => !desired.attributes.has(name));
  return {
    patch: {
      assign: new Map([...taken, ...pick(desired.attributes, differing.filter(isTouched))]),
      clear: present(dropped, observed, olds),
    },
    adopted,
    conflicts,
    // What cannot be seen has not been seen to differ, either.
    left: observed.mayBeHidden ? [] : differing.filter((name) => !isTouched(name)),
  };
}

/** Gives up a place: clears what is still as this resource wrote it, or everything it owns when told to. */
export function planDelete(observed: Observed, olds: AssignmentState): Plan {
  const owned = [...ownedNames(olds)];
  const isOurs = (name: string) =>
    olds.onDelete === "force" ||
    (!olds.drifted.includes(name) &&
      (isHidden(observed, name) || sameValue(observed.attributes.get(name), olds.attributes.get(name))));
  return {
    patch: { assign: noAttributes, clear: present(owned.filter(isOurs), observed, olds) },
    adopted: [],
    conflicts: [],
    left: owned.filter((name) => !isOurs(name) && observed.attributes.has(name)),
  };
}

interface Taking {
  readonly observed: Attributes;
  readonly desired: Assignment;
  readonly history: PlaceHistory;
}

/** What becomes of names that a resource begins to own. */
function takeNames(names: readonly string[], { observed, desired, history }: Taking) {
  const isFree = (name: string) => {
    const value = observed.get(name);
    return value === undefined || history.isCleared(name);
  };
  const isEqual = (name: string) => sameValue(observed.get(name), desired.attributes.get(name));
  // A name that moved here from another resource of this stack brings its old value along.
  const isOurs = (name: string) => {
    const value = observed.get(name);
    return desired.onConflict === "overwrite" || (value !== undefined && history.isGivenUp(name, value));
  };
  const taken = names.filter((name) => !isFree(name));
  const different = taken.filter((name) => !isEqual(name));
  return {
    adopted: taken.filter(isEqual),
    conflicts: different.filter((name) => !isOurs(name)),
    assign: pick(desired.attributes, [...names.filter(isFree), ...different.filter(isOurs)]),
  };
}

function isHidden(observed: Observed, name: string): boolean {
  return observed.mayBeHidden && !observed.attributes.has(name);
}

/** The names that have, or may have without our seeing it, a value to clear. What was seen says its shape best. */
function present(names: readonly string[], observed: Observed, olds: AssignmentState): Attributes {
  return new Map(
    names.flatMap((name): [string, AttributeValue][] => {
      const value =
        observed.attributes.get(name) ?? (isHidden(observed, name) ? olds.attributes.get(name) : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return new Map([...attributes].filter(([name]) => names.includes(name)));
}
