import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";
import { Service } from "./service";

const config = new pulumi.Config();

const ordersApi = new Service("orders-api", { costCenters: [1001, 1003], vendors: ["Fabrikam", "Litware"] });

new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: "Engineering",
  attributes: {
    // An output as it is: not known in the first preview.
    ProjectDate: ordersApi.deployedSince,
    CostCenter: ordersApi.costCenters,
    // A value made of outputs.
    NumVendors: ordersApi.vendors.apply((vendors) => vendors.length),
    Project: [pulumi.interpolate`orders-${pulumi.getStack()}`],
    // No name without a value: under this condition the attribute is not assigned at all.
    Certification: pulumi.getStack() === "production" ? true : undefined,
  },
});

export const deployedSince = ordersApi.deployedSince;
