import type { AttributeSet } from "../../entra/definition";
import type { SetProperties } from "../../graph/attributeSets";
import type { ConflictPolicy } from "../assignment/state";
import { namedProperties, type Owned, type Properties } from "../properties";

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

/** The properties that a resource owns where its inputs name them. */
export function propertiesOf(inputs: Partial<SavedSet>): Properties {
  return namedProperties(inputs, ["description", "maxAttributesPerSet"]);
}

/** What there is of a set. To Entra, an empty description is none. */
export function observedProperties({ description = "", maxAttributesPerSet }: AttributeSet): Properties {
  return propertiesOf({ description, ...(maxAttributesPerSet !== undefined && { maxAttributesPerSet }) });
}

/** Properties as Graph wants them. */
export function setBody(properties: Properties): SetProperties {
  const body: Record<string, unknown> = Object.fromEntries(properties);
  return properties.get("description") === "" ? { ...body, description: null } : body;
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
