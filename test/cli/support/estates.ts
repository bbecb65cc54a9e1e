import type { Attributes } from "../../../provider/entra/values";
import type { DefinitionRecord } from "../../../provider/entra/definitionRecord";
import type { PrincipalRecord } from "../../../provider/entra/principalRecord";
import type { Estate } from "../../../provider/cli/estate/estate";

export const tenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee";

/** Attribute values by set and name, as a test writes them. */
export type PlainValues = Record<
  string,
  Record<string, Attributes extends ReadonlyMap<string, infer V> ? V : never>
>;

export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

export function principal(
  index: number,
  values: PlainValues = {},
  facts: Partial<PrincipalRecord> = {},
): PrincipalRecord {
  return {
    principalType: "User",
    principalObjectId: idOf(index),
    displayName: `User ${index}`,
    userPrincipalName: `user${index}@contoso.example`,
    ...facts,
    attributes: new Map(Object.entries(values).map(([set, own]) => [set, new Map(Object.entries(own))])),
  };
}

export function definition(name: string, facts: Partial<DefinitionRecord> = {}): DefinitionRecord {
  return {
    attributeSet: "Engineering",
    name,
    type: "String",
    isCollection: false,
    isSearchable: true,
    status: "Available",
    usePreDefinedValuesOnly: false,
    allowedValues: [],
    ...facts,
  };
}

export function estate(principals: readonly PrincipalRecord[], facts: Partial<Estate> = {}): Estate {
  return {
    tenantId,
    selection: undefined,
    attributeSets: undefined,
    definitions: undefined,
    principals,
    ...facts,
  };
}
