import { requirements } from "../entra/permissions";
import type { Place } from "../entra/place";

/** Which permissions and which role an operation takes: the sentence of this project that is read most often. */
export function permissionsNeeded(access: "read" | "write", { principal, attributeSet }: Place): string {
  const values = access === "read" ? requirements.readValues : requirements.writeValues;
  const find = principal.type === "User" ? requirements.findUsers : requirements.findServicePrincipals;
  const role = values.roles.join(" or ").replace(/ or Attribute Assignment (?=\w+$)/, " or ");
  return (
    `The app that Pulumi runs as needs the Microsoft Graph application permissions ${values.permissions[0]} and ` +
    `${find.permissions[0]}, with admin consent. A signed-in user needs the delegated permissions of the same names and ` +
    `the role ${role}, for the tenant or for the attribute set ${attributeSet}; Global Administrator does not include it.`
  );
}

export const azureCliApp =
  "The token in use was issued to the Azure CLI's own app, which can't be given these permissions, whatever roles its user " +
  "has. Sign in as an app of your own: set customSecurityAttributes:tenantId, clientId and clientSecret, for example.";
