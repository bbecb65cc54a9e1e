import { memberOf, reveal } from "./savedSecrets";

type Properties = Readonly<Record<string, unknown>>;

export function savedLabels(outputs: Properties): string[] {
  return Object.keys((reveal(outputs["principals"]) as Properties | undefined) ?? {});
}

/**
 * The properties that one label of a fleet would have as a single assignment: its own values, which win, and the shared ones.
 * What is a secret as a whole makes a secret of each value in it.
 */
export function propertiesAt(map: Properties, label: string): Properties {
  const principal = memberOf(map["principals"], label);
  const principalId = reveal(memberOf(principal, "principalId"));
  const objectId = memberOf(map["objectIds"], label) ?? principalId;
  const own = memberOf(principal, "attributes");
  const drifted = (memberOf(map["drifted"], label) ?? []) as readonly string[];
  const owned = namesIn(map["attributes"], own).flatMap((name): [string, unknown][] => {
    const value = memberOf(own, name) ?? (has(own, name) ? null : memberOf(map["attributes"], name));
    return value === null || value === undefined ? [] : [[name, value]];
  });
  const { onConflict, onDelete } = map;
  return {
    principalId,
    principalObjectId: objectId,
    attributes: Object.fromEntries(owned),
    drifted,
    onConflict,
    onDelete,
  };
}

function namesIn(...maps: unknown[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.keys((reveal(map) as Properties | undefined) ?? {})))];
}

function has(map: unknown, name: string): boolean {
  return namesIn(map).includes(name);
}
