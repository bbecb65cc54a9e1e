import { nameOf } from "../support/engine/outcome";
import type { Stack } from "../support/engine/stack";
import { attributeNames, fleetName, personOf, type AttributeName, type Value } from "./vocabulary";
import { propertiesAt, savedLabels } from "./savedFleet";
import { hides, reveal } from "./savedSecrets";
import type { Held } from "./world";

interface SavedResource {
  readonly urn: string;
  readonly type: string;
  readonly delete?: boolean;
  readonly retainOnDelete?: boolean;
  readonly initErrors?: readonly string[];
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

interface Deployment {
  readonly checkpoint: {
    readonly latest?: {
      readonly resources?: readonly SavedResource[];
    };
  };
}

/** The state of a stack as its file has it, and what the file says in the clear. */
export interface SavedState {
  readonly held: readonly Held[];
  readonly text: string;
}

/** Reads the resources of a stack from its file, which takes no process of the CLI. */
export async function savedState(stack: Stack): Promise<SavedState> {
  const text = await stack.state();
  const { latest } = (JSON.parse(text) as Deployment).checkpoint;
  const resources = (latest?.resources ?? []).filter(({ type }) =>
    /CustomSecurityAttributeAssignments?$/.test(type),
  );
  const held = resources.flatMap((resource) =>
    nameOf(resource.urn) === fleetName ? heldInFleet(resource) : [heldFrom(resource)],
  );
  return { held, text: JSON.stringify(resources) };
}

/** Each label of a fleet, as if it were a resource by itself. */
function heldInFleet({ inputs = {}, outputs = {}, ...resource }: SavedResource): Held[] {
  return savedLabels(outputs).map((label) =>
    heldFrom({
      ...resource,
      urn: `fleet::${label}`,
      inputs: propertiesAt(inputs, label),
      outputs: propertiesAt(outputs, label),
    }),
  );
}

function heldFrom({ urn, inputs = {}, outputs = {}, ...others }: SavedResource): Held {
  const saved = reveal(outputs) as Record<string, unknown>;
  const attributes = (saved["attributes"] ?? {}) as Partial<Record<AttributeName, Value | null>>;
  const drifted = (saved["drifted"] ?? []) as AttributeName[];
  const names = [...new Set([...(Object.keys(attributes) as AttributeName[]), ...drifted])];
  const person = personOf(saved["principalObjectId"]);
  if (!person) throw new Error(`The state of ${urn} names nobody: ${JSON.stringify(Object.keys(saved))}`);
  const given =
    (reveal(inputs) as { attributes?: Partial<Record<AttributeName, Value | null>> }).attributes ?? {};
  return {
    name: nameOf(urn),
    person,
    principalId: String(saved["principalId"]),
    attributes: new Map(names.map((name) => [name, attributes[name] ?? null])),
    drifted: new Set(drifted),
    inputs: new Map(Object.entries(given) as [AttributeName, Value | null][]),
    onConflict: saved["onConflict"] as string | undefined,
    onDelete: saved["onDelete"] as string | undefined,
    retainOnDelete: others.retainOnDelete === true,
    isIncomplete: (others.initErrors ?? []).length > 0,
    isLeaving: others.delete === true,
    secret: new Set(attributeNames.filter((name) => [inputs, outputs].some((map) => hides(map, name)))),
  };
}
