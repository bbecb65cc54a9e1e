/**
 * The value of one custom security attribute, in the five shapes that Entra knows: a string of at most 64 characters, a
 * Boolean, a 32-bit integer, or a collection of strings or of integers whose order has no meaning.
 */
export type AttributeValue = string | boolean | number | string[] | number[];

/** Values by attribute name, of one attribute set of one principal. A `Map`, so that every name is safe as a key. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

export const noAttributes: Attributes = new Map();

/** Limits that Entra documents for values, sets and names (reference: "Custom security attributes: limits"). */
export const limits = { nameLength: 32, valueLength: 64, valuesPerPrincipal: 50 } as const;

export const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 } as const;

/** Whether two values mean the same to Entra. Collections compare as sets; a missing value equals only a missing one. */
export function sameValue(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  const left = new Set<string | number>(a);
  const right = new Set<string | number>(b);
  return left.size === right.size && [...left].every((element) => right.has(element));
}

/** Whether a parsed JSON value has one of the five shapes. An empty collection has not: Entra has no such value. */
export function isAttributeValue(value: unknown): value is AttributeValue {
  if (!Array.isArray(value)) return isScalar(value) || typeof value === "boolean";
  const [first] = value as unknown[];
  return isScalar(first) && value.every((element) => isScalar(element) && typeof element === typeof first);
}

/** Whether Entra can hold a parsed JSON value: it has one of the shapes, and its numbers are whole and exact. */
export function isEntraValue(value: unknown): value is AttributeValue {
  if (!isAttributeValue(value)) return false;
  return [value].flat().every((element) => typeof element !== "number" || Number.isSafeInteger(element));
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** The attributes found in a plain object, leaving out whatever is not a value: nulls and annotations, for example. */
export function attributesFrom(record: object): Attributes {
  return new Map(
    Object.entries(record).filter((entry): entry is [string, AttributeValue] => isAttributeValue(entry[1])),
  );
}

/** The plain object that stands in Pulumi's state for these attributes. */
export function recordFrom(attributes: Attributes): Record<string, AttributeValue> {
  return Object.fromEntries(attributes);
}
