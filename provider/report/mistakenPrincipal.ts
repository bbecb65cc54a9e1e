import type { PrincipalType } from "../entra/principal";
import type { MistakenId } from "../graph/principals";

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
