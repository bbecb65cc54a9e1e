import { formatId, parseId, type Place } from "../../entra/place";
import { isObjectId, type Principal } from "../../entra/principal";
import { isAttributeValue, type Attributes, type AttributeValue } from "../../entra/values";
import { isMissingObject } from "../../graph/errors";
import type { ObservedPrincipal } from "../../graph/principals";
import { noPatience, type Patience } from "../../principals/patience";
import type { Observed } from "../../principals/patch";
import { describeFailure, HiddenValuesError, type Task } from "../../report/failure";
import * as messages from "../../report/messages";
import type { Session } from "../../session/session";
import { settingsProblems } from "../inputProblems";
import { reporting } from "../reporting";
import type { Checked, Difference, Found, Problem, RawInputs, Resource } from "../resource";
import { carryOut } from "./carryOut";
import { DefinitionCheck } from "./definitionCheck";
import { resolveClaims } from "./demand";
import { changedAttributes, diffAssignment } from "./diff";
import { placeIn, readDraft, valuesIn, type Draft } from "./draft";
import { checkInputs } from "./inputs";
import { patienceWithEstablished, patienceWithNew } from "./patience";
import { nothing, planCreate, planDelete, planUpdate } from "./plan";
import { refreshState } from "./refresh";
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

type FoundAssignment = Found<SavedAssignment, SavedState>;

/** What happens to a `CustomSecurityAttributeAssignment`. State of every release of the package comes here. */
export class AssignmentResource implements Resource<SavedAssignment, SavedState> {
  readonly #session: Session;
  readonly #definitions: DefinitionCheck;

  constructor(session: Session) {
    this.#session = session;
    this.#definitions = new DefinitionCheck(session, session.schema);
  }

  async check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const { draft, inputs, problems } = checkInputs(news, olds);
    const before = readDraft(olds);
    const all = [...problems, ...this.#claim(draft), ...settingsProblems(this.#session)];
    this.#offerDropped(before, draft);
    return { inputs, problems: all.length > 0 ? all : await this.#definitions.check(before, draft) };
  }

  diff(_id: string, saved: SavedState, news: RawInputs): Difference {
    const state = loadState(saved);
    const draft = readDraft(news);
    this.#noteName(state, draft);
    return diffAssignment(state, draft, this.#session.history.at(placeOf(state)).clearedNames);
  }

  create(inputs: SavedAssignment): Promise<{ id: string; state: SavedState }> {
    const desired = loadAssignment(inputs);
    const names = [...desired.attributes.keys()];
    return this.#reporting("assign", desired, async () => {
      const patience = await patienceWithNew(this.#session, desired.place.principal);
      const firstLook = await this.#resolve(desired.place.principal, patience);
      const principalObjectId = firstLook?.objectId ?? desired.place.principal.id;
      const wanted: AssignmentState = { ...desired, principalObjectId, drifted: [] };
      this.#session.claims.claim(desired.place, names);
      await resolveClaims(this.#session, placeOf(wanted), names);
      this.#refuseSharedNames(desired.place, names);
      const state = await carryOut(this.#session, {
        wanted,
        olds: undefined,
        patience,
        firstLook,
        plan: (observed, circumstances) => planCreate(observed, desired, circumstances),
      });
      return { id: formatId(placeOf(state)), state: saveState(state) };
    });
  }

  async read(id: string, saved: Partial<SavedState> | undefined): Promise<FoundAssignment | undefined> {
    if (!isSavedState(saved)) return this.#get(id);
    const olds = loadState(saved);
    return this.#reporting("read", olds, async () => {
      const observed = await unlessMissing(this.#look(placeOf(olds)));
      if (!observed) return undefined;
      if (observed.mayBeHidden && ownedNames(olds).size > 0) throw new HiddenValuesError(olds.place);
      return found(refreshState(olds, observed.attributes));
    });
  }

  /** Everything that can be seen in one attribute set, for a program that only wants to look. */
  #get(id: string): Promise<FoundAssignment> {
    const place = parseId(id);
    return this.#reporting("read", { place }, async () => {
      const { attributes, otherSet } = await this.#look(place);
      if (otherSet) throw new Error(messages.otherCase("attributeSet", place.attributeSet, otherSet));
      const policies = { onConflict: undefined, onDelete: undefined };
      return found({ place, principalObjectId: place.principal.id, attributes, drifted: [], ...policies });
    });
  }

  update(_id: string, saved: SavedState, inputs: SavedAssignment): Promise<SavedState> {
    const olds = loadState(saved);
    const desired = loadAssignment(inputs);
    const names = [...desired.attributes.keys()];
    const { principalObjectId, drifted } = olds;
    const wanted: AssignmentState = { ...desired, principalObjectId, drifted };
    return this.#reporting("update", desired, async () => {
      await this.#refuseOtherPrincipal(desired, olds);
      this.#session.claims.claim(desired.place, names);
      this.#refuseSharedNames(
        desired.place,
        names.filter((name) => !ownedNames(olds).has(name)),
      );
      const history = this.#session.history.at(placeOf(wanted));
      const changesValues = changedAttributes(olds, readDraft({ ...inputs })).length > 0;
      if (!changesValues && !names.some((name) => history.isCleared(name))) return saveState(wanted);
      const state = await carryOut(this.#session, {
        wanted,
        olds,
        patience: await patienceWithEstablished(this.#session),
        plan: (observed, circumstances) => planUpdate(observed, desired, olds, circumstances),
      });
      return saveState(state);
    });
  }

  async delete(_id: string, saved: SavedState): Promise<void> {
    const olds = loadState(saved);
    if (ownedNames(olds).size === 0) return;
    await this.#reporting("clear", olds, async () => {
      const state = await unlessMissing(
        carryOut(this.#session, {
          wanted: { ...olds, attributes: new Map(), drifted: [] },
          olds,
          patience: noPatience,
          isDeletion: true,
          plan: (observed, circumstances) => planDelete(observed, olds, circumstances),
        }),
      );
      const kept = state ? [...ownedNames(state)] : [];
      if (kept.length > 0) throw new Error(messages.keptForOther(olds.place, kept));
    });
  }

  #reporting<T>(
    operation: Task["operation"],
    { place, attributes }: { readonly place: Place; readonly attributes?: Attributes },
    work: () => Promise<T>,
  ): Promise<T> {
    const names = [...(attributes?.keys() ?? [])];
    return reporting((error) => describeFailure({ operation, place, names }, error), this.#session, work);
  }

  /** Looks at a place of a principal that has to exist. */
  async #look(place: Place): Promise<Observed> {
    const work = await this.#session.at(place.principal);
    return (await work.run({ place, patience: noPatience, plan: () => nothing })).observed;
  }

  /** Finds out which user a principal name means, with a look at the values on the way. */
  async #resolve(principal: Principal, patience: Patience): Promise<ObservedPrincipal | undefined> {
    if (isObjectId(principal.id)) return undefined;
    const work = await this.#session.at(principal);
    const place = { principal, attributeSet: "" };
    const { principal: seen } = await work.run({ place, patience, plan: () => nothing });
    this.#session.claims.resolve(principal.id, seen.objectId);
    return seen;
  }

  /** A user principal name is resolved once, by create. A new one in the program has to name the same user. */
  async #refuseOtherPrincipal({ place }: Assignment, olds: AssignmentState): Promise<void> {
    const { id } = place.principal;
    if (id === olds.place.principal.id || isObjectId(id)) {
      this.#session.claims.resolve(id, olds.principalObjectId);
      return;
    }
    const seen = await this.#resolve(place.principal, await patienceWithEstablished(this.#session));
    if (seen && seen.objectId !== olds.principalObjectId) {
      throw new Error(messages.otherPrincipal(id, seen.objectId));
    }
  }

  /** Claims what the program asks for. Gives the names that another resource claims under another spelling of the user. */
  #claim(draft: Draft): Problem[] {
    const place = placeIn(draft);
    if (!place) return [];
    const names = [...valuesIn(draft).keys()];
    const shared = this.#session.claims.claimedElsewhere(place, names);
    this.#session.claims.claim(place, names);
    return shared.map(messages.ownedTwiceInput);
  }

  /** Values that the last run left and the program does not name any more are free for others, whoever comes first. */
  #offerDropped(olds: Draft, news: Draft): void {
    const place = placeIn(olds);
    if (!place || !isObjectId(place.principal.id) || news.attributes === undefined) return;
    if (typeof news.attributes === "symbol") return;
    const goesOn = JSON.stringify(placeIn(news)) === JSON.stringify(place) ? valuesIn(news) : new Map();
    const dropped = [...valuesIn(olds)].filter(
      (entry): entry is [string, AttributeValue] => isAttributeValue(entry[1]) && !goesOn.has(entry[0]),
    );
    this.#session.history.at(place).giveUp(new Map(dropped));
  }

  /** A name that this stack has resolved tells who is meant, and whether another resource means the same user. */
  #noteName(state: AssignmentState, draft: Draft): void {
    const { id } = state.place.principal;
    if (id !== draft.principalId) return;
    this.#session.claims.resolve(id, state.principalObjectId);
    this.#refuseSharedNames(state.place, valuesIn(draft).keys());
  }

  #refuseSharedNames(place: Place, names: Iterable<string>): void {
    const [shared] = this.#session.claims.claimedElsewhere(place, names);
    if (!shared) return;
    const { path, reason } = messages.ownedTwiceInput(shared);
    throw new Error(`${path}: ${reason}`);
  }
}

function isSavedState(saved: Partial<SavedState> | undefined): saved is SavedState {
  return saved?.attributes !== undefined;
}

function found(state: AssignmentState): FoundAssignment {
  return { id: formatId(placeOf(state)), inputs: saveInputs(state), state: saveState(state) };
}

async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isMissingObject(error)) return undefined;
    throw error;
  }
}
