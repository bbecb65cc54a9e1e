import type { Assignment, AssignmentState } from "../resources/assignment/state";
import { principalName } from "../entra/principal";

function attributesOf(
  { attributeSet, principalType, principalId }: Assignment,
  names: readonly string[],
): string {
  return `${names.map((name) => `${attributeSet}.${name}`).join(", ")} of ${principalName(principalType, principalId)}`;
}

/** Which permissions and which role an operation takes: the sentence of this project that is read most often. */
export function permissionsNeeded(
  access: "read" | "write",
  { principalType, attributeSet }: Pick<Assignment, "principalType" | "attributeSet">,
): string {
  const permission = `CustomSecAttributeAssignment.${access === "read" ? "Read" : "ReadWrite"}.All`;
  const object = principalType === "User" ? "User.Read.All" : "Application.Read.All";
  const role = `Attribute Assignment ${access === "read" ? "Reader or Administrator" : "Administrator"}`;
  return (
    `The app that Pulumi runs as needs the Microsoft Graph application permissions ${permission} and ${object}, with ` +
    `admin consent. A signed-in user needs the delegated permissions of the same names and the role ${role}, for the ` +
    `tenant or for the attribute set ${attributeSet}; Global Administrator does not include it.`
  );
}

export const azureCliApp =
  "The token in use was issued to the Azure CLI's own app, which can't be given these permissions, whatever roles its user " +
  "has. Sign in as an app of your own: set customSecurityAttributes:tenantId, clientId and clientSecret, for example.";

/** Graph shows nothing where there should be values, and nothing proves that this caller would see them. */
export function hidden(about: Pick<Assignment, "principalType" | "attributeSet">): string {
  return (
    "Microsoft Graph shows no values of this attribute set, which it also does for a caller who may not read them. " +
    `The state is kept as it is.\n${permissionsNeeded("read", about)}`
  );
}

export function conflict(state: AssignmentState, names: readonly string[]): string {
  const [verb, value] = names.length === 1 ? ["has", "a different value"] : ["have", "different values"];
  return (
    `${attributesOf(state, names)} ${verb} ${value} already, which this resource did not write. Nothing was changed.\n` +
    "If the resource was renamed, give it its old name in `aliases`. To take the attribute over, put the value that it " +
    'has now into the program, or set onConflict: "overwrite".'
  );
}

export function adopted(state: AssignmentState, names: readonly string[]): string {
  return `Adopted ${attributesOf(state, names)}: the value was there already. Destroying this resource will clear it.`;
}

export function leftOnUpdate(state: AssignmentState, names: readonly string[]): string {
  return (
    `Left ${attributesOf(state, names)} as somebody else has set it since the last refresh. ` +
    "`pulumi up --refresh` puts it back to the program's value."
  );
}

export function leftOnDelete(state: AssignmentState, names: readonly string[]): string {
  return (
    `Left ${attributesOf(state, names)}: somebody else has changed it since this stack wrote it. ` +
    'onDelete: "force" would have cleared it.'
  );
}

export function otherPrincipal(name: string, objectId: string): string {
  return (
    `principalId: ${name} names another user, with the object id ${objectId}, than the one that this assignment is for. ` +
    "To move the assignment to that user, give the object id as principalId, or run `pulumi up --replace` with this resource's URN."
  );
}

/** Inputs that another resource of the program assigns as well, under another spelling of the same user. */
export function ownedTwiceInput({ name, principalId }: { name: string; principalId: string }) {
  return {
    property: "",
    reason:
      `attributes.${name}: another resource of this program, with the principalId ${principalId}, assigns this attribute ` +
      "of the same user. Leave it in one of them.",
  };
}

export function ownedTwice(state: Assignment, names: readonly string[]): string {
  return (
    `${attributesOf(state, names)} is assigned by another resource of this program, too, which has written it in this ` +
    "run. Nothing was changed here. Leave the name in one of them."
  );
}

export function definitionsUnavailable(attributeSet: string, reason: string): string {
  return (
    `attributeSet: the definitions of ${attributeSet} could not be looked up, and validateDefinitions is true: ${reason} ` +
    "It takes the Microsoft Graph permission CustomSecAttributeDefinition.Read.All (for a signed-in user also a role such " +
    "as Attribute Assignment Reader). With validateDefinitions: auto the check is left out instead."
  );
}

export function definitionWarning(path: string, reason: string): string {
  return `${path}: ${reason}.`;
}

/** A time as a person says it: `250 ms`, `30 s`, `5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
