import { sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import type { PlaceRecord } from "../../principals/history";
import type { Observed } from "../../principals/patch";
import * as messages from "../../report/messages";
import { NotedError } from "../reporting";
import type { AssignmentPlan } from "./plan";
import type { AssignmentState } from "./state";

/** From what the last run left of an assignment to what the program wants. */
export interface Change {
  readonly wanted: AssignmentState;
  /** Undefined for a new resource. */
  readonly olds: AssignmentState | undefined;
}

/** What a change came to. */
export interface CarriedOut {
  readonly state: AssignmentState;
  /** What was found and done, for the messages about it. */
  readonly plan: AssignmentPlan;
  /** User principal names that could not be resolved, and that may belong to the principal of the place. */
  readonly unclearNames: readonly string[];
}

/** A change that did not take place as a whole, and of which the engine has to keep something. */
export class ChangeError extends NotedError {
  /** What there is now, as far as it is this resource's. */
  readonly kept: AssignmentState;

  constructor(cause: unknown, notes: readonly string[], kept: AssignmentState) {
    super(cause, notes);
    this.kept = kept;
  }
}

/** The state after a plan that was carried out. */
export function stateAfter({ givenUp, drifted }: AssignmentPlan, { wanted, olds }: Change): AssignmentState {
  const kept = new Set(givenUp.kept);
  const keptValues = [...(olds?.attributes ?? [])].filter(([name]) => kept.has(name));
  return {
    ...wanted,
    attributes: new Map([...wanted.attributes, ...keptValues]),
    drifted: [...drifted, ...(olds?.drifted.filter((name) => kept.has(name)) ?? [])],
  };
}

/**
 * The state after a write whose result is unknown. A name that is as the last run left it is still ours,
 * and one that nothing shows to a caller who may not look keeps the value it had; only the rest has drifted.
 */
export function interruptedState({ wanted, olds }: Change, observed: Observed): AssignmentState {
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

/**
 * The error of a resource that did not get what it asked for. Names that others have left for it would have no owner, so it
 * keeps that, and says so.
 */
export function refusal(
  cause: unknown,
  { wanted, olds }: Change,
  history: PlaceRecord,
  taken: readonly string[],
): unknown {
  const spared = history.spared(taken);
  const cleared = taken.filter((name) => history.isCleared(name));
  const notes = [
    ...(spared.size > 0 ? [messages.sparedForRefused(wanted.place, [...spared.keys()])] : []),
    ...(cleared.length > 0 ? [messages.clearedForRefused(wanted.place, cleared)] : []),
  ];
  if (notes.length === 0) return cause;
  if (spared.size === 0) return new NotedError(cause, notes);
  const kept = olds ?? { ...wanted, attributes: new Map(), drifted: [] };
  return new ChangeError(cause, notes, { ...kept, attributes: new Map([...kept.attributes, ...spared]) });
}

/** The values of names that are still as this resource wrote them: a value that was changed elsewhere is not its own. */
export function stillOurs(
  names: readonly string[],
  olds: AssignmentState | undefined,
  { attributes, mayBeHidden }: Observed,
): Attributes {
  const isOurs = (name: string, value: AttributeValue) =>
    names.includes(name) &&
    !olds?.drifted.includes(name) &&
    (sameValue(attributes.get(name), value) || (mayBeHidden && !attributes.has(name)));
  return new Map([...(olds?.attributes ?? [])].filter(([name, value]) => isOurs(name, value)));
}
