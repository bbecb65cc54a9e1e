import type { Place } from "../../entra/place";
import type { Principal } from "../../entra/principal";
import { noAttributes } from "../../entra/values";
import { unlessMissing } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import type { ObservedPrincipal } from "../../graph/principals";
import { noPatience, type Patience } from "../../principals/patience";
import type { Observed } from "../../principals/patch";
import { HiddenValuesError } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { carryOut, type CarriedOut } from "./carryOut";
import { resolveClaims } from "./demand";
import { changedAttributes } from "./diff";
import { patienceWithEstablished, patienceWithNew } from "../../session/patience";
import { nothing, planCreate, planDelete, planUpdate } from "./plan";
import { refreshState } from "./refresh";
import { ownedNames, placeOf, type Assignment, type AssignmentState } from "./state";

/** What the owner of many assignments wants otherwise than that of a single one. */
export interface Company {
  /** The way to Graph on which many travel together. */
  readonly graph: GraphClient;
  /** Told when a principal is missed for the first time: it is going to be waited for. */
  readonly onMissing: () => void;
}

/**
 * What happens to one assignment, whether it is a resource by itself or one of a fleet. Whoever asks tells the user of the
 * outcome, and gives state and errors the form of its resource.
 */
export class AssignmentOperations {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Finds out which user a principal name means, with a look at the values on the way. */
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
    // Of many at a time, each finds out by itself whom it means, and is refused then.
    if (!company) await resolveClaims(this.#session, placeOf(wanted), names);
    this.refuseSharedNames(desired.place, names);
    return carryOut(this.#session, {
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
    return carryOut(this.#session, {
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
      carryOut(this.#session, {
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

  /** What became of an assignment since the last run; undefined if the principal is gone. */
  async refresh(olds: AssignmentState, company?: Company): Promise<AssignmentState | undefined> {
    const observed = await unlessMissing(this.look(placeOf(olds), company));
    if (!observed) return undefined;
    if (observed.mayBeHidden && ownedNames(olds).size > 0) throw new HiddenValuesError();
    return refreshState(olds, observed.attributes);
  }

  /** Looks at a place of a principal that has to exist, in a set that is spelt as the tenant spells it. */
  async get(place: Place, company?: Company): Promise<AssignmentState> {
    const { attributes, otherSet } = await this.look(place, company);
    if (otherSet) throw new Error(messages.otherCase("attributeSet", place.attributeSet, otherSet));
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
}

/** There was nothing to be done in the tenant. */
function untouched(state: AssignmentState): CarriedOut {
  return { state, plan: nothing, unclearNames: [] };
}
