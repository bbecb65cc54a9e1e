import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: "Engineering",
  attributes: { Project: ["Baker", "Cascade"], NumVendors: 4 },
});
