import { GraphError } from "../graph/errors";
import type { SchemaNames } from "../schema/settling";
import { generalRemedy, reasonOf } from "./failure";
import { definitionPermissionsNeeded } from "./permissionsNeeded";

/** What was being done, to what. */
export interface SchemaTask {
  readonly operation: "create" | "update" | "read" | "delete" | "deactivate";
  readonly what: SchemaNames;
}

/** As a sentence names it: `the attribute Engineering.Project`, `the attribute set Engineering`. */
export function schemaName({ attributeSet, names = [] }: SchemaNames): string {
  if (names.length === 0) return `the attribute set ${attributeSet}`;
  const attributes = names.map((name) => `${attributeSet}.${name}`).join(", ");
  return `the ${names.length === 1 ? "attribute" : "attributes"} ${attributes}`;
}

/** The text of an error: what we did, to what, what came back, and what to do. */
export function describeSchemaFailure({ operation, what }: SchemaTask, error: unknown): string {
  const lines = [
    `Could not ${operation} ${schemaName(what)}: ${reasonOf(error)}`,
    remedyFor(operation, error),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function remedyFor(operation: SchemaTask["operation"], error: unknown): string {
  const general = generalRemedy(error);
  if (general !== undefined) return general;
  if (error instanceof GraphError && error.isForbidden) {
    return definitionPermissionsNeeded(operation === "read" ? "read" : "write");
  }
  return "";
}
