import type { AttributeSet } from "../../entra/definition";
import {
  getAttributeSet,
  patchAttributeSet,
  postAttributeSet,
  type SetProperties,
} from "../../graph/attributeSets";
import { isMissingObject } from "../../graph/errors";
import { describeSchemaFailure, type SchemaTask } from "../../report/schemaFailure";
import * as messages from "../../report/schemaMessages";
import { untilSettled } from "../../schema/settling";
import type { Session } from "../../session/session";
import { bounded, settingsProblems } from "../inputProblems";
import {
  changedProperties,
  hiddenChanges,
  planProperties,
  refreshOwned,
  type Properties,
} from "../properties";
import { withoutNulls } from "../rawInputs";
import { reporting } from "../reporting";
import type { Checked, Difference, Found, RawInputs, Resource } from "../resource";
import { setProblems } from "./inputs";
import {
  loadSetState,
  observedProperties,
  propertiesOf,
  saveSet,
  type SavedSet,
  type SavedSetState,
} from "./state";

/** What happens to an `AttributeSet`. State of every release of the package comes here. */
export class AttributeSetResource implements Resource<SavedSet, SavedSetState> {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  check(_olds: RawInputs, news: RawInputs): Promise<Checked> {
    const inputs = withoutNulls(news);
    const problems = [...setProblems(inputs), ...settingsProblems(this.#session)];
    if (typeof inputs["name"] === "string") this.#session.schema.claimSet(inputs["name"]);
    return Promise.resolve({ inputs, problems: bounded(problems) });
  }

  diff(_id: string, saved: SavedSetState, news: RawInputs): Difference {
    const olds = loadSetState(saved);
    const wanted = propertiesOf(news);
    const changes = [
      ...changedProperties(olds, wanted),
      ...((saved.onConflict ?? "fail") === (news["onConflict"] ?? "fail") ? [] : ["onConflict"]),
    ];
    const replaces = saved.name === news["name"] ? [] : ["name"];
    return { replaces, changes, hidden: hiddenChanges(olds, wanted) };
  }

  create(inputs: SavedSet): Promise<{ id: string; state: SavedSetState }> {
    const { name, onConflict } = inputs;
    const desired = propertiesOf(inputs);
    return this.#reporting("create", name, async () => {
      this.#session.schema.claimSet(name);
      const { graph } = await this.#session.connect();
      const found = await this.#find(name);
      if (found) await this.#adopt(found, desired, onConflict);
      else {
        await postAttributeSet(graph, name, bodyOf(desired));
        this.#session.schema.noteChange(name);
      }
      return { id: name, state: { ...inputs, drifted: [] } };
    });
  }

  async read(
    id: string,
    saved: Partial<SavedSetState> | undefined,
  ): Promise<Found<SavedSet, SavedSetState> | undefined> {
    return this.#reporting("read", id, async () => {
      const found = await this.#find(id);
      if (!isSavedState(saved)) {
        if (!found) throw new Error(messages.missing({ attributeSet: id }));
        return foundSet(id, { properties: observedProperties(found), drifted: [] }, undefined);
      }
      if (!found) return undefined;
      return foundSet(id, refreshOwned(loadSetState(saved), observedProperties(found)), saved.onConflict);
    });
  }

  update(id: string, saved: SavedSetState, inputs: SavedSet): Promise<SavedSetState> {
    const { onConflict } = inputs;
    const olds = loadSetState(saved);
    const desired = propertiesOf(inputs);
    return this.#reporting("update", inputs.name, async () => {
      const { graph } = await this.#session.connect();
      const observed = observedProperties(await this.#look(inputs.name));
      const plan = planProperties(observed, { desired, onConflict, ...nothingSpecial }, olds);
      if (plan.conflicts.length > 0) throw new Error(messages.conflict({ attributeSet: id }, plan.conflicts));
      if (plan.write.size > 0) await patchAttributeSet(graph, inputs.name, bodyOf(plan.write));
      return { ...inputs, drifted: [...plan.drifted] };
    });
  }

  async delete(_id: string, { name }: SavedSetState): Promise<void> {
    await this.#session.say("info", messages.setStays([name]));
  }

  async #adopt(found: AttributeSet, desired: Properties, onConflict: SavedSet["onConflict"]): Promise<void> {
    const { name } = found;
    const plan = planProperties(observedProperties(found), { desired, onConflict, ...nothingSpecial });
    if (plan.conflicts.length > 0) throw new Error(messages.conflict({ attributeSet: name }, plan.conflicts));
    const { graph } = await this.#session.connect();
    if (plan.write.size > 0) await patchAttributeSet(graph, name, bodyOf(plan.write));
    await this.#session.say("info", messages.adopted({ attributeSet: name }));
  }

  async #find(name: string): Promise<AttributeSet | undefined> {
    try {
      return await this.#look(name);
    } catch (error) {
      if (isMissingObject(error)) return undefined;
      throw error;
    }
  }

  async #look(name: string): Promise<AttributeSet> {
    const { schema, progress } = this.#session;
    const { graph } = await this.#session.connect();
    return untilSettled({ clock: graph.clock, schema, progress }, { attributeSet: name }, () =>
      getAttributeSet(graph, name),
    );
  }

  #reporting<T>(
    operation: SchemaTask["operation"],
    attributeSet: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const task = { operation, what: { attributeSet } };
    return reporting((error) => describeSchemaFailure(task, error), this.#session, work);
  }
}

const nothingSpecial = { isFree: () => false, isOurDoing: () => false };

function bodyOf(properties: Properties): SetProperties {
  return Object.fromEntries(properties);
}

function isSavedState(saved: Partial<SavedSetState> | undefined): saved is SavedSetState {
  return saved?.name !== undefined;
}

function foundSet(
  name: string,
  owned: { properties: Properties; drifted: readonly string[] },
  onConflict: SavedSet["onConflict"],
): Found<SavedSet, SavedSetState> {
  const inputs = saveSet(name, owned, onConflict);
  return { id: name, inputs, state: { ...inputs, drifted: [...owned.drifted] } };
}
