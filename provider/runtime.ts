import type { dynamic } from "@pulumi/pulumi";
import {
  loadAssignment,
  loadState,
  ownedNames,
  saveAssignment,
  saveState,
  type Assignment,
  type AssignmentState,
  type Place,
  type SavedAssignment,
  type SavedState,
} from "./assignment/assignment";
import { changesValues, diffAssignment } from "./assignment/diff";
import { formatId, isObjectId, parseId } from "./assignment/id";
import { checkInputs, type CheckResult, type RawInputs } from "./assignment/inputs";
import { isEmptyPatch, planCreate, planDelete, planUpdate, sparing, type Plan } from "./assignment/patch";
import { refreshState } from "./assignment/refresh";
import { ConfigurationError } from "./auth/settings";
import { logToEngine } from "./engine/engineLog";
import { reporting, stateKept, type Task } from "./failure";
import { GraphError } from "./graph/errors";
import * as messages from "./messages";
import { UnseenWriteError, observe, observeEstablished, observeNew, write } from "./place";
import { Session } from "./session";

/** One per plugin process. The host configures a provider before it calls anything else of it. */
let session = new Session(() => undefined);

/** The operations behind `CustomSecurityAttributeAssignment`. State of every release of the package runs them. */
export const customSecurityAttributeAssignment = {
  // The host does not wait for this before it calls other operations, so it must stay synchronous.
  configure({ config }: { config: { get(key: string): unknown } }) {
    session = new Session((key) => config.get(key));
    return Promise.resolve();
  },

  check(_olds: RawInputs, news: RawInputs): Promise<CheckResult> {
    const { inputs, failures } = checkInputs(news);
    session.claims.claimInputs(inputs);
    return Promise.resolve({ inputs, failures: [...failures, ...configurationFailures()] });
  },

  diff(_id: string, olds: SavedState, news: RawInputs): Promise<dynamic.DiffResult> {
    return Promise.resolve(diffAssignment(olds, news));
  },

  async create(inputs: SavedAssignment): Promise<dynamic.CreateResult<SavedState>> {
    const desired = loadAssignment(inputs);
    return reporting(taskOf("assign", desired), async () => {
      const connection = await session.connect();
      const firstLook = await observeNew(connection, desired);
      const state: AssignmentState = { ...desired, principalObjectId: firstLook.objectId, drifted: [] };
      session.claims.claim(state, desired.attributes.keys());
      return session.queue.run(state.principalObjectId, async (waited) => {
        const { observed } = waited ? await observe(connection, state) : firstLook;
        const plan = planCreate(observed, desired);
        await carryOut(plan, state);
        return { id: formatId(state), outs: saveState(state) };
      });
    });
  },

  async read(id: string, props: SavedState | undefined): Promise<ReadResult> {
    if (!props?.attributes) return get(id);
    const olds = loadState(props);
    return reporting(taskOf("read", olds), async () => {
      const seen = await unlessMissing(observe(await session.connect(), olds));
      if (!seen) return { id: "" };
      if (seen.observed.mayBeHidden && ownedNames(olds).size > 0)
        throw new Error(messages.hidden(taskOf("read", olds)));
      const state = refreshState(olds, seen.observed.attributes);
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
    session.claims.claim(state, desired.attributes.keys());
    return reporting(taskOf("update", state), async () => {
      await refuseOtherPrincipal(desired, olds);
      if (!changesValues(saved, inputs.attributes)) return { outs: saveState(state) };
      const connection = await session.connect();
      return session.queue.run(state.principalObjectId, async () => {
        const { observed } = await observeEstablished(connection, state);
        const isOurs = (name: string) => desired.attributes.has(name);
        const plan = sparing(
          planUpdate(observed, desired, olds),
          (name) => !isOurs(name) && isClaimed(state, name),
        );
        await carryOut(plan, state, olds);
        if (plan.left.length > 0) await logToEngine("warning", messages.leftOnUpdate(state, plan.left));
        return { outs: saveState(state) };
      });
    });
  },

  async delete(_id: string, props: SavedState): Promise<void> {
    const olds = loadState(props);
    if (ownedNames(olds).size === 0) return;
    await reporting(taskOf("clear", olds), async () => {
      const connection = await session.connect();
      await session.queue.run(olds.principalObjectId, async () => {
        const seen = await unlessMissing(observe(connection, olds));
        if (!seen) return;
        const plan = sparing(planDelete(seen.observed, olds), (name) => isClaimed(olds, name));
        if (plan.left.length > 0) await logToEngine("warning", messages.leftOnDelete(olds, plan.left));
        if (!isEmptyPatch(plan.patch)) await unlessMissing(write(connection, olds, plan.patch));
      });
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
  return reporting(taskOf("read", { ...place, principalId: place.principalObjectId }), async () => {
    const { observed } = await observe(await session.connect(), place);
    const state: AssignmentState = {
      ...place,
      principalId: place.principalObjectId,
      attributes: observed.attributes,
      onConflict: undefined,
      onDelete: undefined,
      drifted: [],
    };
    return { id: formatId(place), props: saveState(state), inputs: saveAssignment(state) };
  });
}

/**
 * Does what was planned, in one PATCH. When Graph accepted it and does not show it, what is there goes into the state,
 * so that the next run knows what to put right.
 */
async function carryOut(plan: Plan, state: AssignmentState, olds?: AssignmentState): Promise<void> {
  if (plan.conflicts.length > 0) throw new Error(messages.conflict(state, plan.conflicts));
  if (!isEmptyPatch(plan.patch)) {
    try {
      await write(await session.connect(), state, plan.patch);
    } catch (error) {
      if (!(error instanceof UnseenWriteError)) throw error;
      const attributes = new Map([...(olds?.attributes ?? []), ...state.attributes]);
      throw stateKept(
        error,
        formatId(state),
        saveState(refreshState({ ...state, attributes }, error.observed)),
      );
    }
  }
  if (plan.adopted.length > 0) await logToEngine("info", messages.adopted(state, plan.adopted));
}

/** A user principal name is resolved once, by create. A new one in the program has to name the same user. */
async function refuseOtherPrincipal(desired: Assignment, olds: AssignmentState): Promise<void> {
  if (desired.principalId === olds.principalId || isObjectId(desired.principalId)) return;
  const { objectId } = await observe(await session.connect(), desired);
  if (objectId !== olds.principalObjectId)
    throw new Error(messages.otherPrincipal(desired.principalId, objectId));
}

/** Names that a resource of this run asks for stay, whichever resource the engine comes to first. */
function isClaimed(place: Place, name: string): boolean {
  return session.claims.isClaimed(place, name);
}

/** A principal that is gone has no values left to read or to clear. */
async function unlessMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GraphError && error.isMissingObject) return undefined;
    throw error;
  }
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

function taskOf(
  operation: Task["operation"],
  about: Pick<Assignment, "principalType" | "principalId" | "attributeSet"> &
    Partial<Pick<Assignment, "attributes">>,
): Task {
  const { principalType, principalId, attributeSet } = about;
  return {
    operation,
    principalType,
    principal: principalId,
    attributeSet,
    names: [...(about.attributes?.keys() ?? [])],
  };
}
