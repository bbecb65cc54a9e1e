import { SchemaClaims, type ClaimedDefinition } from "../../../provider/graph/schema/schemaClaims";

/** A program that has resources for sets, and for attributes of them. */
export function programWith(
  sets: readonly string[],
  attributes: Record<string, Partial<ClaimedDefinition>> = {},
): SchemaClaims {
  const program = new SchemaClaims();
  for (const set of sets) program.claimSet(set);
  for (const [name, others] of Object.entries(attributes)) {
    program.claimDefinition({
      attributeSet: "Engineering",
      name,
      type: "String",
      isCollection: false,
      isSearchable: true,
      usePreDefinedValuesOnly: false,
      status: "Available",
      allowedValues: undefined,
      listsUnknownValues: false,
      ...others,
    });
  }
  return program;
}
