import { GraphError } from "../graph/errors";
import type { SchemaNames } from "../graph/schema/settling";
import { generalRemedy, reasonOf, unexpectedAnswer } from "./failure";
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
    remedyFor({ operation, what }, error),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function remedyFor({ operation, what }: SchemaTask, error: unknown): string {
  const general = generalRemedy(error);
  if (general !== undefined) return general;
  // Every other error says in its own words what to do.
  if (!(error instanceof GraphError)) return "";
  if (error.isForbidden) return definitionPermissionsNeeded(operation === "read" ? "read" : "write");
  if (error.status === 404 && operation !== "create") {
    return (
      "Entra cannot delete sets or definitions: check that this is still the tenant in which the stack created it. " +
      "If so, `pulumi up --refresh` creates it again."
    );
  }
  if (error.status === 400 || error.status === 404) return whatEntraTakes(what);
  return unexpectedAnswer;
}

function whatEntraTakes({ names = [] }: SchemaNames): string {
  if (names.length === 0) {
    return "Check that Entra accepts the name, the description and maxAttributesPerSet that the program gives.";
  }
  return (
    "Check in Entra that the attribute set exists with exactly this name (upper and lower case matter) and has room for " +
    "another active attribute, and that Entra accepts the name, the description and the predefined values."
  );
}
