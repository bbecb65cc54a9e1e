import { isObjectId } from "../../entra/principal";
import type { ObservedPrincipal } from "../../graph/principals";
import * as fleetMessages from "../../report/fleetMessages";
import type { Session } from "../../session/session";
import { ChangeError, type CarriedOut } from "../assignment/carriedOut";
import type { AssignmentOperations, Company } from "../assignment/operations";
import { nothing } from "../assignment/plan";
import { ownedNames, type Assignment, type AssignmentState } from "../assignment/state";
import type { FleetRun } from "./fleetRun";
import { Followed } from "./followed";
import { SavedPrincipals } from "./savedPrincipals";
import { assignmentAt, stateAt, type Fleet, type FleetState } from "./state";

/**
 * Brings a fleet from what the last run left to what the program says now: each principal as a single assignment. What
 * fails, fails for its label.
 */
export class FleetChange {
  readonly saved: SavedPrincipals;
  /** Whether anything came of it that the last run did not know. */
  hasNews = false;
  readonly #session: Session;
  readonly #operations: AssignmentOperations;
  readonly #run: FleetRun;
  readonly #fleet: Fleet;
  readonly #olds: FleetState;
  readonly #followed: Followed;
  #unresolved = 0;
  #onAllFollowed = () => {};
  /** Labels by object id, of those whose principal needs no look. Made when some label may be another's. */
  #labels: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    session: Session,
    operations: AssignmentOperations,
    run: FleetRun,
    fleet: Fleet,
    olds: FleetState,
  ) {
    this.#session = session;
    this.#operations = operations;
    this.#run = run;
    this.#fleet = fleet;
    this.#olds = olds;
    this.saved = new SavedPrincipals(fleet);
    this.#followed = new Followed(olds, principalIdsIn(fleet));
  }

  async carryOut(): Promise<void> {
    this.#noteNames();
    const allFollowed = new Promise<void>((resolve) => (this.#onAllFollowed = resolve));
    for (const [, principalId] of principalIdsIn(this.#fleet)) {
      if (this.#followed.objectIdOf(principalId) === undefined) this.#unresolved++;
    }
    if (this.#unresolved === 0) this.#onAllFollowed();
    await Promise.all([
      this.#run.each(this.#fleet.principals.keys(), (label, company) => this.#settle(label, company)),
      // A name that is still to be resolved may belong to a principal of the last run.
      allFollowed.then(() =>
        this.#run.each(this.#followed.left(), (label, company) => this.#giveUp(label, company)),
      ),
    ]);
  }

  /** What the last run has found out about user principal names. */
  #noteNames(): void {
    for (const [label, objectId] of this.#olds.objectIds) {
      const saved = this.#olds.principals.get(label);
      if (saved) this.#session.claims.resolve(saved.principalId, objectId);
    }
  }

  async #settle(label: string, company: Company): Promise<void> {
    const desired = assignmentAt(this.#fleet, label);
    const objectId = this.#followed.objectIdOf(desired.place.principal.id);
    if (objectId !== undefined) {
      const oldLabel = this.#followed.oldLabelOf(label, objectId);
      // Check has refused equal object ids. A name that the last run resolved may mean one of them.
      if (oldLabel === undefined && this.#olds.objectIds.size > 0) {
        this.#refuseTwoLabels(label, desired, objectId);
      }
      return this.#assign({ label, desired, oldLabel, look: undefined }, company);
    }
    let member: Member;
    try {
      member = await this.#meet(label, desired, company);
    } catch (error) {
      // It is not known whether it is still the same principal, so that one keeps what it has.
      if (this.#followed.isLeft(label)) this.#keepOld(label, this.#followed.stay(label));
      throw error;
    } finally {
      if (--this.#unresolved === 0) this.#onAllFollowed();
    }
    return this.#assign(member, company);
  }

  /** Resolves a name that the last run did not know. */
  async #meet(label: string, desired: Assignment, company: Company): Promise<Member> {
    const { principal } = desired.place;
    const patience = this.#followed.isLeft(label)
      ? await this.#operations.patienceWithEstablished(company)
      : await this.#operations.patienceWithNew(principal, company);
    const look = await this.#operations.resolve(principal, patience, company);
    this.#refuseTwoLabels(label, desired, look.objectId);
    const oldLabel = this.#followed.follow(label, look.objectId);
    if (oldLabel === undefined && this.#followed.isLeft(label)) {
      throw new Error(fleetMessages.otherPrincipal(principal.id, look.objectId));
    }
    return { label, desired, oldLabel, look };
  }

  async #assign({ label, desired, oldLabel, look }: Member, company: Company): Promise<void> {
    try {
      const done =
        oldLabel === undefined
          ? await this.#begin(desired, look, company)
          : await this.#operations.update(desired, stateAt(this.#olds, oldLabel), company);
      this.#put(label, done.state, done.plan.givenUp.kept);
      this.hasNews ||= oldLabel === undefined || done.plan !== nothing;
      this.#run.note(label, done);
    } catch (error) {
      if (error instanceof ChangeError) {
        this.hasNews = true;
        this.#put(label, error.kept);
      } else if (oldLabel !== undefined) this.#keepOld(label, oldLabel);
      throw error;
    }
  }

  async #begin(
    desired: Assignment,
    look: ObservedPrincipal | undefined,
    company: Company,
  ): Promise<CarriedOut> {
    const { principal } = desired.place;
    const patience = await this.#operations.patienceWithNew(principal, company);
    const isNamed = !isObjectId(principal.id);
    const firstLook =
      look ?? (isNamed ? await this.#operations.resolve(principal, patience, company) : undefined);
    return this.#operations.create(desired, patience, firstLook, company);
  }

  /** A principal that the program does not name any more. */
  async #giveUp(label: string, company: Company): Promise<void> {
    const olds = { ...stateAt(this.#olds, label), onDelete: this.#fleet.onDelete };
    const keep = (state: AssignmentState) => {
      const kept = [...ownedNames(state)];
      if (kept.length > 0) this.saved.putUnnamed(label, state, kept);
    };
    try {
      const done = await this.#operations.remove(olds, { isDeletion: false }, company);
      this.hasNews = true;
      keep(done.state);
      this.#run.note(label, done);
    } catch (error) {
      keep(error instanceof ChangeError ? error.kept : olds);
      throw error;
    }
  }

  #put(label: string, state: AssignmentState, kept?: readonly string[]): void {
    const { id: principalId } = state.place.principal;
    const given = this.#fleet.principals.get(label);
    this.saved.put(label, state, given?.principalId === principalId ? given : { principalId }, kept);
  }

  #keepOld(label: string, oldLabel: string): void {
    this.#put(label, stateAt(this.#olds, oldLabel), this.#olds.kept.get(oldLabel));
  }

  /** @throws Error naming another label for the same principal that assigns the same attributes. */
  #refuseTwoLabels(label: string, { attributes }: Assignment, objectId: string): void {
    this.#labels ??= this.#labelsByObjectId();
    for (const other of this.#labels.get(objectId) ?? []) {
      if (other === label) continue;
      const theirs = assignmentAt(this.#fleet, other).attributes;
      const shared = [...attributes.keys()].filter((name) => theirs.has(name));
      if (shared.length > 0) throw new Error(fleetMessages.labelledTwice(other, shared));
    }
  }

  #labelsByObjectId(): Map<string, string[]> {
    const labels = new Map<string, string[]>();
    for (const [label, principalId] of principalIdsIn(this.#fleet)) {
      const objectId = this.#followed.objectIdOf(principalId);
      if (objectId !== undefined) labels.set(objectId, [...(labels.get(objectId) ?? []), label]);
    }
    return labels;
  }
}

/** One principal of the program, which is known by now. */
interface Member {
  readonly label: string;
  readonly desired: Assignment;
  /** Its label in the last run; undefined for one that is new. */
  readonly oldLabel: string | undefined;
  /** What a look just now has shown. */
  readonly look: ObservedPrincipal | undefined;
}

function* principalIdsIn({ principals }: Fleet): Iterable<[label: string, principalId: string]> {
  for (const [label, { principalId }] of principals) yield [label, principalId];
}
