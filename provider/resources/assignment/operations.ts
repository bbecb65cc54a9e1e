import type { Place } from "../../entra/place";
import type { Principal } from "../../entra/principal";
import { caseVariantOf } from "../../entra/names";
import { noAttributes, type Attributes } from "../../entra/values";
import { unlessMissing } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import type { ObservedPrincipal } from "../../graph/principals";
import { noPatience, type Patience } from "../../principals/patience";
import { namesAt, type Observed } from "../../principals/patch";
import { UnconfirmedWriteError } from "../../principals/unconfirmedWrite";
import { ConflictError } from "../../report/conflict";
import { HiddenValuesError } from "../../report/failure";
import * as messages from "../../report/messages";
import { patienceWithEstablished, patienceWithNew } from "../../session/patience";
import type { Session } from "../../session/session";
import {
  ChangeError,
  interruptedState,
  refusal,
  stateAfter,
  stillOurs,
  type CarriedOut,
  type Change,
} from "./carriedOut";
import { demandOn, resolveClaims } from "./demand";
import { changedAttributes } from "./diff";
import { nothing, planCreate, planDelete, planUpdate, type AssignmentPlan, type Circumstances } from "./plan";
import { refreshState } from "./refresh";
import { ownedNames, placeOf, type Assignment, type AssignmentState } from "./state";

/** What the owner of many assignments wants otherwise than that of a single one. */
export interface Company {
  /** The way to Graph on which many travel together. */
  readonly graph: GraphClient;
  /** Told when a principal is missed for the first time: it is going to be waited for. */
  readonly onMissing: () => void;
}

/** A change, how it is planned, and how it travels. */
interface PlannedChange extends Change {
  readonly patience: Patience;
  readonly plan: (observed: Observed, circumstances: Circumstances) => AssignmentPlan;
  /** The resource itself goes. */
  readonly isDeletion?: boolean;
  /** The way to Graph, where it is not the usual one. */
  readonly graph?: GraphClient | undefined;
  /** What a look just now has shown. */
  readonly firstLook?: ObservedPrincipal | undefined;
}

/**
 * What happens to one assignment, whether it is a resource by itself or one of a fleet. The caller tells the user about the
 * outcome, and gives state and errors the form of its resource.
 */
export class AssignmentOperations {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Finds out which user has a principal name, and reads the values in the same request. */
  async resolve(principal: Principal, patience: Patience, company?: Company): Promise<ObservedPrincipal> {
    const place = { principal, attributeSet: "" };
    const job = { place, patience, graph: company?.graph, plan: () => nothing };
    const { principal: seen } = await this.#session.work(principal, job);
    this.#session.claims.resolve(principal.id, seen.objectId);
    return seen;
  }

  /** @param firstLook What a look just now has shown, where the principal is named by its principal name. */
  async create(
    desired: Assignment,
    patience: Patience,
    firstLook: ObservedPrincipal | undefined,
    company?: Company,
  ): Promise<CarriedOut> {
    const { claims } = this.#session;
    const names = [...desired.attributes.keys()];
    const principalObjectId = firstLook?.objectId ?? desired.place.principal.id;
    const wanted: AssignmentState = { ...desired, principalObjectId, drifted: [] };
    claims.claim(desired.place, names);
    // Of many at a time, each resolves its own name, and is refused then.
    if (!company) await resolveClaims(this.#session, placeOf(wanted), names);
    this.refuseSharedNames(desired.place, names);
    return this.#carryOut({
      wanted,
      olds: undefined,
      patience,
      graph: company?.graph,
      firstLook,
      plan: (observed, circumstances) => planCreate(observed, desired, circumstances),
    });
  }

  /** Changes an assignment, whose principal stays the same. */
  async update(desired: Assignment, olds: AssignmentState, company?: Company): Promise<CarriedOut> {
    const names = [...desired.attributes.keys()];
    const { principalObjectId, drifted } = olds;
    const wanted: AssignmentState = { ...desired, principalObjectId, drifted };
    const owned = ownedNames(olds);
    this.#session.claims.claim(desired.place, names);
    this.refuseSharedNames(
      desired.place,
      names.filter((name) => !owned.has(name)),
    );
    const history = this.#session.history.at(placeOf(wanted));
    const program = { attributes: desired.attributes, unnamed: desired.ignored };
    const changesValues = changedAttributes(olds, program).length > 0;
    if (!changesValues && !names.some((name) => history.isCleared(name))) return untouched(wanted);
    return this.#carryOut({
      wanted,
      olds,
      patience: await this.patienceWithEstablished(company),
      graph: company?.graph,
      plan: (observed, circumstances) => planUpdate(observed, desired, olds, circumstances),
    });
  }

  /**
   * Gives up all names of an assignment. A principal that is gone has none.
   *
   * @param isDeletion The resource itself goes, and not only a part of it.
   */
  async remove(
    olds: AssignmentState,
    { isDeletion }: { readonly isDeletion: boolean },
    company?: Company,
  ): Promise<CarriedOut> {
    const wanted = { ...olds, attributes: noAttributes, drifted: [] };
    if (ownedNames(olds).size === 0) return untouched(wanted);
    const done = await unlessMissing(
      this.#carryOut({
        wanted,
        olds,
        patience: noPatience,
        graph: company?.graph,
        isDeletion,
        plan: (observed, circumstances) => planDelete(observed, olds, circumstances),
      }),
    );
    return done ?? untouched(wanted);
  }

  /** The assignment as it is now; undefined if the principal is gone. */
  async refresh(olds: AssignmentState, company?: Company): Promise<AssignmentState | undefined> {
    const observed = await unlessMissing(this.look(placeOf(olds), company));
    if (!observed) return undefined;
    if (observed.mayBeHidden && ownedNames(olds).size > 0) throw new HiddenValuesError();
    return refreshState(olds, observed.attributes);
  }

  /** Looks at a place of a principal that has to exist, in a set that is spelt as the tenant spells it. */
  async get(place: Place, company?: Company): Promise<AssignmentState> {
    const { attributes, unread, otherSet } = await this.look(place, company);
    if (otherSet) throw new Error(messages.otherCase("attributeSet", place.attributeSet, otherSet));
    if (unread) throw new Error(messages.unreadValues(unread.map((name) => `${place.attributeSet}.${name}`)));
    const policies = { onConflict: undefined, onDelete: undefined };
    return { place, principalObjectId: place.principal.id, attributes, drifted: [], ...policies };
  }

  async look(place: Place, company?: Company): Promise<Observed> {
    const job = { place, patience: noPatience, graph: company?.graph, plan: () => nothing };
    return (await this.#session.work(place.principal, job)).observed;
  }

  /** @throws Error naming an attribute that another resource claims under another spelling of the user. */
  refuseSharedNames(place: Place, names: Iterable<string>): void {
    const [shared] = this.#session.claims.claimedElsewhere(place, names);
    if (!shared) return;
    const { path, reason } = messages.ownedTwiceInput(shared);
    throw new Error(`${path}: ${reason}`);
  }

  patienceWithNew(principal: Principal, company?: Company): Promise<Patience> {
    return patienceWithNew(this.#session, principal, company?.onMissing);
  }

  patienceWithEstablished(company?: Company): Promise<Patience> {
    return patienceWithEstablished(this.#session, company?.onMissing);
  }

  /**
   * Looks, plans and writes.
   *
   * @throws ChangeError where the engine has to keep something that it would not know of otherwise.
   */
  async #carryOut(change: PlannedChange): Promise<CarriedOut> {
    const session = this.#session;
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
      history.spare(stillOurs(plan.givenUp.spared, olds, observed));
      return { state: stateAfter(plan, change), plan, unclearNames };
    } catch (error) {
      history.disown(owner);
      // Names that others have left for this resource have no owner again.
      history.spare(left);
      if (error instanceof UnconfirmedWriteError) {
        throw new ChangeError(error, [], interruptedState(change, error.observed));
      }
      session.claims.refuse(wanted.place, taken);
      throw refusal(error, change, history, taken);
    }
  }
}

/** There was nothing to be done in the tenant. */
function untouched(state: AssignmentState): CarriedOut {
  return { state, plan: nothing, unclearNames: [] };
}

/** Entra has one set and one attribute of a name: to write another spelling could overwrite what stands at the first. */
function refuseOtherCase({ place, attributes }: AssignmentState, observed: Observed): void {
  if (attributes.size === 0) return;
  if (observed.otherSet) {
    throw new Error(messages.otherCase("attributeSet", place.attributeSet, observed.otherSet));
  }
  for (const name of attributes.keys()) {
    if (observed.attributes.has(name)) continue;
    const defined = caseVariantOf(name, namesAt(observed));
    if (defined) throw new Error(messages.otherCase(`attributes.${name}`, name, defined));
  }
}

function without(attributes: Attributes, others: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => !others.has(name)));
}
