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
    // Without a value, the name counts as absent: the attribute is then not assigned.
    Certification: pulumi.getStack() === "production" ? true : undefined,
  },
});

export const deployedSince = ordersApi.deployedSince;
