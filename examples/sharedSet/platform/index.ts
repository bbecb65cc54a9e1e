import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

const ordersApi = new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: "Engineering",
  attributes: { Certification: true, CostCenter: [1001, 1003] },
});

export const servicePrincipalId = ordersApi.principalObjectId;
export const attributeSet = ordersApi.attributeSet;
