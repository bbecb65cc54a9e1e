import type { Assumptions } from "../assumptions";
import type { AttributeDefinition } from "./attributeDefinition";
import { isObject, type JsonObject } from "./json";
import { invalidValue, readString, refuseOtherProperties } from "./readProperty";
import { badRequest, duplicate, Refusal } from "./refusal";

export interface AllowedValue {
  readonly id: string;
  readonly isActive: boolean;
}

const maximumAllowedValues = 100;
const maximumLength = 64;

/** `POST …/{definition}/allowedValues` */
export function addAllowedValue(
  definition: AttributeDefinition,
  body: unknown,
  assume: Assumptions,
): AllowedValue {
  if (definition.status === "Deprecated" && assume.valueForDeprecated === "refused") {
    throw badRequest("A value cannot be predefined while its attribute is deactivated.");
  }
  return predefine(definition, body, assume);
}

/** The same for a definition that is being created. */
export function predefine(definition: AttributeDefinition, body: unknown, assume: Assumptions): AllowedValue {
  // Reported for bodies that were meant for the definition itself (§4).
  if (isObject(body) && "allowedValues@delta" in body) {
    throw new Refusal(500, "Service_InternalServerError", "Encountered an internal server error.");
  }
  const value = readAllowedValue(body);
  const { allowedValues, usePreDefinedValuesOnly } = definition;
  if (!usePreDefinedValuesOnly)
    throw badRequest("Values can be predefined only where usePreDefinedValuesOnly is true.");
  if (definition.type === "Integer" && !/^-?\d+$/.test(value.id)) throw invalidValue("id");
  if (allowedValues.has(value.id)) throw duplicate(`The value '${value.id}' is predefined already.`, assume);
  if (allowedValues.size >= maximumAllowedValues) {
    throw badRequest(`An attribute cannot have more than ${maximumAllowedValues} predefined values.`);
  }
  allowedValues.set(value.id, value.isActive);
  return value;
}

/** `PATCH …/{definition}/allowedValues/{id}`: a predefined value can be switched on and off, and not renamed. */
export function updateAllowedValue(
  { allowedValues }: AttributeDefinition,
  id: string,
  body: JsonObject,
): void {
  refuseOtherProperties(body, ["isActive"]);
  allowedValues.set(id, readIsActive(body));
}

export function readAllowedValue(body: unknown): AllowedValue {
  if (!isObject(body)) throw invalidValue("allowedValues");
  refuseOtherProperties(body, ["id", "isActive"]);
  const id = readString(body, "id");
  if ([...id].length > maximumLength) throw invalidValue("id");
  return { id, isActive: readIsActive(body) };
}

/** Two pages of the documentation send the text instead of the boolean (§1.3). */
function readIsActive({ isActive }: JsonObject): boolean {
  if (isActive === true || isActive === "true") return true;
  if (isActive === false || isActive === "false") return false;
  throw invalidValue("isActive");
}
