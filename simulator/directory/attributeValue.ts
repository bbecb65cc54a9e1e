export type AttributeValue = string | number | boolean | readonly string[] | readonly number[];

/** Values by attribute set and attribute name, without any annotation. */
export type AttributeValues = Record<string, Record<string, AttributeValue>>;

/** One attribute that gets a value, or loses it. */
export interface ValueChange {
  readonly attributeSet: string;
  readonly name: string;
  readonly value: AttributeValue | null;
}

/** What counts against the limit of values per object: each element of a collection is one (§1.5). */
export function countValues(values: AttributeValues): number {
  const all = Object.values(values).flatMap((attributes) => Object.values(attributes));
  return all.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
}
