import type { AttributeCatalogue } from "./attributeCatalogue";
import { definitionId } from "./attributeDefinition";
import type { AttributeValue, AttributeValues } from "./attributeValue";
import type { Assumptions } from "../assumptions";
import type { JsonObject } from "./json";
import { parseNewValue } from "./newValue";

/** The body of the PATCH that a colleague's portal would send for these values; `null` and `[]` clear. */
export function patchBody(attributeSet: string, values: Record<string, AttributeValue | null>): JsonObject {
  const body: JsonObject = { "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue" };
  for (const [name, value] of Object.entries(values)) {
    const annotation = annotationOf(value);
    if (annotation) body[`${name}@odata.type`] = annotation;
    body[name] = value;
  }
  return { [attributeSet]: body };
}

/** How OData calls the type of a value, where it has to be said. */
function annotationOf(value: AttributeValue | null): string | undefined {
  if (typeof value === "number") return "#Int32";
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return typeof value[0] === "number" ? "#Collection(Int32)" : "#Collection(String)";
}

/**
 * Refuses values that no definition allows, so that a slip in a test shows at once. Values of deprecated definitions
 * and inactive predefined values pass: objects keep them when that happens (§1.2, §1.3).
 */
export function checkSeededValues(
  values: AttributeValues,
  catalogue: AttributeCatalogue,
  assume: Assumptions,
): void {
  for (const [attributeSet, attributes] of Object.entries(values)) {
    for (const [name, value] of Object.entries(attributes)) {
      const definition = catalogue.definition(definitionId({ attributeSet, name }));
      if (!definition)
        throw new Error(`The directory defines no attribute ${name} in the set ${attributeSet}`);
      const lenient = { ...definition, status: "Available", usePreDefinedValuesOnly: false } as const;
      parseNewValue(
        { definition: lenient, value, annotation: annotationOf(value), assigned: undefined },
        assume,
      );
    }
  }
}
