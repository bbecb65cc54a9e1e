import { fleetId, parseFleetId } from "../../entra/fleetId";
import { noAttributes } from "../../entra/values";
import { HiddenValuesError } from "../../report/failure";
import type { FleetTask } from "../../report/fleetFailures";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { AssignmentOperations } from "../assignment/operations";
import { refreshState } from "../assignment/refresh";
import { ownedNames, placeOf, type AssignmentState } from "../assignment/state";
import {
  IncompleteError,
  type Checked,
  type Difference,
  type Found,
  type RawInputs,
  type Resource,
} from "../resource";
import { FleetCheck } from "./check";
import { diffFleet } from "./diff";
import { readFleetDraft } from "./draft";
import { FleetChange } from "./fleetChange";
import { FleetRun } from "./fleetRun";
import { SavedPrincipals } from "./savedPrincipals";
import {
  emptied,
  loadFleet,
  loadFleetState,
  placeAt,
  stateAt,
  type Fleet,
  type SavedFleet,
  type SavedFleetState,
} from "./state";

type FoundFleet = Found<SavedFleet, SavedFleetState>;

/**
 * What happens to `CustomSecurityAttributeAssignments`: to each principal what happens to a single assignment. State of
 * every release of the package comes here.
 */
export class FleetResource implements Resource<SavedFleet, SavedFleetState> {
  readonly #session: Session;
  readonly #operations: AssignmentOperations;
  readonly #check: FleetCheck;

  constructor(session: Session) {
    this.#session = session;
    this.#operations = new AssignmentOperations(session);
    this.#check = new FleetCheck(session);
  }

  check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    return this.#check.check(olds, news);
  }

  diff(_id: string, saved: SavedFleetState, news: RawInputs): Difference {
    const { history } = this.#session;
    return diffFleet(loadFleetState(saved), readFleetDraft(news), (state) =>
      history.clearedAt(placeOf(state)),
    );
  }

  async create(inputs: SavedFleet): Promise<{ id: string; state: SavedFleetState }> {
    const fleet = loadFleet(inputs);
    const run = this.#run("assign", fleet);
    const change = new FleetChange(this.#session, this.#operations, run, fleet, emptied(fleet));
    await change.carryOut();
    return { id: fleetId(fleet), state: await outcome(run, change, fleet) };
  }

  async update(_id: string, saved: SavedFleetState, inputs: SavedFleet): Promise<SavedFleetState> {
    const fleet = loadFleet(inputs);
    const run = this.#run("update", fleet);
    const change = new FleetChange(this.#session, this.#operations, run, fleet, loadFleetState(saved));
    await change.carryOut();
    return outcome(run, change, fleet);
  }

  async read(id: string, saved: Partial<SavedFleetState> | undefined): Promise<FoundFleet | undefined> {
    if (!isSavedState(saved)) return this.#get(id);
    const olds = loadFleetState(saved);
    const run = this.#run("read", olds);
    const found = new SavedPrincipals(olds);
    const put = (label: string, state: AssignmentState) => {
      const given = olds.principals.get(label);
      if (given) found.put(label, state, given, olds.kept.get(label));
    };
    const hidden: string[] = [];
    await run.each(olds.principals.keys(), async (label, company) => {
      try {
        const state = await this.#operations.refresh(stateAt(olds, label), company);
        if (state) put(label, state);
      } catch (error) {
        if (!(error instanceof HiddenValuesError)) throw error;
        hidden.push(label);
      }
    });
    // What some principals have shown proves that the others have nothing to show.
    const isProven = hidden.length > 0 && (await this.#session.seesValues(olds.attributeSet));
    for (const label of hidden) {
      if (isProven) put(label, refreshState(stateAt(olds, label), noAttributes));
      else run.fail(label, new HiddenValuesError());
    }
    const failure = await run.finish();
    if (failure) throw failure;
    if (found.isEmpty && olds.principals.size > 0) return undefined;
    return { id, ...found.saveFound() };
  }

  /** Everything that can be seen in one attribute set of some principals, for a program that only wants to look. */
  async #get(id: string): Promise<FoundFleet> {
    const { objectIds, ...common } = parseFleetId(id);
    const fleet: Fleet = {
      ...emptied(common),
      principals: new Map(objectIds.map((one) => [one, { principalId: one }])),
    };
    const run = this.#run("read", fleet);
    const found = new SavedPrincipals(fleet);
    await run.each(objectIds, async (label, company) => {
      found.put(label, await this.#operations.get(placeAt(fleet, label), company), { principalId: label });
    });
    const failure = await run.finish();
    if (failure) throw failure;
    return { id, inputs: found.saveInputs(), state: found.save() };
  }

  async delete(_id: string, saved: SavedFleetState): Promise<void> {
    const olds = loadFleetState(saved);
    const run = this.#run("clear", olds);
    await run.each(olds.principals.keys(), async (label, company) => {
      const olds_ = stateAt(olds, label);
      const done = await this.#operations.remove(olds_, { isDeletion: true }, company);
      run.note(label, done);
      const kept = [...ownedNames(done.state)];
      if (kept.length > 0) throw new Error(messages.keptForOther(olds_.place, kept));
    });
    const failure = await run.finish();
    if (failure) throw failure;
  }

  #run(operation: FleetTask["operation"], { principalType, attributeSet, principals }: Fleet): FleetRun {
    return new FleetRun(this.#session, { operation, principalType, attributeSet, total: principals.size });
  }
}

/** The state after a change. What was done is kept although something failed. */
async function outcome(run: FleetRun, change: FleetChange, fleet: Fleet): Promise<SavedFleetState> {
  const state = change.saved.save();
  const failure = await run.finish();
  if (!failure) return state;
  throw change.hasNews ? new IncompleteError(failure, fleetId(fleet), state) : failure;
}

function isSavedState(saved: Partial<SavedFleetState> | undefined): saved is SavedFleetState {
  return saved?.principals !== undefined;
}
