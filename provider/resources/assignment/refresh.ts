import type { Observed } from "../../principals/patch";
import { ownedNames, type AssignmentState } from "./state";
import { sameValue, type Attributes, type AttributeValue } from "../../entra/values";

/**
 * The state after somebody looked: the owned names with the values that are there now. A name whose value is not the one
 * this resource last wrote stands in `drifted`, whether it changed or is missing, and stays there until it is written.
 */
export function refreshState(olds: AssignmentState, observed: Attributes): AssignmentState {
  const owned = [...ownedNames(olds)];
  const entries = owned.flatMap((name): [string, AttributeValue][] => {
    const value = observed.get(name);
    if (value === undefined) return [];
    // Graph does not keep the order of a collection, so an equal one stays as the program wrote it.
    const old = olds.attributes.get(name);
    return [[name, old !== undefined && sameValue(old, value) ? old : value]];
  });
  const drifted = owned.filter(
    (name) => olds.drifted.includes(name) || !sameValue(olds.attributes.get(name), observed.get(name)),
  );
  return { ...olds, attributes: new Map(entries), drifted };
}

/**
 * The state after a write of which nobody knows whether it holds. A name that is as the last run left it is still ours,
 * and one that nothing shows to a caller who may not look keeps the value it had; only the rest has drifted.
 */
export function interruptedState(
  wanted: AssignmentState,
  olds: AssignmentState | undefined,
  observed: Observed,
): AssignmentState {
  const before: Attributes = olds?.attributes ?? new Map<string, AttributeValue>();
  const owned = new Set([...before.keys(), ...(olds?.drifted ?? []), ...wanted.attributes.keys()]);
  const there = new Map(
    [...owned].flatMap((name): [string, AttributeValue][] => {
      const value = observed.attributes.get(name) ?? (observed.mayBeHidden ? before.get(name) : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const isWanted = (name: string) => sameValue(wanted.attributes.get(name), there.get(name));
  const isAsBefore = (name: string) =>
    before.has(name) && !olds?.drifted.includes(name) && sameValue(before.get(name), there.get(name));
  const drifted = [...owned].filter((name) => !isWanted(name) && !isAsBefore(name));
  return { ...wanted, attributes: there, drifted };
}
