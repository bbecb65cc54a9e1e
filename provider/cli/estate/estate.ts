import type { AllowedValue, AttributeSetRecord, DefinitionRecord } from "../../entra/definitionRecord";
import type { PrincipalType } from "../../entra/principal";
import type { PrincipalRecord } from "../../entra/principalRecord";
import type { AttributeValue } from "../../entra/values";
import { compareCodePoints } from "./codePoints";

/** What a tenant holds, as far as it is selected and visible. Its JSON is described by `estate.schema.json`. */
export interface Estate {
  readonly tenantId: string;
  /** What of the tenant this is; undefined in an estate from another tool. */
  readonly selection: SelectionRecord | undefined;
  /** Undefined when the caller may not read them; empty when there are none. */
  readonly attributeSets: readonly AttributeSetRecord[] | undefined;
  /** Undefined when the caller may not read them; empty when there are none. */
  readonly definitions: readonly DefinitionRecord[] | undefined;
  readonly principals: readonly PrincipalRecord[];
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

/** What people call a principal: its display name or, where it has none, the next best. */
export function nameOf(principal: PrincipalRecord): string {
  const { displayName, userPrincipalName, clientId, principalObjectId } = principal;
  return [displayName, userPrincipalName, clientId].find((name) => name?.trim()) ?? principalObjectId;
}

/** [I] How Graph may name the type of these: it has no page about them yet. */
const agentTypes: readonly (string | undefined)[] = ["ServiceIdentity", "AgentIdentity"];

/** The identity of an AI agent, which Entra keeps among the service principals. */
export function isAgentIdentity({ servicePrincipalType }: PrincipalRecord): boolean {
  return agentTypes.includes(servicePrincipalType);
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

function sortKey(principal: PrincipalRecord): string[] {
  return [principal.principalType, nameOf(principal), principal.principalObjectId];
}

function byId(values: readonly AllowedValue[]): AllowedValue[] {
  return sorted(values, ({ id }) => [id]);
}

function sortedAttributes(sets: PrincipalRecord["attributes"]): PrincipalRecord["attributes"] {
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
