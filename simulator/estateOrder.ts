import type { Estate, EstatePrincipal, EstateValue } from "./published/estateFormat";

/**
 * The order in which the command `export` writes an estate, so that the two can be compared. It is told again here, because
 * the simulator shares no code with the provider.
 */
export function inOrder(estate: Estate): Estate {
  const { attributeSets = [], definitions = [], principals } = estate;
  return {
    ...estate,
    attributeSets: sorted(attributeSets, ({ name }) => [name]),
    definitions: sorted(definitions, ({ attributeSet, name }) => [attributeSet, name]).map((definition) => ({
      ...definition,
      allowedValues: sorted(definition.allowedValues, ({ id }) => [id]),
    })),
    principals: sorted(principals, principalKey).map((principal) => ({
      ...principal,
      attributes: sortedMembers(principal.attributes, (values) => sortedMembers(values, sortedValue)),
    })),
  };
}

/** By what people call it: the display name or, where there is none, the next best. */
function principalKey({ principalType, principalObjectId, ...names }: EstatePrincipal): string[] {
  const { displayName, userPrincipalName, clientId } = names;
  const name = [displayName, userPrincipalName, clientId].find((one) => one?.trim());
  return [principalType, name ?? principalObjectId, principalObjectId];
}

/** Collections have no order in Entra. */
function sortedValue(value: EstateValue): EstateValue {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === "number"
    ? [...(value as readonly number[])].sort((one, other) => one - other)
    : sorted(value as readonly string[], (element) => [element]);
}

function sortedMembers<Member>(
  members: Readonly<Record<string, Member>>,
  inside: (member: Member) => Member,
): Record<string, Member> {
  const entries = sorted(Object.entries(members), ([name]) => [name]);
  return Object.fromEntries(entries.map(([name, member]) => [name, inside(member)]));
}

function sorted<Item>(items: readonly Item[], key: (item: Item) => readonly string[]): Item[] {
  // In UTF-8, the order of the bytes is the order of the code points.
  const keyed = items.map((item) => ({ item, key: key(item).map((part) => Buffer.from(part)) }));
  return keyed.sort((one, other) => compareKeys(one.key, other.key)).map(({ item }) => item);
}

function compareKeys(one: readonly Buffer[], other: readonly Buffer[]): number {
  for (const [index, part] of one.entries()) {
    const difference = part.compare(other[index] ?? Buffer.alloc(0));
    if (difference !== 0) return difference;
  }
  return 0;
}
