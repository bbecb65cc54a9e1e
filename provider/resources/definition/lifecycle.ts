import type { Definition } from "../../entra/definition";
import { definitionId } from "../../entra/definition";
import { getDefinition } from "../../graph/definitions";
import {
  patchAllowedValue,
  patchDefinition,
  postAllowedValue,
  postDefinition,
  type DefinitionProperties,
} from "../../graph/definitionWrites";
import { isMissingObject } from "../../graph/errors";
import { containsUnknown, isUnknown, unknown } from "../../pulumi/unknown";
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
  type Owned,
  type Properties,
} from "../properties";
import { choiceIn } from "../rawInputs";
import { reporting } from "../reporting";
import type { Checked, Difference, Found, RawInputs, Resource } from "../resource";
import { definitionProblems, normalise } from "./inputs";
import {
  loadDefinitionState,
  observedProperties,
  propertiesOf,
  saveDefinition,
  valueIn,
  type SavedDefinition,
  type SavedDefinitionState,
} from "./state";

interface Identity {
  readonly attributeSet: string;
  readonly name: string;
}

/** What happens to a `CustomSecurityAttributeDefinition`. State of every release of the package comes here. */
export class DefinitionResource implements Resource<SavedDefinition, SavedDefinitionState> {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const inputs = normalise(news);
    const problems = [...definitionProblems(inputs, olds), ...settingsProblems(this.#session)];
    this.#claim(inputs);
    return Promise.resolve({ inputs, problems: bounded(problems) });
  }

  diff(_id: string, saved: SavedDefinitionState, news: RawInputs): Difference {
    const olds = loadDefinitionState(saved);
    const values: unknown = news["allowedValues"];
    const isKnown = !isUnknown(values) && !(Array.isArray(values) && values.some(isUnknown));
    const wanted = propertiesOf(news);
    const changes = [
      ...changedProperties(olds, wanted),
      ...(isKnown ? [] : ["allowedValues"]),
      ...((saved.onConflict ?? "fail") === (news["onConflict"] ?? "fail") ? [] : ["onConflict"]),
    ];
    const replaces = (["attributeSet", "name"] as const).filter((key) => saved[key] !== news[key]);
    return { replaces, changes, hidden: isKnown ? hiddenChanges(olds, wanted) : [] };
  }

  create(inputs: SavedDefinition): Promise<{ id: string; state: SavedDefinitionState }> {
    const { attributeSet, name } = inputs;
    return this.#reporting("create", inputs, async () => {
      this.#claim({ ...inputs });
      const { graph } = await this.#session.connect();
      const found = await this.#find(inputs);
      if (found) await this.#bring(inputs, found, undefined);
      else {
        const { allowedValues, onConflict, ...properties } = inputs;
        void onConflict;
        const inline = (allowedValues ?? []).map((id) => ({ id, isActive: true }));
        const definition = { ...properties, ...(inline.length > 0 && { allowedValues: inline }) };
        await this.#settled(inputs, () => postDefinition(graph, definition));
        this.#session.schema.noteChange(attributeSet, name);
      }
      return { id: definitionId(attributeSet, name), state: { ...inputs, drifted: [] } };
    });
  }

  async read(
    id: string,
    saved: Partial<SavedDefinitionState> | undefined,
  ): Promise<Found<SavedDefinition, SavedDefinitionState> | undefined> {
    const [attributeSet = "", name = ""] = id.split("_");
    return this.#reporting("read", { attributeSet, name }, async () => {
      const found = await this.#find({ attributeSet, name });
      if (!isSavedState(saved)) {
        if (!found) throw new Error(messages.missing({ attributeSet, names: [name] }));
        const all = { properties: observedProperties(found), drifted: [] };
        return foundDefinition({ attributeSet, name }, all, { listsValues: true, onConflict: undefined });
      }
      if (!found) return undefined;
      const { onConflict, allowedValues } = saved;
      const olds = loadDefinitionState(saved);
      const listsValues =
        allowedValues !== undefined || olds.drifted.some((one) => valueIn(one) !== undefined);
      const owned = refreshOwned(olds, observedProperties(found));
      return foundDefinition({ attributeSet, name }, owned, { listsValues, onConflict });
    });
  }

  update(_id: string, saved: SavedDefinitionState, inputs: SavedDefinition): Promise<SavedDefinitionState> {
    return this.#reporting("update", inputs, async () => {
      const drifted = await this.#bring(inputs, await this.#look(inputs), loadDefinitionState(saved));
      return { ...inputs, drifted: [...drifted] };
    });
  }

  async delete(_id: string, saved: SavedDefinitionState): Promise<void> {
    const { attributeSet, name } = saved;
    if (this.#session.schema.claimed(attributeSet, name)) return;
    await this.#reporting("deactivate", saved, async () => {
      const found = await this.#find(saved);
      if (!found || found.isDeprecated) return;
      const { graph } = await this.#session.connect();
      await patchDefinition(graph, saved, { status: "Deprecated" });
      this.#session.schema.noteDeactivation(attributeSet, name);
      await this.#session.say("info", messages.deactivated([`${attributeSet}.${name}`]));
    });
  }

  /** Brings a definition that is there to what the program wants. Gives the names that go on being drifted. */
  async #bring(
    inputs: SavedDefinition,
    found: Definition,
    olds: Owned | undefined,
  ): Promise<readonly string[]> {
    const { attributeSet, name, onConflict } = inputs;
    const desired = propertiesOf(inputs);
    const observed = observedProperties(found);
    const isFree = (property: string) => valueIn(property) !== undefined || property === "status";
    const wish = { desired, onConflict, isFree, isOurDoing: () => false };
    const plan = planProperties(observed, wish, olds);
    if (plan.conflicts.length > 0)
      throw new Error(messages.conflict({ attributeSet, names: [name] }, plan.conflicts));
    await this.#write(inputs, plan.write, observed);
    return plan.drifted;
  }

  async #write(inputs: SavedDefinition, properties: Properties, observed: Properties): Promise<void> {
    const { graph } = await this.#session.connect();
    const own = [...properties].filter(([property]) => valueIn(property) === undefined);
    if (own.length > 0) {
      const body = Object.fromEntries(own) as DefinitionProperties;
      await this.#settled(inputs, () => patchDefinition(graph, inputs, body));
      if (body.status === "Available") this.#session.schema.noteChange(inputs.attributeSet, inputs.name);
    }
    for (const [property, isActive] of properties) {
      const value = valueIn(property);
      if (value === undefined) continue;
      await this.#settled(inputs, () =>
        observed.has(property)
          ? patchAllowedValue(graph, inputs, { value, isActive: isActive === true })
          : postAllowedValue(graph, inputs, value),
      );
      if (isActive) this.#session.schema.noteChange(inputs.attributeSet, inputs.name);
    }
  }

  async #find(what: Identity): Promise<Definition | undefined> {
    try {
      return await this.#look(what);
    } catch (error) {
      if (isMissingObject(error)) return undefined;
      throw error;
    }
  }

  async #look({ attributeSet, name }: Identity): Promise<Definition> {
    const { graph } = await this.#session.connect();
    return this.#settled({ attributeSet, name }, () => getDefinition(graph, attributeSet, name));
  }

  async #settled<T>({ attributeSet, name }: Identity, request: () => Promise<T>): Promise<T> {
    const { schema, progress } = this.#session;
    const { graph } = await this.#session.connect();
    return untilSettled({ clock: graph.clock, schema, progress }, { attributeSet, names: [name] }, request);
  }

  #claim(inputs: RawInputs): void {
    const { attributeSet, name, isCollection, usePreDefinedValuesOnly, allowedValues } = inputs;
    if (typeof attributeSet !== "string" || typeof name !== "string") return;
    const type = choiceIn(inputs["type"], ["Boolean", "Integer", "String"]);
    const status = choiceIn(inputs["status"], ["Available", "Deprecated"]);
    this.#session.schema.claimDefinition({
      attributeSet,
      name,
      type: type === unknown ? undefined : type,
      status: status === unknown ? undefined : status,
      isCollection: typeof isCollection === "boolean" ? isCollection : undefined,
      usePreDefinedValuesOnly:
        typeof usePreDefinedValuesOnly === "boolean" ? usePreDefinedValuesOnly : undefined,
      allowedValues: Array.isArray(allowedValues) ? allowedValues.map(String) : undefined,
      listsUnknownValues: containsUnknown(allowedValues),
    });
  }

  #reporting<T>(
    operation: SchemaTask["operation"],
    { attributeSet, name }: Identity,
    work: () => Promise<T>,
  ): Promise<T> {
    const task = { operation, what: { attributeSet, names: [name] } };
    return reporting((error) => describeSchemaFailure(task, error), this.#session, work);
  }
}

function isSavedState(saved: Partial<SavedDefinitionState> | undefined): saved is SavedDefinitionState {
  return saved?.name !== undefined;
}

function foundDefinition(
  identity: Identity,
  owned: Owned,
  options: { listsValues: boolean; onConflict: SavedDefinition["onConflict"] },
): Found<SavedDefinition, SavedDefinitionState> {
  const inputs = saveDefinition(identity, owned, options);
  const id = definitionId(identity.attributeSet, identity.name);
  return { id, inputs, state: { ...inputs, drifted: [...owned.drifted] } };
}
