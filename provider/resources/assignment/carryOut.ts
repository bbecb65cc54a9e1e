import { caseVariantOf } from "../../entra/names";
import { noAttributes, sameValue, type Attributes, type AttributeValue } from "../../entra/values";
import type { GraphClient } from "../../graph/graphClient";
import type { ObservedPrincipal } from "../../graph/principals";
import type { PlaceRecord } from "../../principals/history";
import type { Observed } from "../../principals/patch";
import type { Patience } from "../../principals/patience";
import { UnconfirmedWriteError } from "../../principals/unconfirmedWrite";
import { ConflictError } from "../../report/conflict";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { NotedError } from "../reporting";
import { demandOn } from "./demand";
import type { AssignmentPlan, Circumstances } from "./plan";
import { interruptedState } from "./refresh";
import { ownedNames, placeOf, type AssignmentState } from "./state";

/** A change of one place, from what the last run left there to what the program wants. */
export interface Change {
  readonly wanted: AssignmentState;
  /** Undefined for a new resource. */
  readonly olds: AssignmentState | undefined;
  readonly patience: Patience;
  readonly plan: (observed: Observed, circumstances: Circumstances) => AssignmentPlan;
  /** The resource itself goes. */
  readonly isDeletion?: boolean;
  /** The way to Graph, where it is not the usual one. */
  readonly graph?: GraphClient | undefined;
  /** What a look just now has shown. */
  readonly firstLook?: ObservedPrincipal | undefined;
}

/** What a change came to. */
export interface CarriedOut {
  readonly state: AssignmentState;
  /** What was found and done, for whoever tells of it. */
  readonly plan: AssignmentPlan;
  /** User principal names that nobody could resolve, and that may mean the principal of the place. */
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

/**
 * Looks, plans and writes.
 *
 * @throws ChangeError where the engine has to keep something that it would not know of otherwise.
 */
export async function carryOut(session: Session, change: Change): Promise<CarriedOut> {
  const { wanted, olds, patience, firstLook, isDeletion = false } = change;
  const place = placeOf(wanted);
  const history = session.history.at(place);
  const before = olds ? ownedNames(olds) : new Set<string>();
  const taken = [...wanted.attributes.keys()].filter((name) => !before.has(name));
  const dropped = [...before].filter((name) => !wanted.attributes.has(name));
  // Stands for the resource, which has no name here.
  const owner = {};
  if (olds) history.giveUp(without(olds.attributes, wanted.attributes));
  let unclearNames: readonly string[] = [];
  let left = noAttributes;
  try {
    const job = {
      place,
      patience,
      graph: change.graph,
      async plan(observed: Observed) {
        refuseOtherCase(wanted, observed);
        const demands = await demandOn(session, place, dropped, { isDeletion });
        unclearNames = demands.unclearNames;
        const plan = change.plan(observed, { history, demandFor: demands.demandFor });
        if (plan.conflicts.length > 0) throw new ConflictError(wanted.place, plan.conflicts);
        const shared = history.ownedOtherwise(owner, taken);
        if (shared.length > 0) throw new Error(messages.ownedTwice(wanted.place, shared));
        // A plan that is made again finds these its own already.
        left = new Map([...left, ...history.spared(taken)]);
        history.own(owner, wanted.attributes);
        return plan;
      },
    };
    const { plan, observed } = await session.work(place.principal, job, firstLook);
    history.spare(ours(plan.givenUp.spared, olds, observed));
    return { state: stateAfter(plan, wanted, olds), plan, unclearNames };
  } catch (error) {
    history.disown(owner);
    // What others have left for this resource is nobody's again.
    history.spare(left);
    if (error instanceof UnconfirmedWriteError) {
      throw new ChangeError(error, [], interruptedState(wanted, olds, error.observed));
    }
    session.claims.refuse(wanted.place, taken);
    throw refusal(error, change, history, taken);
  }
}

/** Entra has one set and one attribute of a name: to write another spelling could overwrite what stands at the first. */
function refuseOtherCase({ place, attributes }: AssignmentState, observed: Observed): void {
  if (attributes.size === 0) return;
  if (observed.otherSet) {
    throw new Error(messages.otherCase("attributeSet", place.attributeSet, observed.otherSet));
  }
  for (const name of attributes.keys()) {
    if (observed.attributes.has(name)) continue;
    const defined = caseVariantOf(name, observed.attributes.keys());
    if (defined) throw new Error(messages.otherCase(`attributes.${name}`, name, defined));
  }
}

function stateAfter(
  { givenUp, drifted }: AssignmentPlan,
  wanted: AssignmentState,
  olds: AssignmentState | undefined,
): AssignmentState {
  const kept = new Set(givenUp.kept);
  const keptValues = [...(olds?.attributes ?? [])].filter(([name]) => kept.has(name));
  return {
    ...wanted,
    attributes: new Map([...wanted.attributes, ...keptValues]),
    drifted: [...drifted, ...(olds?.drifted.filter((name) => kept.has(name)) ?? [])],
  };
}

/**
 * The error of a resource that did not get what it asked for. What others have left for it would belong to nobody, so it
 * keeps that, and says so.
 */
function refusal(
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

/** The values of names that are still as this resource wrote them: what somebody else has changed is not its own to leave. */
function ours(
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

function without(attributes: Attributes, others: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => !others.has(name)));
}
