import type { Assumptions } from "../assumptions";
import type { AttributeCatalogue } from "./attributeCatalogue";
import { addAllowedValue, predefine, readAllowedValue } from "./allowedValueRules";
import { definitionFromSeed, type AttributeDefinition, type AttributeSet } from "./attributeDefinition";
import { refuseInvalidName, sameName } from "./attributeName";
import { isObject, type JsonObject } from "./json";
import {
  invalidValue,
  readBoolean,
  readDescription,
  readString,
  readWord,
  refuseOtherProperties,
} from "./readProperty";
import { badRequest, duplicate, resourceNotFound } from "./refusal";

const maximumActiveDefinitions = 500;

interface Tenant {
  readonly catalogue: AttributeCatalogue;
  readonly assume: Assumptions;
}

/** `POST /directory/customSecurityAttributeDefinitions` */
export function createDefinition(
  catalogue: AttributeCatalogue,
  body: JsonObject,
  assume: Assumptions,
): AttributeDefinition {
  const settable = ["attributeSet", "name", "description", "type", "isCollection", "isSearchable", "status"];
  refuseOtherProperties(body, [...settable, "usePreDefinedValuesOnly", "allowedValues"]);
  const asked = readDefinition(body);
  const set = catalogue.set(asked.attributeSet);
  if (!set) throw resourceNotFound(asked.attributeSet);
  const definition = { ...asked, attributeSet: set.id };
  refuseInvalidName(definition.name, "name");
  refuseBooleanChoices(definition);
  refuseAnother(set, definition, { catalogue, assume });
  const { allowedValues = [] } = body;
  if (!Array.isArray(allowedValues)) throw invalidValue("allowedValues");
  for (const value of allowedValues) predefine(definition, value, assume);
  return catalogue.add(definition);
}

/** `PATCH /directory/customSecurityAttributeDefinitions/{id}` */
export function updateDefinition(
  definition: AttributeDefinition,
  body: JsonObject,
  { catalogue, assume }: Tenant,
): void {
  refuseOtherProperties(body, ["description", "status", "usePreDefinedValuesOnly", "allowedValues@delta"]);
  if ("usePreDefinedValuesOnly" in body) {
    const only = readBoolean(body, "usePreDefinedValuesOnly");
    if (only && !definition.usePreDefinedValuesOnly)
      throw badRequest("usePreDefinedValuesOnly cannot be changed to true.");
    definition.usePreDefinedValuesOnly = only;
  }
  if ("description" in body) definition.description = readDescription(body);
  if ("status" in body) {
    const status = readStatus(body);
    if (status === "Available" && definition.status !== status) refuseAnotherActive(catalogue);
    definition.status = status;
  }
  if ("allowedValues@delta" in body) applyDelta(definition, body["allowedValues@delta"], assume);
}

function readDefinition(body: JsonObject): AttributeDefinition {
  return {
    ...definitionFromSeed({
      attributeSet: readString(body, "attributeSet"),
      name: readString(body, "name"),
      type: readWord(body, "type", ["Boolean", "Integer", "String"]),
      isCollection: readBoolean(body, "isCollection"),
      isSearchable: readBoolean(body, "isSearchable"),
      status: readStatus(body),
      usePreDefinedValuesOnly: readBoolean(body, "usePreDefinedValuesOnly"),
    }),
    description: readDescription(body),
  };
}

function readStatus(body: JsonObject): "Available" | "Deprecated" {
  return readWord(body, "status", ["Available", "Deprecated"]);
}

function refuseBooleanChoices({ type, isCollection, usePreDefinedValuesOnly }: AttributeDefinition): void {
  if (type === "Boolean" && (isCollection || usePreDefinedValuesOnly)) {
    throw badRequest("A Boolean attribute can have neither several values nor predefined ones.");
  }
}

function refuseAnother(
  set: AttributeSet,
  definition: AttributeDefinition,
  { catalogue, assume }: Tenant,
): void {
  const siblings = catalogue.definitions().filter(({ attributeSet }) => attributeSet === set.id);
  if (siblings.some(({ name }) => sameName(name, definition.name))) {
    throw duplicate(
      `An attribute with the name '${definition.name}' already exists in the set '${set.id}'.`,
      assume,
    );
  }
  if (set.maxAttributesPerSet !== null && siblings.length >= set.maxAttributesPerSet) {
    throw badRequest(`The set '${set.id}' cannot have more than ${set.maxAttributesPerSet} attributes.`);
  }
  if (definition.status === "Available") refuseAnotherActive(catalogue);
}

/** There may be any number of deactivated ones (§1.2). */
function refuseAnotherActive(catalogue: AttributeCatalogue): void {
  const active = catalogue.definitions().filter(({ status }) => status === "Available");
  if (active.length >= maximumActiveDefinitions) {
    throw badRequest(`A tenant cannot have more than ${maximumActiveDefinitions} active attributes.`);
  }
}

/** A delta adds the values that are new and changes the others. */
function applyDelta(definition: AttributeDefinition, delta: unknown, assume: Assumptions): void {
  if (!Array.isArray(delta)) throw invalidValue("allowedValues@delta");
  for (const value of delta as unknown[]) {
    if (!isObject(value)) throw invalidValue("allowedValues@delta");
    const { id, isActive } = readAllowedValue(value);
    if (definition.allowedValues.has(id)) definition.allowedValues.set(id, isActive);
    else addAllowedValue(definition, value, assume);
  }
}
