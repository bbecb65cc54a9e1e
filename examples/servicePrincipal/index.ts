import * as azuread from "@pulumi/azuread";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const application = new azuread.Application("orders-api", { displayName: "orders-api" });
const servicePrincipal = new azuread.ServicePrincipal("orders-api", { clientId: application.clientId });

new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  // Its object id: not the client id, and not the object id of the application.
  principalId: servicePrincipal.objectId,
  attributeSet: "Engineering",
  attributes: { Project: ["Baker", "Cascade"], CostCenter: [1001, 1003], Certification: true },
});

export const clientId = application.clientId;
export const servicePrincipalId = servicePrincipal.objectId;
