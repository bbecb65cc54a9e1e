import { requirements } from "../entra/permissions";
import { GraphError } from "../graph/errors";
import type { SchemaNames } from "../schema/settling";
import { generalRemedy, reasonOf } from "./failure";

/** What was being done, to what. */
export interface SchemaTask {
  readonly operation: "create" | "update" | "read" | "deactivate";
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
  if (error instanceof GraphError && error.isForbidden) return definitionPermissionsNeeded(operation);
  return "";
}

function definitionPermissionsNeeded(operation: SchemaTask["operation"]): string {
  const { permissions, roles } =
    operation === "read" ? requirements.readDefinitions : requirements.writeDefinitions;
  return (
    `The app that Pulumi runs as needs the Microsoft Graph application permission ${permissions[0]}, with admin consent. A ` +
    `signed-in user needs the delegated permission of the same name and the role ${roles.join(" or ")}; Global ` +
    "Administrator does not include it."
  );
}
