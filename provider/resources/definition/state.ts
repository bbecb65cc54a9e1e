import type { AttributeType, Definition, DefinitionStatus } from "../../entra/definition";
import type { ConflictPolicy } from "../assignment/state";
import type { Owned, Properties, Property } from "../properties";

/** The inputs of a definition as they stand in state: a public format that only grows. */
export interface SavedDefinition {
  attributeSet: string;
  name: string;
  type: AttributeType;
  description?: string;
  isCollection: boolean;
  isSearchable: boolean;
  status: DefinitionStatus;
  usePreDefinedValuesOnly: boolean;
  allowedValues?: string[];
  onConflict?: ConflictPolicy;
}

export interface SavedDefinitionState extends SavedDefinition {
  drifted: string[];
}

/** What the program says where it leaves something out. These count as named. */
export const defaults = {
  isCollection: false,
  isSearchable: true,
  status: "Available",
  usePreDefinedValuesOnly: false,
} as const;

const plain = ["type", "description", ...(Object.keys(defaults) as (keyof typeof defaults)[])] as const;

const valuePrefix = "allowedValues.";

/** The name under which one predefined value is owned. */
export function valueProperty(value: string): string {
  return `${valuePrefix}${value}`;
}

/** The predefined value that a name stands for; undefined for any other property. */
export function valueIn(property: string): string | undefined {
  return property.startsWith(valuePrefix) ? property.slice(valuePrefix.length) : undefined;
}

export function propertiesOf(inputs: Partial<SavedDefinition>): Properties {
  return new Map<string, Property>([
    ...plain.flatMap((name): [string, Property][] => {
      const value = inputs[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
    ...(inputs.allowedValues ?? []).map((value): [string, Property] => [valueProperty(value), true]),
  ]);
}

/** Everything that is there, inactive predefined values too. */
export function observedProperties(definition: Definition): Properties {
  const { type, description, isDeprecated, allowedValues, ...others } = definition;
  const properties = propertiesOf({
    ...others,
    status: isDeprecated ? "Deprecated" : "Available",
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    allowedValues: [],
  });
  const values = [...(allowedValues ?? [])].map(([value, isActive]): [string, Property] => [
    valueProperty(value),
    isActive,
  ]);
  return new Map([...properties, ...values]);
}

export function loadDefinitionState(saved: SavedDefinitionState): Owned {
  return { properties: propertiesOf(saved), drifted: saved.drifted ?? [] };
}

/** What is named, as it stands in state: of the predefined values, those that are active. */
export function saveDefinition(
  { attributeSet, name }: { readonly attributeSet: string; readonly name: string },
  { properties }: Pick<Owned, "properties">,
  { onConflict, listsValues }: { onConflict: ConflictPolicy | undefined; listsValues: boolean },
): SavedDefinition {
  const named = [...properties].filter(([property]) => valueIn(property) === undefined);
  const values = [...properties].flatMap(([property, isActive]) =>
    isActive ? (valueIn(property) ?? []) : [],
  );
  return {
    attributeSet,
    name,
    ...Object.fromEntries(named),
    ...(listsValues && { allowedValues: values }),
    ...(onConflict && { onConflict }),
  } as SavedDefinition;
}
