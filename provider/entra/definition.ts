import type { AttributeValue } from "./values";

/** What Entra says of one attribute: what it may hold. */
export interface Definition {
  readonly attributeSet: string;
  readonly name: string;
  /** Undefined for a type that this release does not know. */
  readonly type: "Boolean" | "Integer" | "String" | undefined;
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

/** What the running program itself defines, and will have in the tenant before it is assigned. */
export interface Declared {
  hasSet(attributeSet: string): boolean;
  hasAttribute(attributeSet: string, name: string): boolean;
  /** Whether this becomes, or stays, one of the values that an attribute is limited to. */
  hasValue(attributeSet: string, name: string, value: AttributeValue): boolean;
}

export const nothingDeclared: Declared = {
  hasSet: () => false,
  hasAttribute: () => false,
  hasValue: () => false,
};
