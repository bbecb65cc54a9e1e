import { ownedNames, type AssignmentState } from "./state";
import { sameValue, type Attributes, type AttributeValue } from "../../entra/values";

/**
 * The state after a read: the owned names with the values that are there now. A name whose value is not the one
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
