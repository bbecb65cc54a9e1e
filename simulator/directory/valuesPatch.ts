import { assumedReasons, type Assumptions } from "../assumptions";
import { definitionId, type AttributeDefinition } from "./attributeDefinition";
import type { AttributeCatalogue } from "./attributeCatalogue";
import { countValues, type AttributeValues, type ValueChange } from "./attributeValue";
import { isObject, type JsonObject } from "./json";
import { settlingKey } from "./settling";
import { parseNewValue, refuseValue, type NewValue } from "./newValue";
import { accessDenied, badRequest } from "./refusal";

/** Both spellings are known to work; the first is the one that is documented (§2.2). */
const setTypes = [
  "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
  "#microsoft.graph.customSecurityAttributeValue",
];

const maximumValuesPerObject = 50;

export interface PatchedObject {
  readonly catalogue: AttributeCatalogue;
  /** What the object has now. */
  readonly current: AttributeValues;
  readonly mayWrite: (attributeSet: string) => boolean;
  readonly assume: Assumptions;
  readonly at: number;
}

/**
 * Reads the `customSecurityAttributes` of a PATCH. It gives all changes or refuses all of them: no partial application
 * is documented.
 */
export function parseValuesPatch(body: unknown, object: PatchedObject): ValueChange[] {
  const { emptyBody, nullBody } = object.assume;
  if (body === null && nullBody === "ignored") return [];
  const sets = isObject(body) ? Object.entries(body).filter(([key]) => key !== "@odata.type") : [];
  if (!isObject(body) || (sets.length === 0 && emptyBody === "refused")) {
    throw badRequest("Invalid value specified for property 'customSecurityAttributes'.");
  }
  const changes = sets.flatMap(([attributeSet, values]) => parseSet(attributeSet, values, object));
  refuseTooManyValues(changes, object.current);
  return changes;
}

function parseSet(attributeSet: string, values: unknown, object: PatchedObject): ValueChange[] {
  const { catalogue, assume } = object;
  if (typeof values === "string" && assume.setAsString === "ignored") return [];
  if (!isObject(values) || !setTypes.includes(String(values["@odata.type"]))) {
    throw badRequest(`Invalid property '${attributeSet}'.`);
  }
  const set = catalogue.set(attributeSet);
  if (!object.mayWrite(set?.id ?? attributeSet)) throw accessDenied();

  const names = Object.keys(values).filter((key) => !key.includes("@"));
  refuseStrayAnnotations(attributeSet, values, names);
  if (names.length === 0) {
    if (assume.emptySetObject === "forbidden") throw accessDenied();
    return [];
  }
  if (!set || !catalogue.settling.isOver(settlingKey.set(set.id), object.at)) {
    throw badRequest(`AttributeSet for value you are trying to assign does not exist ${attributeSet}`);
  }
  return names.map((name) => {
    const definition = catalogue.definition(definitionId({ attributeSet, name }));
    if (!definition || !isKnown(definition, object)) {
      throw refuseValue(assumedReasons.unknownAttribute, { attributeSet, name }, values[name]);
    }
    const value = { value: values[name], annotation: values[`${name}@odata.type`] };
    return parseAttribute(asKnown(definition, object), value, object);
  });
}

function isKnown(definition: AttributeDefinition, { catalogue, at }: PatchedObject): boolean {
  return catalogue.settling.isOver(settlingKey.definition(definitionId(definition)), at);
}

/** A definition as it is known where the request is carried out. */
function asKnown(definition: AttributeDefinition, { catalogue, at }: PatchedObject): AttributeDefinition {
  const { settling } = catalogue;
  const id = definitionId(definition);
  const isReactivated = settling.isOver(settlingKey.reactivation(id), at);
  const values = [...definition.allowedValues].map(([value, isActive]): [string, boolean] => [
    value,
    isActive && settling.isOver(settlingKey.value(id, value), at),
  ]);
  return {
    ...definition,
    status: isReactivated ? definition.status : "Deprecated",
    allowedValues: new Map(values),
  };
}

function parseAttribute(
  definition: AttributeDefinition,
  sent: Pick<NewValue, "value" | "annotation">,
  { current, assume }: PatchedObject,
): ValueChange {
  const { attributeSet, name } = definition;
  const assigned = current[attributeSet]?.[name];
  return { attributeSet, name, value: parseNewValue({ definition, ...sent, assigned }, assume) };
}

function refuseStrayAnnotations(attributeSet: string, values: JsonObject, names: readonly string[]): void {
  for (const key of Object.keys(values)) {
    const [name = "", annotation] = key.split("@", 2);
    if (annotation === undefined || key === "@odata.type") continue;
    if (annotation !== "odata.type" || !names.includes(name)) {
      throw badRequest(`Invalid property '${attributeSet}_${key}'.`);
    }
  }
}

function refuseTooManyValues(changes: readonly ValueChange[], current: AttributeValues): void {
  const after: AttributeValues = structuredClone(current);
  for (const { attributeSet, name, value } of changes) {
    const attributes = { ...after[attributeSet] };
    if (value === null) delete attributes[name];
    else attributes[name] = value;
    after[attributeSet] = attributes;
  }
  if (countValues(after) > maximumValuesPerObject && countValues(after) > countValues(current)) {
    throw badRequest(
      `The number of attribute values assigned to an object cannot exceed ${maximumValuesPerObject}.`,
    );
  }
}
