import { assumedReasons, type Assumptions } from "../assumptions";
import { definitionId, type AttributeDefinition } from "./attributeDefinition";
import type { AttributeValue } from "./attributeValue";
import { badRequest, type Refusal } from "./refusal";

const maximumLength = 64;
const smallestInteger = -(2 ** 31);
const largestInteger = 2 ** 31 - 1;

export interface NewValue {
  readonly definition: AttributeDefinition;
  readonly value: unknown;
  readonly annotation: unknown;
  /** What the object has for this attribute so far. */
  readonly assigned: AttributeValue | undefined;
}

/** Graph's manner of refusing a value, which repeats it: a client must not pass that on to its logs. */
export function refuseValue(
  reason: string,
  attribute: Pick<AttributeDefinition, "attributeSet" | "name">,
  value: unknown,
): Refusal {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return badRequest(`'${reason}'. ParameterName: '${definitionId(attribute)}' ParameterValue: '${shown}'.`);
}

/** The value that one property of a PATCH asks for, `null` for "no value", or a refusal. */
export function parseNewValue(input: NewValue, assume: Assumptions): AttributeValue | null {
  const { definition, value } = input;
  const refuse = (reason: string) => refuseValue(reason, definition, value);

  if (asksToClear(input, assume)) {
    if (definition.status === "Deprecated" && assume.clearingDeprecated === "refused") {
      throw refuse(assumedReasons.deprecated);
    }
    return null;
  }
  if (definition.status === "Deprecated") throw refuse(assumedReasons.deprecated);
  if (Array.isArray(value) !== definition.isCollection) {
    throw refuse(
      definition.isCollection ? assumedReasons.collectionExpected : assumedReasons.singleValueExpected,
    );
  }
  if (!acceptedAnnotations(definition, assume).includes(input.annotation)) {
    throw refuse(assumedReasons.otherType(typeName(definition)));
  }

  const elements = definition.isCollection ? (value as unknown[]) : [value];
  for (const element of elements) refuseElement(element, input, assume);
  if (!definition.isCollection) return value as string | number | boolean;
  if (new Set(elements).size < elements.length && assume.duplicateValues === "refused") {
    throw refuse(assumedReasons.duplicate);
  }
  return [...new Set(elements)] as string[] | number[];
}

function asksToClear({ definition, value, annotation }: NewValue, assume: Assumptions): boolean {
  if (value === null) return !definition.isCollection || assume.nullForCollection === "clears";
  if (!definition.isCollection || !Array.isArray(value) || value.length > 0) return false;
  if (annotation !== undefined && assume.annotatedEmptyCollection === "refused") {
    throw refuseValue(assumedReasons.annotatedEmptyCollection, definition, value);
  }
  return true;
}

function refuseElement(element: unknown, { definition, assigned }: NewValue, assume: Assumptions): void {
  const refuse = (reason: string) => refuseValue(reason, definition, element);
  if (element === "") throw refuse(assumedReasons.empty);
  if (!hasType(definition, element)) throw refuse(assumedReasons.otherType(typeName(definition)));
  if (typeof element === "string" && [...element].length > maximumLength) {
    throw refuse(assumedReasons.tooLong(maximumLength));
  }
  if (!definition.usePreDefinedValuesOnly) return;

  const isActive = definition.allowedValues.get(String(element));
  if (isActive) return;
  const already = [assigned].flat().includes(element as string | number | boolean);
  if (isActive === false && already && assume.inactiveValueAlreadyThere === "allowed") return;
  throw refuse(isActive === false ? assumedReasons.inactive : assumedReasons.notPredefined);
}

function hasType({ type }: AttributeDefinition, value: unknown): boolean {
  if (type === "String") return typeof value === "string";
  if (type === "Boolean") return typeof value === "boolean";
  return Number.isInteger(value) && Number(value) >= smallestInteger && Number(value) <= largestInteger;
}

function typeName({ type, isCollection }: AttributeDefinition): string {
  const name = type === "Integer" ? "Int32" : type;
  return isCollection ? `Collection(${name})` : name;
}

/** A single string or boolean needs no annotation, but OData has one for it; everything else must be annotated (§2.2). */
function acceptedAnnotations(definition: AttributeDefinition, assume: Assumptions): unknown[] {
  const optional = !definition.isCollection && definition.type !== "Integer";
  const own = `#${typeName(definition)}`;
  return optional || assume.missingAnnotation === "accepted" ? [own, undefined] : [own];
}
