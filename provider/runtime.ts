import { formatId, parseId } from "./entra/place";
import type { dynamic } from "@pulumi/pulumi";
import {
  loadAssignment,
  loadState,
  ownedNames,
  saveAssignment,
  saveState,
  type Assignment,
  type AssignmentState,
  type SavedAssignment,
  type SavedState,
} from "./resources/assignment/state";
import { claimedElsewhere } from "./principals/claims";
import { changesValues, diffAssignment } from "./resources/assignment/diff";
import { isObjectId } from "./entra/principal";
import { checkInputs, type CheckResult, type RawInputs } from "./resources/assignment/inputs";
import { planCreate, planDelete, planUpdate, sparing } from "./resources/assignment/plan";
import { refreshState } from "./resources/assignment/refresh";
import { ConfigurationError } from "./auth/settings";
import { DefinitionCheck } from "./resources/assignment/definitionCheck";
import { logToEngine } from "./hosts/dynamic/engineLog";
import { HiddenValuesError, reporting, taskOf } from "./report/failure";
import * as messages from "./report/messages";
import {
  carryOut,
  claimsOn,
  clear,
  findByName,
  look,
  lookAtExisting,
  patienceWithEstablished,
  patienceWithNew,
} from "./resources/assignment/place";
import { Session } from "./session/session";

/** One per plugin process. The host configures a provider before it calls anything else of it. */
let session = new Session(() => undefined);
let definitions = new DefinitionCheck(session);

/** The operations behind `CustomSecurityAttributeAssignment`. State of every release of the package runs them. */
export const customSecurityAttributeAssignment = {
  // The host does not wait for this before it calls other operations, so it must stay synchronous.
  configure({ config }: { config: { get(key: string): unknown } }) {
    session = new Session((key) => config.get(key));
    definitions = new DefinitionCheck(session);
    return Promise.resolve();
  },

  async check(olds: RawInputs, news: RawInputs): Promise<CheckResult> {
    const { inputs, failures } = checkInputs(news);
    const sharedNames = claimedElsewhere(session.claims, inputs);
    session.claims.claimInputs(inputs);
    const problems = [...failures, ...sharedNames.map(messages.ownedTwiceInput), ...configurationFailures()];
    if (problems.length > 0) return { inputs, failures: problems };
    return { inputs, failures: await definitions.check(olds, inputs) };
  },

  diff(_id: string, olds: SavedState, news: RawInputs): Promise<dynamic.DiffResult> {
    const state = loadState(olds);
    const history = session.history.at(state);
    const result = diffAssignment(olds, news, history.clearedNames);
    if (!result.replaces?.length && isKnownMap(news.attributes)) {
      history.giveUp(state.attributes, Object.keys(news.attributes));
    }
    return Promise.resolve(result);
  },

  async create(inputs: SavedAssignment): Promise<dynamic.CreateResult<SavedState>> {
    const desired = loadAssignment(inputs);
    return reporting(taskOf("assign", desired), session, async () => {
      const patience = await patienceWithNew(session, desired);
      const firstLook = isObjectId(desired.principalId)
        ? undefined
        : await findByName(session, desired, patience);
      const principalObjectId = firstLook?.objectId ?? desired.principalId;
      const state: AssignmentState = { ...desired, principalObjectId, drifted: [] };
      session.claims.claim(desired, desired.attributes.keys());
      refuseSharedNames(desired);
      const history = session.history.at(state);
      const { adopted } = await carryOut(session, state, {
        patience,
        firstLook,
        plan: (observed) => planCreate(observed, desired, history),
      });
      if (adopted.length > 0) await logToEngine("info", messages.adopted(state, adopted));
      return { id: formatId(state), outs: saveState(state) };
    });
  },

  async read(id: string, props: SavedState | undefined): Promise<ReadResult> {
    if (!props?.attributes) return get(id);
    const olds = loadState(props);
    return reporting(taskOf("read", olds), session, async () => {
      const observed = await look(session, olds);
      if (!observed) return { id: "" };
      if (observed.mayBeHidden && ownedNames(olds).size > 0) {
        throw new HiddenValuesError(messages.hidden(olds));
      }
      const state = refreshState(olds, observed.attributes);
      return { id, props: saveState(state), inputs: saveAssignment(state) };
    });
  },

  async update(
    _id: string,
    saved: SavedState,
    inputs: SavedAssignment,
  ): Promise<dynamic.UpdateResult<SavedState>> {
    const olds = loadState(saved);
    const desired = loadAssignment(inputs);
    const state: AssignmentState = { ...desired, principalObjectId: olds.principalObjectId, drifted: [] };
    const history = session.history.at(state);
    session.claims.claim({ ...desired, principalId: olds.principalObjectId }, desired.attributes.keys());
    history.giveUp(olds.attributes, desired.attributes.keys());
    return reporting(taskOf("update", state), session, async () => {
      await refuseOtherPrincipal(desired, olds);
      const isCleared = [...desired.attributes.keys()].some((name) => history.isCleared(name));
      if (!isCleared && !changesValues(saved, inputs.attributes)) return { outs: saveState(state) };
      const dropped = [...olds.attributes.keys()].filter((name) => !desired.attributes.has(name));
      const { adopted, left } = await carryOut(session, state, {
        patience: await patienceWithEstablished(session),
        olds,
        plan: async (observed) => {
          const isClaimed = await claimsOn(session, state, dropped);
          const isWanted = (name: string) => !desired.attributes.has(name) && isClaimed(name);
          return sparing(planUpdate(observed, desired, olds, history), isWanted);
        },
      });
      if (adopted.length > 0) await logToEngine("info", messages.adopted(state, adopted));
      if (left.length > 0) await logToEngine("warning", messages.leftOnUpdate(state, left));
      return { outs: saveState(state) };
    });
  },

  async delete(_id: string, props: SavedState): Promise<void> {
    const olds = loadState(props);
    const owned = [...ownedNames(olds)];
    if (owned.length === 0) return;
    session.history.at(olds).giveUp(olds.attributes);
    await reporting(taskOf("clear", olds), session, async () => {
      const { left } = await clear(session, olds, async (observed) =>
        sparing(planDelete(observed, olds), await claimsOn(session, olds, owned)),
      );
      if (left.length > 0) await logToEngine("warning", messages.leftOnDelete(olds, left));
    });
  },
} satisfies dynamic.ResourceProvider;

/** What Pulumi takes from a read. Without an id, the resource is gone. */
interface ReadResult {
  id: string;
  props?: SavedState;
  inputs?: SavedAssignment;
}

/** `get`: everything that can be seen in one attribute set, for a program that only wants to look. */
async function get(id: string): Promise<ReadResult> {
  const place = parseId(id);
  return reporting(taskOf("read", { ...place, principalId: place.principalObjectId }), session, async () => {
    const { attributes } = await lookAtExisting(session, place);
    const state: AssignmentState = {
      ...place,
      principalId: place.principalObjectId,
      attributes,
      onConflict: undefined,
      onDelete: undefined,
      drifted: [],
    };
    return { id: formatId(place), props: saveState(state), inputs: saveAssignment(state) };
  });
}

/** A user principal name is resolved once, by create. A new one in the program has to name the same user. */
async function refuseOtherPrincipal(desired: Assignment, olds: AssignmentState): Promise<void> {
  if (desired.principalId === olds.principalId || isObjectId(desired.principalId)) return;
  const { objectId } = await findByName(session, desired, await patienceWithEstablished(session));
  if (objectId !== olds.principalObjectId) {
    throw new Error(messages.otherPrincipal(desired.principalId, objectId));
  }
}

/** Which user a principal name means, and that another resource means the same one, is known only now. */
function refuseSharedNames(desired: Assignment): void {
  const [shared] = session.claims.claimedElsewhere(desired, desired.attributes.keys());
  if (shared) throw new Error(messages.ownedTwiceInput(shared).reason);
}

function configurationFailures(): CheckResult["failures"] {
  try {
    void session.settings;
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [{ property: "", reason: error.message }];
  }
}

function isKnownMap(attributes: unknown): attributes is Record<string, unknown> {
  return typeof attributes === "object" && attributes !== null;
}
