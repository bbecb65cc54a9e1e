import type { Definition as DefinedAttribute } from "../../entra/definition";
import { getDefinition } from "../../graph/definitions";
import { isUnknown } from "../../pulumi/unknown";
import { describeSchemaFailure, type SchemaTask } from "../../report/schemaFailure";
import * as messages from "../../report/schemaMessages";
import { findDefinition } from "../../graph/schema/find";
import { untilSettled } from "../../graph/schema/settling";
import type { Session } from "../../session/session";
import { bounded, settingsProblems } from "../inputProblems";
import { changedPolicies } from "../policies";
import { changedProperties, hiddenChanges, refreshOwned } from "../properties";
import { reporting } from "../reporting";
import type { Checked, Difference, Found, RawInputs, Resource } from "../resource";
import { withDefinitionLimit } from "../schemaLimits";
import { refuseOtherNameCase } from "../schemaNames";
import { owning } from "../schemaOwnership";
import { bring, propertyWords, refuseOtherCase } from "./bring";
import { claimOf } from "./claim";
import { definitionProblems, newValueProblems, normalise } from "./inputs";
import {
  formatDefinitionId,
  loadDefinition,
  loadDefinitionState,
  observedProperties,
  parseDefinitionId,
  propertiesOf,
  saveDefinition,
  saveDefinitionState,
  type DefinitionState,
  type Identity,
  type SavedDefinition,
  type SavedDefinitionState,
} from "./state";
import { checkDefinitionInTenant, isQuestion, tenantHasValues } from "./tenantCheck";
import { createDefinition, patchProperties } from "./write";

type FoundDefinition = Found<SavedDefinition, SavedDefinitionState>;

/** What happens to a `CustomSecurityAttributeDefinition`. State of every release of the package comes here. */
export class DefinitionResource implements Resource<SavedDefinition, SavedDefinitionState> {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const inputs = normalise(news);
    const problems = [...definitionProblems(inputs, olds), ...settingsProblems(this.#session)];
    const claim = claimOf(inputs);
    if (claim) this.#session.schemaClaims.claimDefinition(claim);
    if (problems.length > 0 || !claim) return { inputs, problems: bounded(problems) };
    const newValues = newValueProblems(inputs, olds);
    if (newValues.length > 0 && !(await tenantHasValues(this.#session, claim))) {
      return { inputs, problems: newValues };
    }
    if (!isQuestion(inputs, olds)) return { inputs, problems: [] };
    return { inputs, problems: await checkDefinitionInTenant(this.#session, claim) };
  }

  diff(_id: string, saved: SavedDefinitionState, news: RawInputs): Difference {
    const olds = loadDefinitionState(saved);
    const values = news["allowedValues"];
    const isKnown = !isUnknown(values) && !(Array.isArray(values) && values.some(isUnknown));
    const wanted = propertiesOf(news);
    const putBack =
      this.#session.schemaChanges.isDeactivated(olds.attributeSet, olds.name) &&
      news["status"] === "Available";
    const hidden = [...(isKnown ? hiddenChanges(olds, wanted) : []), ...(putBack ? ["status"] : [])];
    const changes = [
      ...changedProperties(olds, wanted),
      ...(isKnown ? [] : ["allowedValues"]),
      ...changedPolicies(saved, { onConflict: news["onConflict"] }),
    ];
    return {
      replaces: (["attributeSet", "name"] as const).filter((key) => saved[key] !== news[key]),
      changes: [...new Set([...changes, ...hidden])],
      hidden,
    };
  }

  create(inputs: SavedDefinition): Promise<{ id: string; state: SavedDefinitionState }> {
    const wanted = loadDefinition(inputs);
    const { attributeSet, name } = wanted;
    const { schemaChanges } = this.#session;
    return this.#changing("create", inputs, async () => {
      const around = await this.#session.schemaSurroundings();
      let found = await findDefinition(around, attributeSet, name);
      let isOurs = false;
      if (!found) {
        await refuseOtherNameCase(this.#session, attributeSet, name);
        const creation = await createDefinition(around, wanted);
        found = creation.found;
        isOurs = creation.mayBeOurs;
      }
      const state = found
        ? await bring(this.#session, { wanted, found, olds: undefined, isOurs })
        : { ...wanted, drifted: [] };
      if (!isOurs) schemaChanges.noteAdoption(attributeSet, name);
      return { id: formatDefinitionId(wanted), state: saveDefinitionState(state) };
    });
  }

  async read(
    id: string,
    saved: Partial<SavedDefinitionState> | undefined,
  ): Promise<FoundDefinition | undefined> {
    const identity = parseDefinitionId(id);
    const { attributeSet, name } = identity;
    return this.#reporting("read", identity, async () => {
      const found = await findDefinition(await this.#session.schemaSurroundings(), attributeSet, name);
      if (found) refuseOtherCase(identity, found);
      if (!isSavedState(saved)) {
        if (found) return lookedUp(identity, found);
        await refuseOtherNameCase(this.#session, attributeSet, name);
        throw new Error(messages.missing({ attributeSet, names: [name] }));
      }
      const olds = loadDefinitionState(saved);
      return found && foundDefinition({ ...olds, ...refreshOwned(olds, observedProperties(found)) });
    });
  }

  update(_id: string, saved: SavedDefinitionState, inputs: SavedDefinition): Promise<SavedDefinitionState> {
    const olds = loadDefinitionState(saved);
    const wanted = loadDefinition(inputs);
    const { attributeSet, name } = wanted;
    const { schemaChanges } = this.#session;
    return this.#changing("update", inputs, async () => {
      const isChange = changedProperties(olds, wanted.properties).length > 0;
      if (!isChange && !schemaChanges.isDeactivated(attributeSet, name)) {
        return saveDefinitionState({ ...wanted, drifted: olds.drifted });
      }
      const around = await this.#session.schemaSurroundings();
      const found = await untilSettled(around, { attributeSet, names: [name] }, () =>
        getDefinition(around.graph, attributeSet, name),
      );
      return saveDefinitionState(await bring(this.#session, { wanted, found, olds, isOurs: false }));
    });
  }

  /** Entra deletes no definitions. One that is deactivated can't be assigned any more, and values that are assigned stay. */
  async delete(_id: string, saved: SavedDefinitionState): Promise<void> {
    const olds = loadDefinitionState(saved);
    const { attributeSet, name } = olds;
    const { schemaClaims, schemaChanges, notices } = this.#session;
    await this.#reporting("deactivate", saved, async () => {
      if (schemaClaims.isRefused(attributeSet, name)) {
        throw new Error(messages.keptForOther({ attributeSet, names: [name] }));
      }
      if (schemaClaims.isClaimed(attributeSet, name)) return;
      const around = await this.#session.schemaSurroundings();
      const found = await findDefinition(around, attributeSet, name);
      if (!found) return;
      refuseOtherCase(olds, found);
      // A late replica may show it as it was before this stack reactivated it.
      const isKnown = olds.properties.get("status") === "Deprecated";
      if (!found.isDeprecated || !isKnown) {
        await patchProperties(around, olds, new Map([["status", "Deprecated"]]));
      }
      schemaChanges.noteDeactivation(attributeSet, name);
      const { drifted } = refreshOwned(olds, observedProperties(found));
      notices.note(messages.deactivated, {
        name: `${attributeSet}.${name}`,
        drifted: propertyWords(drifted),
      });
    });
  }

  #changing<T>(operation: "create" | "update", inputs: SavedDefinition, work: () => Promise<T>): Promise<T> {
    const { attributeSet } = inputs;
    const { schemaClaims } = this.#session;
    return this.#reporting(operation, inputs, () => {
      const claim = claimOf({ ...inputs });
      if (claim) schemaClaims.claimDefinition(claim);
      return withDefinitionLimit(this.#session, attributeSet, () =>
        owning(schemaClaims, inputs, operation, work),
      );
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

function foundDefinition(state: DefinitionState): FoundDefinition {
  return { id: formatDefinitionId(state), inputs: saveDefinition(state), state: saveDefinitionState(state) };
}

/** All that there is, for a program that only wants to look. */
function lookedUp(identity: Identity, found: DefinedAttribute): FoundDefinition {
  const properties = new Map([...observedProperties(found)].filter(([, value]) => value !== ""));
  const options = { listsValues: true, hidesValues: false, onConflict: undefined };
  return foundDefinition({ ...identity, properties, ...options, drifted: [] });
}
