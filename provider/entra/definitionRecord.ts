import type { AttributeSet, Definition } from "./definition";

/** An attribute set with Graph's properties, and `name` for its id: as look-ups give it, and as estates hold it. */
export interface AttributeSetRecord {
  readonly name: string;
  readonly description?: string;
  /** Left out where the set may use up the tenant's limit. */
  readonly maxAttributesPerSet?: number;
}

/** A definition with Graph's properties: as look-ups give it, and as estates hold it. */
export interface DefinitionRecord {
  readonly attributeSet: string;
  readonly name: string;
  readonly description?: string;
  readonly type: "String" | "Integer" | "Boolean";
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  readonly status: "Available" | "Deprecated";
  readonly usePreDefinedValuesOnly: boolean;
  readonly allowedValues: readonly AllowedValue[];
}

/** A predefined value, and whether it may be assigned at present. */
export interface AllowedValue {
  readonly id: string;
  readonly isActive: boolean;
}

export function attributeSetRecord(set: AttributeSet): AttributeSetRecord {
  const { name, description, maxAttributesPerSet } = set;
  return {
    name,
    ...(description !== undefined && { description }),
    ...(maxAttributesPerSet !== undefined && { maxAttributesPerSet }),
  };
}

/** Undefined for a type that this release does not know: nothing could be said of what such an attribute holds. */
export function definitionRecord(definition: Definition): DefinitionRecord | undefined {
  const { attributeSet, name, description, type, isDeprecated, allowedValues = [], ...flags } = definition;
  if (type === undefined) return undefined;
  return {
    attributeSet,
    name,
    ...(description !== undefined && { description }),
    type,
    isCollection: flags.isCollection,
    isSearchable: flags.isSearchable,
    status: isDeprecated ? "Deprecated" : "Available",
    usePreDefinedValuesOnly: flags.usePreDefinedValuesOnly,
    allowedValues: [...allowedValues].map(([id, isActive]) => ({ id, isActive })),
  };
}
