export type AttributeType = "Boolean" | "Integer" | "String";

/** Mutable, because Graph can change them: a set's description and maximum. */
export interface AttributeSet {
  readonly id: string;
  description: string | null;
  maxAttributesPerSet: number | null;
}

export interface AttributeDefinition {
  readonly attributeSet: string;
  readonly name: string;
  readonly type: AttributeType;
  readonly isCollection: boolean;
  readonly isSearchable: boolean;
  description: string | null;
  status: "Available" | "Deprecated";
  usePreDefinedValuesOnly: boolean;
  /** Whether each predefined value is active. */
  readonly allowedValues: Map<string, boolean>;
}

/** A definition as a test writes it down: what it leaves out has the commonest value. */
export interface DefinitionSeed {
  attributeSet: string;
  name: string;
  type: AttributeType;
  isCollection?: boolean;
  isSearchable?: boolean;
  description?: string;
  status?: "Available" | "Deprecated";
  /** Predefined values, active unless said otherwise. Giving any makes them the only ones allowed. */
  allowedValues?: readonly (string | { id: string; isActive: boolean })[];
  usePreDefinedValuesOnly?: boolean;
}

export interface AttributeSetSeed {
  id: string;
  description?: string;
  maxAttributesPerSet?: number;
}

export function definitionFromSeed(seed: DefinitionSeed): AttributeDefinition {
  const allowedValues = (seed.allowedValues ?? []).map((value) =>
    typeof value === "string" ? { id: value, isActive: true } : value,
  );
  return {
    attributeSet: seed.attributeSet,
    name: seed.name,
    type: seed.type,
    isCollection: seed.isCollection ?? false,
    isSearchable: seed.isSearchable ?? true,
    description: seed.description ?? null,
    status: seed.status ?? "Available",
    usePreDefinedValuesOnly: seed.usePreDefinedValuesOnly ?? seed.allowedValues !== undefined,
    allowedValues: new Map(allowedValues.map(({ id, isActive }) => [id, isActive])),
  };
}

/** An attribute name contains no underscore (§1.1), so the parts can be told again. */
export function definitionId(definition: Pick<AttributeDefinition, "attributeSet" | "name">): string {
  return `${definition.attributeSet}_${definition.name}`;
}
