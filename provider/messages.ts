import type { Assignment, AssignmentState, PrincipalType } from "./assignment/assignment";
import type { MistakenId } from "./graph/principals";

const nouns = { User: "user", ServicePrincipal: "service principal" } as const;

export function principalName(principalType: PrincipalType, id: string): string {
  return `${nouns[principalType]} ${id}`;
}

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

/** An id of the wrong kind, with the right one when the tenant has it. */
export function mistakenId(principalType: PrincipalType, { kind, servicePrincipalId }: MistakenId): string {
  const what =
    kind === "clientId" ? "the client id (application id) of an app" : "the object id of an app registration";
  const meant = servicePrincipalId
    ? `the object id of its service principal is ${servicePrincipalId}`
    : "its app has no service principal in this tenant yet";
  const advice =
    principalType === "User"
      ? "principalType is User"
      : "principalId must be the service principal's object id";
  return `principalId: this is ${what}; ${meant}. Here, ${advice}.`;
}
