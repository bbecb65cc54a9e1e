import { requirements, requirementToFind } from "../entra/permissions";
import type { PrincipalType } from "../entra/principal";

/** Whose values it is about. */
export interface ValuesOf {
  readonly principal: { readonly type: PrincipalType };
  /** Left out where it is about all that there are. */
  readonly attributeSet?: string | undefined;
}

/** Which permissions and which role an operation takes: the sentence of this project that is read most often. */
export function permissionsNeeded(access: "read" | "write", { principal, attributeSet }: ValuesOf): string {
  const values = access === "read" ? requirements.readValues : requirements.writeValues;
  const find = requirementToFind(principal.type);
  const role = values.roles.join(" or ").replace(/ or Attribute Assignment (?=\w+$)/, " or ");
  const scope = attributeSet === undefined ? "single attribute sets" : `the attribute set ${attributeSet}`;
  return (
    `The app that Pulumi runs as needs the Microsoft Graph application permissions ${values.permissions[0]} and ` +
    `${find.permissions[0]}, with admin consent. A signed-in user needs the delegated permissions of the same names and ` +
    `the role ${role}, for the tenant or for ${scope}; Global Administrator does not include it.`
  );
}

/** The same for attribute sets and definitions. */
export function definitionPermissionsNeeded(access: "read" | "write"): string {
  const { permissions, roles } =
    access === "read" ? requirements.readDefinitions : requirements.writeDefinitions;
  return (
    `The app that Pulumi runs as needs the Microsoft Graph application permission ${permissions[0]}, with admin consent. A ` +
    `signed-in user needs the delegated permission of the same name and the role ${roles.join(" or ")}; Global ` +
    "Administrator does not include it."
  );
}

export const azureCliApp =
  "The token in use was issued to the Azure CLI's own app, which can't be given these permissions, whatever roles its user " +
  "has. Sign in as an app of your own: set customSecurityAttributes:tenantId, clientId and clientSecret, for example.";
