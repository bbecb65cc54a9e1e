import {
  patchAllowedValue,
  patchDefinition,
  postAllowedValue,
  postDefinition,
  type DefinitionProperties,
  type NewDefinition,
} from "../../graph/definitionWrites";
import { getDefinition } from "../../graph/definitions";
import type { Definition as DefinedAttribute } from "../../entra/definition";
import { unlessMissing } from "../../graph/errors";
import { createOnce, type Created } from "../../graph/schema/createOnce";
import { reactivateClaimed } from "../../graph/schema/reactivateClaimed";
import { untilSettled, type SchemaSurroundings } from "../../graph/schema/settling";
import type { Properties } from "../properties";
import type { DefinitionPlan } from "./plan";
import { valueIn, valueProperty, type Definition, type Identity } from "./state";

/** Creates a definition with its predefined values, and gives it where it turns out to be there already. */
export async function createDefinition(
  around: SchemaSurroundings,
  wanted: Definition,
): Promise<Created<DefinedAttribute>> {
  const { attributeSet, name } = wanted;
  const created = await createOnce(
    around,
    { attributeSet, names: [name] },
    {
      post: () => postDefinition(around.graph, newDefinition(wanted)),
      look: () => unlessMissing(getDefinition(around.graph, attributeSet, name)),
    },
  );
  if (created.mayBeOurs) around.schemaChanges.noteChange(attributeSet, name);
  return created;
}

/**
 * Carries out a plan, request by request, because Graph has none that does all of it. What deactivates the attribute is
 * last: it is not documented whether Entra takes new predefined values then.
 *
 * @param done Called for each property that is as the plan wants it.
 */
export async function writeDefinition(
  around: SchemaSurroundings,
  identity: Identity,
  observed: Properties,
  { write, deactivate }: DefinitionPlan,
  done: (name: string) => void,
): Promise<void> {
  const plain = new Map([...write].filter(([name]) => valueIn(name) === undefined));
  const patch = async () => {
    if (plain.size > 0) await patchProperties(around, identity, plain);
    for (const name of plain.keys()) done(name);
  };
  const isLast = plain.get("status") === "Deprecated";
  if (!isLast) await patch();
  for (const name of write.keys()) {
    const value = valueIn(name);
    if (value === undefined) continue;
    if (observed.has(name)) await activate(around, identity, value);
    else await addValue(around, identity, value);
    done(name);
  }
  for (const value of deactivate) {
    await patchValue(around, identity, { value, isActive: false });
    done(valueProperty(value));
  }
  if (isLast) await patch();
}

export async function patchProperties(
  around: SchemaSurroundings,
  identity: Identity,
  properties: Properties,
): Promise<void> {
  const { attributeSet, name } = identity;
  const body = bodyOf(properties);
  await untilSettled(around, { attributeSet, names: [name] }, () =>
    patchDefinition(around.graph, identity, body),
  );
  if (body.status === "Available") around.schemaChanges.noteChange(attributeSet, name);
}

async function addValue(around: SchemaSurroundings, identity: Identity, value: string): Promise<void> {
  const { attributeSet, name } = identity;
  const { found } = await createOnce(
    around,
    { attributeSet, names: [name] },
    {
      post: () => postAllowedValue(around.graph, identity, value),
      look: async () => {
        // Graph may refuse it because the attribute is deactivated, which a late replica did not show before.
        await reactivateClaimed(around, { attributeSet, names: [name] });
        const definition = await unlessMissing(getDefinition(around.graph, attributeSet, name));
        return definition?.allowedValues?.get(value);
      },
    },
  );
  if (found === false) await activate(around, identity, value);
  else around.schemaChanges.noteChange(attributeSet, name);
}

async function activate(around: SchemaSurroundings, identity: Identity, value: string): Promise<void> {
  await patchValue(around, identity, { value, isActive: true });
  around.schemaChanges.noteChange(identity.attributeSet, identity.name);
}

function patchValue(
  around: SchemaSurroundings,
  identity: Identity,
  change: { readonly value: string; readonly isActive: boolean },
): Promise<void> {
  const { attributeSet, name } = identity;
  return untilSettled(around, { attributeSet, names: [name] }, () =>
    patchAllowedValue(around.graph, identity, change),
  );
}

function newDefinition({ attributeSet, name, properties }: Definition): NewDefinition {
  const plain = [...properties].filter(
    ([property, value]) => valueIn(property) === undefined && value !== "",
  );
  const values = [...properties.keys()].flatMap((property) => valueIn(property) ?? []);
  return {
    attributeSet,
    name,
    ...(Object.fromEntries<unknown>(plain) as Omit<NewDefinition, keyof Identity>),
    ...(values.length > 0 && { allowedValues: values.map((id) => ({ id, isActive: true })) }),
  };
}

function bodyOf(properties: Properties): DefinitionProperties {
  const body = Object.fromEntries(properties) as DefinitionProperties;
  return body.description === "" ? { ...body, description: null } : body;
}
