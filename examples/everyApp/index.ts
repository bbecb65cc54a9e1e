import { CustomSecurityAttributeAssignments, getPrincipalsOutput } from "pulumi-custom-security-attributes";

const apps = getPrincipalsOutput({
  principalType: "ServicePrincipal",
  where: { Engineering: { Project: "Baker" } },
});

const reviewed = new CustomSecurityAttributeAssignments("reviewed", {
  principalType: "ServicePrincipal",
  attributeSet: "Marketing",
  attributes: { AppCountry: ["FR"] },
  principals: apps.apply((found) =>
    Object.fromEntries(
      found.map(({ principalObjectId }) => [principalObjectId, { principalId: principalObjectId }]),
    ),
  ),
});

export const count = reviewed.principals.apply((principals) => Object.keys(principals).length);
