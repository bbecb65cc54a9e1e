import type { SchemaNames } from "../schema/settling";
import { schemaName } from "./schemaFailure";

export function conflict(what: SchemaNames, properties: readonly string[]): string {
  return (
    `it exists already, with a different ${properties.join(", ")}, which this resource did not write. Nothing was changed. ` +
    `To take ${schemaName(what)} over, put what it has now into the program, or set onConflict: "overwrite".`
  );
}

export function missing(what: SchemaNames): string {
  return `there is no such thing as ${schemaName(what)} in the tenant.`;
}

export function adopted(what: SchemaNames): string {
  return `Adopted ${schemaName(what)}: it was there already.`;
}

export function setStays(names: readonly string[]): string {
  return `Entra deletes no attribute sets: ${names.join(", ")} stays in the tenant.`;
}

export function deactivated(names: readonly string[]): string {
  return `Entra deletes no attributes: ${names.join(", ")} was deactivated, and principals keep their values.`;
}

/** Seen when an assignment was refused. */
export function reactivated(what: SchemaNames): string {
  return `Reactivated ${schemaName(what)}, as this program defines it: somebody has deactivated it meanwhile.`;
}
