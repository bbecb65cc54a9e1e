import { caseVariantOf } from "../../entra/names";
import { noAttributes, sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import { noHistory, type PlaceHistory } from "../../principals/history";
import { emptyPatch, namesAt, type Observed, type Patch } from "../../principals/patch";
import { ownedNames, type Assignment, type AssignmentState } from "./state";

/** What to do about a place, decided from what was seen there. */
export interface AssignmentPlan {
  readonly patch: Patch;
  /** Names that hold the wanted value already although this resource has not written it. */
  readonly adopted: readonly string[];
  /** Names that have a different value, which this resource did not write. Nothing may be written while there are any. */
  readonly conflicts: readonly string[];
  /** Names of the program whose value was changed elsewhere since the last refresh, and that stay as they are. */
  readonly left: readonly string[];
  /** What happens to names that are owned and no longer asked for. */
  readonly givenUp: GivenUp;
  /** Names that stay in `drifted`: the program agrees with the value that was written elsewhere, or ignores it. */
  readonly drifted: readonly string[];
}

export interface GivenUp {
  /** Still as they were written, each with what is there. */
  readonly clear: Attributes;
  /** Changed elsewhere, and not touched. */
  readonly left: readonly string[];
  /** Asked for by another resource of the program, which becomes their owner. */
  readonly spared: readonly string[];
  /** Those of them whose new owner the engine has not come to yet. */
  readonly promised: readonly string[];
  /** Asked for by another resource, which has failed: they stay with this one. */
  readonly kept: readonly string[];
  /** Perhaps asked for by another resource, and not touched. */
  readonly unclear: readonly string[];
}

/** What another resource of the program has to do with a name. */
export type Demand = "none" | "claimed" | "refused" | "announced" | "unclear";

/** What planning has to know beside the place, the program and the state. */
export interface Circumstances {
  readonly history: PlaceHistory;
  readonly demandFor: (name: string) => Demand;
}

export const alone: Circumstances = { history: noHistory, demandFor: () => "none" };

const nothingGivenUp: GivenUp = {
  clear: noAttributes,
  left: [],
  spared: [],
  promised: [],
  kept: [],
  unclear: [],
};

/** A plan that only looks. */
export const nothing: AssignmentPlan = {
  patch: emptyPatch,
  adopted: [],
  conflicts: [],
  left: [],
  givenUp: nothingGivenUp,
  drifted: [],
};

/** A new owner of names: takes what is free or equal, and never what differs unless the program says so. */
export function planCreate(
  observed: Observed,
  desired: Assignment,
  { history }: Circumstances = alone,
): AssignmentPlan {
  const names = [...desired.attributes.keys()];
  const { adopted, conflicts, assign } = takeNames(names, { observed, desired, history });
  return { ...nothing, patch: { assign, clear: noAttributes }, adopted, conflicts };
}

/**
 * Brings a place from what the last run left to what the program says now. A name is written when the program gives it
 * another value than the state has; a name that left the program is given up. A name that the program has not touched but
 * somebody else has is left as it is.
 */
export function planUpdate(
  observed: Observed,
  desired: Assignment,
  olds: AssignmentState,
  { history, demandFor }: Circumstances = alone,
): AssignmentPlan {
  const owned = ownedNames(olds);
  const names = [...desired.attributes.keys()];
  const newNames = names.filter((name) => !owned.has(name));
  const { adopted, conflicts, assign } = takeNames(newNames, { observed, desired, history });
  const isTouched = (name: string) =>
    history.isCleared(name) || !sameValue(olds.attributes.get(name), desired.attributes.get(name));
  const differs = (name: string) =>
    history.isCleared(name) || !sameValue(observed.attributes.get(name), desired.attributes.get(name));
  const ownedDiffering = names.filter((name) => owned.has(name) && differs(name));
  const dropped = [...owned].filter(
    (name) => !desired.attributes.has(name) && !desired.ignored.includes(name),
  );
  const givenUp = giveUp(dropped, observed, olds, {
    demandFor,
    isForced: desired.onDelete === "force",
  });
  return {
    patch: {
      assign: new Map([...assign, ...pick(desired.attributes, ownedDiffering.filter(isTouched))]),
      clear: givenUp.clear,
    },
    adopted,
    conflicts,
    // What cannot be seen has not been seen to differ, either.
    left: observed.mayBeHidden ? [] : ownedDiffering.filter((name) => !isTouched(name)),
    givenUp,
    drifted: olds.drifted.filter(
      (name) => desired.ignored.includes(name) || (desired.attributes.has(name) && !isTouched(name)),
    ),
  };
}

/** Gives up a place: clears what is still as this resource wrote it, or everything it owns when told to. */
export function planDelete(
  observed: Observed,
  olds: AssignmentState,
  { demandFor }: Circumstances = alone,
): AssignmentPlan {
  const isForced = olds.onDelete === "force";
  const givenUp = giveUp([...ownedNames(olds)], observed, olds, { demandFor, isForced });
  return { ...nothing, patch: { assign: noAttributes, clear: givenUp.clear }, givenUp };
}

/** The one rule for names that are owned and not wanted any more, in update and in delete. */
function giveUp(
  names: readonly string[],
  observed: Observed,
  olds: AssignmentState,
  { demandFor, isForced }: Pick<Circumstances, "demandFor"> & { readonly isForced: boolean },
): GivenUp {
  const clear = new Map<string, AttributeValue>();
  const left: string[] = [];
  const free = names.filter((name) => demandFor(name) === "none");
  const used = namesAt(observed);
  for (const name of free) {
    const value = observed.attributes.get(name);
    const written = olds.attributes.get(name);
    const mayBeHidden = value === undefined && observed.mayBeHidden;
    const isOurs = !olds.drifted.includes(name) && (mayBeHidden || sameValue(value, written));
    // What was seen says best which shape a value has; where it cannot be read, only the state can.
    const there = value ?? (mayBeHidden || used.includes(name) ? written : undefined);
    if ((isOurs || isForced) && there !== undefined) clear.set(name, there);
    else if (mayBeHidden || used.includes(name) || caseVariantOf(name, used)) left.push(name);
  }
  const demanded = (...demands: Demand[]) => names.filter((name) => demands.includes(demandFor(name)));
  return {
    clear,
    left,
    spared: demanded("claimed", "announced"),
    promised: demanded("announced"),
    kept: demanded("refused"),
    unclear: demanded("unclear"),
  };
}

interface Taking {
  readonly observed: Observed;
  readonly desired: Assignment;
  readonly history: PlaceHistory;
}

/** What happens to names that a resource begins to own. */
function takeNames(names: readonly string[], { observed: seen, desired, history }: Taking) {
  const observed = seen.attributes;
  const there = new Set(namesAt(seen));
  const isFree = (name: string) => !there.has(name) || history.isCleared(name);
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

function pick(attributes: Attributes, names: readonly string[]): Attributes {
  return new Map([...attributes].filter(([name]) => names.includes(name)));
}
