import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();
const platform = new pulumi.StackReference(config.require("platformStack"));

new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: platform.requireOutput("servicePrincipalId"),
  attributeSet: platform.requireOutput("attributeSet"),
  // Different names than in the platform's stack: each name has one owner.
  attributes: { Project: ["Baker"], NumVendors: 4 },
});
