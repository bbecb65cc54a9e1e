export type AttributeType = "Boolean" | "Integer" | "String";

/** Entra deletes no definition. One that is deprecated cannot be assigned, and the values that are there stay. */
export type DefinitionStatus = "Available" | "Deprecated";

/** Limits that Entra documents for sets and definitions (reference: "Object model (definitions side)"). */
export const schemaLimits = {
  descriptionLength: 128,
  allowedValues: 100,
  setsPerTenant: 500,
  activeDefinitionsPerTenant: 500,
} as const;

/** The id that Graph gives to a definition. No name holds an underscore. */
export function definitionId(attributeSet: string, name: string): string {
  return `${attributeSet}_${name}`;
}

/** What Entra says of one attribute: what it may hold. */
export interface Definition {
  readonly attributeSet: string;
  readonly name: string;
  /** Undefined for a type that this release does not know. */
  readonly type: AttributeType | undefined;
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly usePreDefinedValuesOnly: boolean;
  /** The predefined values, each with whether it may be assigned at present; undefined when they were not shown. */
  readonly allowedValues: ReadonlyMap<string, boolean> | undefined;
}

export interface AttributeSet {
  readonly name: string;
  readonly description: string | undefined;
  readonly maxAttributesPerSet: number | undefined;
}

/** An attribute set as the tenant has it, or the names of those that it has instead. */
export type DefinedSet =
  | { readonly exists: true; readonly definitions: readonly Definition[] }
  | { readonly exists: false; readonly attributeSets: readonly string[] };

/** The values that an attribute is limited to, each with whether it is active; undefined when any value will do. */
export function predefinedValues({
  usePreDefinedValuesOnly,
  allowedValues,
}: Definition): ReadonlyMap<string, boolean> | undefined {
  return usePreDefinedValuesOnly ? allowedValues : undefined;
}
