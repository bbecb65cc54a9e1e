import type { AttributeSet } from "../../entra/definition";
import type { ConflictPolicy } from "../assignment/state";
import type { Owned, Properties, Property } from "../properties";

/** The inputs of a set as they stand in state: a public format that only grows. */
export interface SavedSet {
  name: string;
  description?: string;
  maxAttributesPerSet?: number;
  onConflict?: ConflictPolicy;
}

export interface SavedSetState extends SavedSet {
  drifted: string[];
}

/** The properties that a resource owns where it names them. */
const owned = ["description", "maxAttributesPerSet"] as const;

export function propertiesOf(inputs: Omit<SavedSet, "name">): Properties {
  return new Map(
    owned.flatMap((name): [string, Property][] => {
      const value = inputs[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}

export function observedProperties({ description, maxAttributesPerSet }: AttributeSet): Properties {
  return propertiesOf({
    ...(description !== undefined && { description }),
    ...(maxAttributesPerSet !== undefined && { maxAttributesPerSet }),
  });
}

export function loadSetState(saved: SavedSetState): Owned {
  return { properties: propertiesOf(saved), drifted: saved.drifted ?? [] };
}

export function saveSet(
  name: string,
  { properties }: Pick<Owned, "properties">,
  onConflict: ConflictPolicy | undefined,
): SavedSet {
  return { name, ...Object.fromEntries(properties), ...(onConflict && { onConflict }) };
}
