import type { Assumptions } from "../assumptions";
import type { AttributeCatalogue } from "./attributeCatalogue";
import type { AttributeSet } from "./attributeDefinition";
import { refuseInvalidName, sameName } from "./attributeName";
import type { JsonObject } from "./json";
import { invalidValue, readDescription, readString, refuseOtherProperties } from "./readProperty";
import { badRequest, duplicate } from "./refusal";

/** The newest figure; older pages say 100 (§8.6). */
const maximumSets = 500;

/** `POST /directory/attributeSets` */
export function createAttributeSet(
  catalogue: AttributeCatalogue,
  body: JsonObject,
  assume: Assumptions,
): AttributeSet {
  refuseOtherProperties(body, ["id", "description", "maxAttributesPerSet"]);
  const id = readString(body, "id");
  refuseInvalidName(id, "id");
  if (catalogue.sets().some((set) => sameName(set.id, id))) {
    throw duplicate(`An attribute set with the id '${id}' already exists.`, assume);
  }
  if (catalogue.sets().length >= maximumSets)
    throw badRequest(`A tenant cannot have more than ${maximumSets} sets.`);
  const properties = { description: readDescription(body), maxAttributesPerSet: readMaximum(body) };
  return Object.assign(catalogue.addSet({ id }), properties);
}

/** `PATCH /directory/attributeSets/{id}`: a set can be neither renamed nor deleted. */
export function updateAttributeSet(set: AttributeSet, body: JsonObject): void {
  refuseOtherProperties(body, ["description", "maxAttributesPerSet"]);
  if ("description" in body) set.description = readDescription(body);
  if ("maxAttributesPerSet" in body) set.maxAttributesPerSet = readMaximum(body);
}

function readMaximum({ maxAttributesPerSet = null }: JsonObject): number | null {
  if (maxAttributesPerSet === null) return null;
  if (Number.isInteger(maxAttributesPerSet) && Number(maxAttributesPerSet) > 0)
    return Number(maxAttributesPerSet);
  throw invalidValue("maxAttributesPerSet");
}
