import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

new CustomSecurityAttributeAssignment("orders-identity", {
  // In Entra a managed identity, of either kind, is a service principal.
  principalType: "ServicePrincipal",
  principalId: config.require("identityPrincipalId"),
  attributeSet: "Operations",
  attributes: { Project: ["Baker"] },
});
