import {
  definitionId,
  type AttributeType,
  type Definition as DefinedAttribute,
  type DefinitionStatus,
} from "../../entra/definition";
import type { ConflictPolicy } from "../assignment/state";
import { namedProperties, type Owned, type Properties, type Property } from "../properties";

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
  /** Says that `allowedValues` is a secret, which Pulumi hands over in the clear. */
  __secretAllowedValues?: boolean;
}

export interface SavedDefinitionState extends SavedDefinition {
  drifted: string[];
}

/** Which attribute a definition is about. */
export interface Identity {
  readonly attributeSet: string;
  readonly name: string;
}

/** What the program asks for. */
export interface Definition extends Identity {
  readonly properties: Properties;
  /** Whether the program gives a list of predefined values, however short. Without one it owns none. */
  readonly listsValues: boolean;
  /** Whether no line may name a predefined value. */
  readonly hidesValues: boolean;
  readonly onConflict: ConflictPolicy | undefined;
}

/** What Pulumi remembers of a definition between two runs. */
export interface DefinitionState extends Definition, Owned {}

/** What the program says where it leaves something out. These count as named. */
export const defaults = {
  isCollection: false,
  isSearchable: true,
  status: "Available",
  usePreDefinedValuesOnly: false,
} as const;

const plainProperties = [
  "type",
  "description",
  "isCollection",
  "isSearchable",
  "status",
  "usePreDefinedValuesOnly",
] as const;

const valuePrefix = "allowedValues.";

/** The name under which one predefined value is owned: whether it is active is a property like others. */
export function valueProperty(value: string): string {
  return `${valuePrefix}${value}`;
}

/** The predefined value that a name stands for; undefined for any other property. */
export function valueIn(property: string): string | undefined {
  return property.startsWith(valuePrefix) ? property.slice(valuePrefix.length) : undefined;
}

/** The properties that inputs name. Any of them may be unknown. */
export function propertiesOf(inputs: Partial<SavedDefinition>): Properties {
  const { allowedValues } = inputs;
  const values = Array.isArray(allowedValues) ? allowedValues : [];
  return new Map([
    ...namedProperties(inputs, plainProperties),
    ...values.map((value): [string, Property] => [valueProperty(value), true]),
  ]);
}

/** All that there is of an attribute, inactive predefined values too. To Entra, an empty description is none. */
export function observedProperties(found: DefinedAttribute): Properties {
  const { type, description = "", isCollection, isSearchable, isDeprecated, usePreDefinedValuesOnly } = found;
  return new Map<string, Property>([
    ...(type === undefined ? [] : [["type", type] as const]),
    ["description", description],
    ["isCollection", isCollection],
    ["isSearchable", isSearchable],
    ["status", isDeprecated ? "Deprecated" : "Available"],
    ["usePreDefinedValuesOnly", usePreDefinedValuesOnly],
    ...[...(found.allowedValues ?? [])].map(([value, isActive]) => [valueProperty(value), isActive] as const),
  ]);
}

/** Reads inputs that `check` has passed. */
export function loadDefinition(inputs: SavedDefinition): Definition {
  const { attributeSet, name, allowedValues, onConflict } = inputs;
  return {
    attributeSet,
    name,
    properties: propertiesOf(inputs),
    listsValues: allowedValues !== undefined,
    hidesValues: inputs.__secretAllowedValues === true,
    onConflict,
  };
}

export function loadDefinitionState(saved: SavedDefinitionState): DefinitionState {
  return { ...loadDefinition(saved), drifted: saved.drifted ?? [] };
}

/** What stands in state as inputs: of the predefined values, those that are active. */
export function saveDefinition(definition: Definition): SavedDefinition {
  const { attributeSet, name, properties, listsValues, hidesValues, onConflict } = definition;
  const plain = [...properties].filter(([property]) => valueIn(property) === undefined);
  const values = [...properties].flatMap(([property, isActive]) =>
    isActive ? (valueIn(property) ?? []) : [],
  );
  return {
    attributeSet,
    name,
    ...(Object.fromEntries<unknown>(plain) as Omit<SavedDefinition, keyof Identity>),
    ...(listsValues && { allowedValues: values }),
    ...(onConflict && { onConflict }),
    ...(hidesValues && { __secretAllowedValues: true }),
  };
}

export function saveDefinitionState(state: DefinitionState): SavedDefinitionState {
  return { ...saveDefinition(state), drifted: [...state.drifted] };
}

/** The id that stands in state, which is Graph's own. */
export function formatDefinitionId({ attributeSet, name }: Identity): string {
  return definitionId(attributeSet, name);
}

/**
 * Reads an id, which comes from a program in the case of `get`. No name holds an underscore.
 *
 * @throws Error when it is not of that form.
 */
export function parseDefinitionId(id: string): Identity {
  const [attributeSet, name, ...rest] = id.split("_");
  if (!attributeSet || !name || rest.length > 0) {
    throw new Error(
      "the id must be that of Microsoft Graph, {attribute set}_{attribute}, such as Engineering_Project",
    );
  }
  return { attributeSet, name };
}
