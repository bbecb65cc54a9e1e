import type { Assumptions } from "../assumptions";
import type { AttributeValue, AttributeValues } from "../directory/attributeValue";
import type { JsonObject } from "../directory/json";

/** Graph's JSON for values. It annotates collections and nothing else, and names the type otherwise than on write (§2.4). */
export function renderValues(values: AttributeValues | null, assume: Assumptions): JsonObject | null {
  if (!values) return null;
  return Object.fromEntries(
    Object.entries(values).map(([attributeSet, attributes]) => [attributeSet, renderSet(attributes, assume)]),
  );
}

function renderSet(attributes: Record<string, AttributeValue>, assume: Assumptions): JsonObject {
  const properties = Object.entries(attributes).flatMap(([name, value]) =>
    renderAttribute(name, value, assume),
  );
  return Object.fromEntries([
    ["@odata.type", "#microsoft.graph.customSecurityAttributeValue"],
    ...properties,
  ]);
}

function renderAttribute(name: string, value: AttributeValue, assume: Assumptions): [string, unknown][] {
  if (!Array.isArray(value)) return [[name, value]];
  const elements = value as readonly (string | number)[];
  const type = typeof elements[0] === "number" ? "#Collection(Int32)" : "#Collection(String)";
  const [first, ...rest] = elements;
  const shown = assume.collectionOrder === "rotated" && first !== undefined ? [...rest, first] : elements;
  return [
    [`${name}@odata.type`, type],
    [name, shown],
  ];
}
