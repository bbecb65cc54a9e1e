import { formatId, parseId, type Place } from "../../entra/place";
import { isObjectId } from "../../entra/principal";
import type { Attributes } from "../../entra/values";
import { unknown } from "../../pulumi/unknown";
import { describeFailure, type Task } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { settingsProblems } from "../inputProblems";
import { reporting } from "../reporting";
import {
  IncompleteError,
  type Checked,
  type Difference,
  type Found,
  type RawInputs,
  type Resource,
} from "../resource";
import { ChangeError, type CarriedOut } from "./carriedOut";
import { claimInputs, refuseInputs } from "./claimInputs";
import { DefinitionCheck } from "./definitionCheck";
import { diffAssignment } from "./diff";
import { placeIn, readDraft, valuesIn, type Draft } from "./draft";
import { checkInputs } from "./inputs";
import { offerDropped } from "./offerDropped";
import { AssignmentOperations } from "./operations";
import {
  loadAssignment,
  loadState,
  ownedNames,
  placeOf,
  saveInputs,
  saveState,
  type Assignment,
  type AssignmentState,
  type SavedAssignment,
  type SavedState,
} from "./state";
import { tell } from "./tell";

type FoundAssignment = Found<SavedAssignment, SavedState>;

/** What happens to a `CustomSecurityAttributeAssignment`. State of every release of the package comes here. */
export class AssignmentResource implements Resource<SavedAssignment, SavedState> {
  readonly #session: Session;
  readonly #operations: AssignmentOperations;
  readonly #definitions: DefinitionCheck;

  constructor(session: Session) {
    this.#session = session;
    this.#operations = new AssignmentOperations(session);
    this.#definitions = new DefinitionCheck(session);
  }

  async check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const { draft, inputs, problems } = checkInputs(news, olds);
    const before = readDraft(olds);
    const own = [...problems, ...claimInputs(this.#session, draft), ...settingsProblems(this.#session)];
    this.#offerDropped(before, draft);
    const all = own.length > 0 ? own : await this.#definitions.check(before, draft);
    if (all.length > 0) refuseInputs(this.#session, draft);
    return { inputs, problems: all };
  }

  diff(_id: string, saved: SavedState, news: RawInputs): Difference {
    const state = loadState(saved);
    const draft = readDraft(news);
    this.#noteName(state, draft);
    return diffAssignment(state, draft, this.#session.history.clearedAt(placeOf(state)));
  }

  create(inputs: SavedAssignment): Promise<{ id: string; state: SavedState }> {
    const desired = loadAssignment(inputs);
    const { principal } = desired.place;
    return this.#reporting("assign", desired, async () => {
      const patience = await this.#operations.patienceWithNew(principal);
      const isNamed = !isObjectId(principal.id);
      const firstLook = isNamed ? await this.#operations.resolve(principal, patience) : undefined;
      const state = await this.#told(desired.place, this.#operations.create(desired, patience, firstLook));
      return { id: formatId(placeOf(state)), state: saveState(state) };
    });
  }

  async read(id: string, saved: Partial<SavedState> | undefined): Promise<FoundAssignment | undefined> {
    if (!isSavedState(saved)) return this.#get(id);
    const olds = loadState(saved);
    return this.#reporting("read", olds, async () => {
      const state = await this.#operations.refresh(olds);
      return state && found(state);
    });
  }

  /** Everything that can be seen in one attribute set, for a program that only wants to look. */
  #get(id: string): Promise<FoundAssignment> {
    const place = parseId(id);
    return this.#reporting("read", { place }, async () => found(await this.#operations.get(place)));
  }

  update(_id: string, saved: SavedState, inputs: SavedAssignment): Promise<SavedState> {
    const olds = loadState(saved);
    const desired = loadAssignment(inputs);
    return this.#reporting("update", desired, async () => {
      await this.#refuseOtherPrincipal(desired, olds);
      return saveState(await this.#told(desired.place, this.#operations.update(desired, olds)));
    });
  }

  async delete(_id: string, saved: SavedState): Promise<void> {
    const olds = loadState(saved);
    if (ownedNames(olds).size === 0) return;
    await this.#reporting("clear", olds, async () => {
      const state = await this.#told(olds.place, this.#operations.remove(olds, { isDeletion: true }));
      const kept = [...ownedNames(state)];
      if (kept.length > 0) throw new Error(messages.keptForOther(olds.place, kept));
    });
  }

  /** Reports a change, and returns the state after it. State that the engine has to keep is passed with the error. */
  async #told(place: Place, change: Promise<CarriedOut>): Promise<AssignmentState> {
    try {
      const done = await change;
      await tell(this.#session, place, done);
      return done.state;
    } catch (error) {
      if (!(error instanceof ChangeError)) throw error;
      throw new IncompleteError(error, formatId(placeOf(error.kept)), saveState(error.kept));
    }
  }

  #reporting<T>(
    operation: Task["operation"],
    { place, attributes }: { readonly place: Place; readonly attributes?: Attributes },
    work: () => Promise<T>,
  ): Promise<T> {
    const names = [...(attributes?.keys() ?? [])];
    return reporting((error) => describeFailure({ operation, place, names }, error), this.#session, work);
  }

  /** A user principal name is resolved once, by create. A new one in the program has to name the same user. */
  async #refuseOtherPrincipal({ place }: Assignment, olds: AssignmentState): Promise<void> {
    const { id } = place.principal;
    if (id === olds.place.principal.id || isObjectId(id)) {
      this.#session.claims.resolve(id, olds.principalObjectId);
      return;
    }
    const patience = await this.#operations.patienceWithEstablished();
    const seen = await this.#operations.resolve(place.principal, patience);
    if (seen.objectId !== olds.principalObjectId) {
      throw new Error(messages.otherPrincipal(id, seen.objectId));
    }
  }

  #offerDropped(olds: Draft, news: Draft): void {
    if (news.attributes === undefined || news.attributes === unknown) return;
    const goesOn = JSON.stringify(placeIn(news)) === JSON.stringify(placeIn(olds));
    offerDropped(this.#session, olds, (name) => goesOn && valuesIn(news).has(name));
  }

  /** A name that this stack has resolved tells who is meant, and whether another resource means the same user. */
  #noteName(state: AssignmentState, draft: Draft): void {
    const { id } = state.place.principal;
    if (id !== draft.principalId) return;
    this.#session.claims.resolve(id, state.principalObjectId);
    this.#operations.refuseSharedNames(state.place, valuesIn(draft).keys());
  }
}

function isSavedState(saved: Partial<SavedState> | undefined): saved is SavedState {
  return saved?.attributes !== undefined;
}

function found(state: AssignmentState): FoundAssignment {
  return { id: formatId(placeOf(state)), inputs: saveInputs(state), state: saveState(state) };
}
