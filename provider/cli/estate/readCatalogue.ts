import { caseVariantOf, nearestName } from "../../entra/names";
import type { JsonObject } from "../../graph/answer";
import { GraphError } from "../../graph/errors";
import type { GraphClient } from "../../graph/graphClient";
import { getAll } from "../../graph/paging";
import { failed } from "../commandError";
import { typed, type TypedCondition } from "./condition";
import type { AllowedValue, Estate, EstateAttributeSet, EstateDefinition } from "./estate";
import type { Selection } from "./selection";

/** The attribute sets and definitions of an estate. */
export type Catalogue = Pick<Estate, "attributeSets" | "definitions">;

/** Reads what the tenant defines. Without the permission for it, nothing is known, and that is no error. */
export async function readCatalogue(graph: GraphClient): Promise<Catalogue> {
  try {
    const definitions = "/directory/customSecurityAttributeDefinitions?$expand=allowedValues";
    return {
      attributeSets: (await getAll(graph, "/directory/attributeSets")).flatMap(attributeSetFrom),
      definitions: (await getAll(graph, definitions)).flatMap(definitionFrom),
    };
  } catch (error) {
    if (error instanceof GraphError && error.isForbidden) {
      return { attributeSets: undefined, definitions: undefined };
    }
    throw error;
  }
}

function attributeSetFrom({ id, description, maxAttributesPerSet }: JsonObject): EstateAttributeSet[] {
  if (typeof id !== "string") return [];
  return [
    {
      name: id,
      ...(typeof description === "string" && { description }),
      ...(typeof maxAttributesPerSet === "number" && { maxAttributesPerSet }),
    },
  ];
}

function definitionFrom(json: JsonObject): EstateDefinition[] {
  const { attributeSet, name, description, type, status, allowedValues } = json;
  if (typeof attributeSet !== "string" || typeof name !== "string") return [];
  if (type !== "String" && type !== "Integer" && type !== "Boolean") return [];
  return [
    {
      attributeSet,
      name,
      ...(typeof description === "string" && { description }),
      type,
      isCollection: json.isCollection === true,
      isSearchable: json.isSearchable !== false,
      status: status === "Deprecated" ? "Deprecated" : "Available",
      usePreDefinedValuesOnly: json.usePreDefinedValuesOnly === true,
      allowedValues: Array.isArray(allowedValues)
        ? (allowedValues as JsonObject[]).flatMap(allowedValueFrom)
        : [],
    },
  ];
}

function allowedValueFrom({ id, isActive }: JsonObject): AllowedValue[] {
  // Microsoft's own examples write the Boolean as a string.
  return typeof id === "string" ? [{ id, isActive: isActive !== false && isActive !== "false" }] : [];
}

/** What of a catalogue a selection is about. */
export function selectedFrom(catalogue: Catalogue, { attributeSets }: Selection): Catalogue {
  if (attributeSets.length === 0) return catalogue;
  return {
    attributeSets: catalogue.attributeSets?.filter(({ name }) => attributeSets.includes(name)),
    definitions: catalogue.definitions?.filter(({ attributeSet }) => attributeSets.includes(attributeSet)),
  };
}

/**
 * Holds the names of a selection against the tenant, as far as it can be seen, and gives its conditions their types.
 *
 * @throws CommandError (1) for a name that is not defined; (2) for a value that is none of its type
 */
export function conditionsOf(
  selection: Selection,
  { attributeSets, definitions }: Catalogue,
): TypedCondition[] {
  const sets = attributeSets?.map(({ name }) => name);
  for (const name of [
    ...selection.attributeSets,
    ...selection.where.map(({ attributeSet }) => attributeSet),
  ]) {
    if (sets) mustBeOneOf(name, sets, "attribute set");
  }
  return selection.where.map((condition) => {
    const inSet = definitions?.filter(({ attributeSet }) => attributeSet === condition.attributeSet);
    const names = inSet?.map(({ name }) => name);
    if (names) mustBeOneOf(condition.name, names, `attribute in the set ${condition.attributeSet}`);
    return typed(
      condition,
      inSet?.find(({ name }) => name === condition.name),
    );
  });
}

function mustBeOneOf(name: string, names: readonly string[], kind: string): void {
  if (names.includes(name)) return;
  const near = caseVariantOf(name, names) ?? nearestName(name, names);
  throw failed(
    `Could not find an ${kind} with the name ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
  );
}
