import type { PrincipalType } from "../../entra/principal";
import type { Attributes, AttributeValue } from "../../entra/values";
import { compareCodePoints } from "./codePoints";

/** What a tenant holds, as far as somebody has selected and may see it. Its JSON is described by `estate.schema.json`. */
export interface Estate {
  readonly tenantId: string;
  /** What of the tenant this is; undefined in an estate that somebody else has made. */
  readonly selection: SelectionRecord | undefined;
  /** Undefined when the caller may not read them; empty when there are none. */
  readonly attributeSets: readonly EstateAttributeSet[] | undefined;
  /** Undefined when the caller may not read them; empty when there are none. */
  readonly definitions: readonly EstateDefinition[] | undefined;
  readonly principals: readonly EstatePrincipal[];
}

/** The options of a selection that were given. */
export interface SelectionRecord {
  readonly principalTypes?: readonly PrincipalType[];
  readonly attributeSets?: readonly string[];
  readonly ids?: readonly string[];
  readonly where?: readonly string[];
  readonly filter?: string;
  readonly all?: true;
}

export interface EstateAttributeSet {
  readonly name: string;
  readonly description?: string;
  readonly maxAttributesPerSet?: number;
}

export interface EstateDefinition {
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

export interface AllowedValue {
  readonly id: string;
  readonly isActive: boolean;
}

export interface EstatePrincipal {
  readonly principalType: PrincipalType;
  readonly principalObjectId: string;
  readonly displayName?: string;
  readonly userPrincipalName?: string;
  readonly clientId?: string;
  readonly servicePrincipalType?: string;
  readonly userType?: string;
  readonly accountEnabled?: boolean;
  /** Values by attribute set and name. Maps, because a tenant may name an attribute `constructor`. */
  readonly attributes: ReadonlyMap<string, Attributes>;
}

/** What people call a principal: its display name or, where it has none, the next best. */
export function nameOf(principal: EstatePrincipal): string {
  const { displayName, userPrincipalName, clientId, principalObjectId } = principal;
  return [displayName, userPrincipalName, clientId].find((name) => name?.trim()) ?? principalObjectId;
}

/** The identity of an AI agent, which Entra keeps among the service principals. */
export function isAgentIdentity({ servicePrincipalType }: EstatePrincipal): boolean {
  return servicePrincipalType === "ServiceIdentity";
}

/** The same estate in the order in which it is written, whatever order it was read in. */
export function inOrder(estate: Estate): Estate {
  return {
    ...estate,
    attributeSets: sorted(estate.attributeSets, ({ name }) => [name]),
    definitions: sorted(estate.definitions, ({ attributeSet, name }) => [attributeSet, name])?.map(
      (definition) => ({ ...definition, allowedValues: byId(definition.allowedValues) }),
    ),
    principals: sorted(estate.principals, sortKey).map((principal) => ({
      ...principal,
      attributes: sortedAttributes(principal.attributes),
    })),
  };
}

function sortKey(principal: EstatePrincipal): string[] {
  return [principal.principalType, nameOf(principal), principal.principalObjectId];
}

function byId(values: readonly AllowedValue[]): AllowedValue[] {
  return sorted(values, ({ id }) => [id]);
}

function sortedAttributes(sets: EstatePrincipal["attributes"]): EstatePrincipal["attributes"] {
  return new Map(
    sorted([...sets], ([set]) => [set]).map(([set, attributes]) => [
      set,
      new Map(sorted([...attributes], ([name]) => [name]).map(([name, value]) => [name, sortedValue(value)])),
    ]),
  );
}

/** Collections have no order in Entra, and come in any. */
function sortedValue(value: AttributeValue): AttributeValue {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === "number"
    ? ([...value] as number[]).sort((a, b) => a - b)
    : ([...value] as string[]).sort(compareCodePoints);
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => string[]): Item[];
function sorted<Item>(items: readonly Item[] | undefined, key: (item: Item) => string[]): Item[] | undefined;
function sorted<Item>(items: readonly Item[] | undefined, key: (item: Item) => string[]): Item[] | undefined {
  return items
    ?.map((item) => ({ item, key: key(item) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ item }) => item);
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const difference = compareCodePoints(part, b[index] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}
