import { getDefinition } from "../definitions";
import { patchDefinition } from "../definitionWrites";
import type { SchemaNames, SchemaSurroundings } from "./settling";

/**
 * Looks once more at attributes that the program defines, and reactivates what has been deactivated since it was looked at
 * for the definition: by others, or earlier than a late replica showed. Returns the names.
 */
export async function reactivateClaimed(
  { graph, schemaClaims, schemaChanges }: Omit<SchemaSurroundings, "clock" | "progress">,
  { attributeSet, names = [] }: SchemaNames,
): Promise<string[]> {
  const reactivated: string[] = [];
  for (const name of names) {
    if (schemaClaims.claimed(attributeSet, name)?.status !== "Available") continue;
    const { isDeprecated } = await getDefinition(graph, attributeSet, name);
    if (!isDeprecated) continue;
    await patchDefinition(graph, { attributeSet, name }, { status: "Available" });
    schemaChanges.noteChange(attributeSet, name);
    reactivated.push(name);
  }
  return reactivated;
}
