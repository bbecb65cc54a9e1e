import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

/** Tags service principals, by object id, as belonging to a project. */
export function tagAll(servicePrincipalIds: readonly string[], project: string): void {
  for (const principalId of servicePrincipalIds) {
    new CustomSecurityAttributeAssignment(principalId, {
      principalType: "ServicePrincipal",
      principalId,
      attributeSet: "Engineering",
      attributes: { Project: [project] },
    });
  }
}
