import type { AttributeSet } from "../../entra/definition";
import { getAttributeSet, patchAttributeSet, postAttributeSet } from "../../graph/attributeSets";
import { unlessMissing } from "../../graph/errors";
import { describeSchemaFailure, type SchemaTask } from "../../report/schemaFailure";
import * as messages from "../../report/schemaMessages";
import { createOnce } from "../../graph/schema/createOnce";
import { findSet } from "../../graph/schema/find";
import { untilSettled } from "../../graph/schema/settling";
import type { Session } from "../../session/session";
import { bounded, settingsProblems } from "../inputProblems";
import { changedPolicies } from "../policies";
import {
  changedProperties,
  hiddenChanges,
  nothingOwned,
  planProperties,
  refreshOwned,
  type Owned,
} from "../properties";
import { textIn, withoutNulls } from "../rawInputs";
import { reporting } from "../reporting";
import type { Checked, Difference, Found, RawInputs, Resource } from "../resource";
import { withSetLimit } from "../schemaLimits";
import { refuseOtherSetCase } from "../schemaNames";
import { owning } from "../schemaOwnership";
import { setProblems } from "./inputs";
import { checkSetInTenant } from "./tenantCheck";
import {
  loadSetState,
  observedProperties,
  propertiesOf,
  saveSet,
  setBody,
  type SavedSet,
  type SavedSetState,
} from "./state";

type FoundSet = Found<SavedSet, SavedSetState>;

/** What happens to an `AttributeSet`. State of every release of the package comes here. */
export class AttributeSetResource implements Resource<SavedSet, SavedSetState> {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check(olds: RawInputs, news: RawInputs): Promise<Checked> {
    const inputs = withoutNulls(news);
    const problems = [...setProblems(inputs), ...settingsProblems(this.#session)];
    const name = textIn(inputs["name"]);
    if (typeof name === "string") this.#session.schemaClaims.claimSet(name);
    if (problems.length > 0 || typeof name !== "string" || name === olds["name"]) {
      return { inputs, problems: bounded(problems) };
    }
    return { inputs, problems: await checkSetInTenant(this.#session, name) };
  }

  diff(_id: string, saved: SavedSetState, news: RawInputs): Difference {
    const olds = loadSetState(saved);
    const wanted = propertiesOf(news);
    return {
      replaces: saved.name === news["name"] ? [] : ["name"],
      changes: [
        ...changedProperties(olds, wanted),
        ...changedPolicies(saved, { onConflict: news["onConflict"] }),
      ],
      hidden: hiddenChanges(olds, wanted),
    };
  }

  create(inputs: SavedSet): Promise<{ id: string; state: SavedSetState }> {
    const { name } = inputs;
    const { schemaChanges, notices } = this.#session;
    return this.#changing("create", name, async () => {
      const around = await this.#session.schemaSurroundings();
      let found = await findSet(around, name);
      let isOurs = false;
      if (!found) {
        await refuseOtherSetCase(this.#session, name);
        const creation = await createOnce(
          around,
          { attributeSet: name },
          {
            post: () => postAttributeSet(around.graph, name, setBody(propertiesOf(inputs))),
            look: () => unlessMissing(getAttributeSet(around.graph, name)),
          },
        );
        found = creation.found;
        isOurs = creation.mayBeOurs;
        if (isOurs) schemaChanges.noteChange(name);
      }
      if (found) await this.#bring(inputs, found, undefined);
      if (!isOurs) notices.note(messages.adopted, { what: { attributeSet: name } });
      return { id: name, state: { ...inputs, drifted: [] } };
    });
  }

  read(id: string, saved: Partial<SavedSetState> | undefined): Promise<FoundSet | undefined> {
    return this.#reporting("read", id, async () => {
      const found = await findSet(await this.#session.schemaSurroundings(), id);
      if (found && found.name !== id) throw new Error(messages.otherCase(id, found.name));
      if (!isSavedState(saved)) {
        if (!found) {
          await refuseOtherSetCase(this.#session, id);
          throw new Error(messages.missing({ attributeSet: id }));
        }
        const properties = new Map([...observedProperties(found)].filter(([, value]) => value !== ""));
        return foundSet(id, { properties, drifted: [] }, {});
      }
      return found && foundSet(id, refreshOwned(loadSetState(saved), observedProperties(found)), saved);
    });
  }

  update(_id: string, saved: SavedSetState, inputs: SavedSet): Promise<SavedSetState> {
    const { name } = inputs;
    const olds = loadSetState(saved);
    return this.#changing("update", name, async () => {
      if (changedProperties(olds, propertiesOf(inputs)).length === 0)
        return { ...inputs, drifted: [...olds.drifted] };
      const around = await this.#session.schemaSurroundings();
      const found = await untilSettled(around, { attributeSet: name }, () =>
        getAttributeSet(around.graph, name),
      );
      const drifted = await this.#bring(inputs, found, olds);
      return { ...inputs, drifted: [...drifted] };
    });
  }

  /** Entra deletes no sets, so there is nothing to do but to say so. */
  async delete(_id: string, { name }: SavedSetState): Promise<void> {
    const { schemaClaims, notices } = this.#session;
    await this.#reporting("delete", name, () => {
      if (schemaClaims.isRefused(name)) throw new Error(messages.keptForOther({ attributeSet: name }));
      if (!schemaClaims.isClaimed(name)) notices.note(messages.setStays, name);
      return Promise.resolve();
    });
  }

  /** Brings a set that is there to what the program wants. Returns the names that stay drifted. */
  async #bring(inputs: SavedSet, found: AttributeSet, olds: Owned | undefined): Promise<readonly string[]> {
    const { name, onConflict } = inputs;
    if (found.name !== name) throw new Error(messages.otherCase(name, found.name));
    const observed = observedProperties(found);
    const isFree = (property: string) => observed.get(property) === "";
    const wish = { properties: propertiesOf(inputs), onConflict, isFree, isOurDoing: () => false };
    const plan = planProperties(observed, wish, olds ?? nothingOwned);
    if (plan.conflicts.length > 0) throw new Error(messages.conflict(plan.conflicts));

    const around = await this.#session.schemaSurroundings();
    const what = { attributeSet: name };
    if (plan.write.size > 0) {
      await untilSettled(around, what, () => patchAttributeSet(around.graph, name, setBody(plan.write)));
    }
    if (plan.left.length > 0) this.#session.notices.note(messages.left, { what, properties: plan.left });
    return plan.drifted;
  }

  #changing<T>(operation: "create" | "update", name: string, work: () => Promise<T>): Promise<T> {
    const { schemaClaims } = this.#session;
    return this.#reporting(operation, name, () => {
      schemaClaims.claimSet(name);
      return withSetLimit(this.#session, () => owning(schemaClaims, { attributeSet: name }, operation, work));
    });
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

function isSavedState(saved: Partial<SavedSetState> | undefined): saved is SavedSetState {
  return saved?.name !== undefined;
}

function foundSet(name: string, owned: Owned, { onConflict }: Pick<SavedSet, "onConflict">): FoundSet {
  const inputs = saveSet(name, owned, onConflict);
  return { id: name, inputs, state: { ...inputs, drifted: [...owned.drifted] } };
}
