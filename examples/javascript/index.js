// @ts-check
const pulumi = require("@pulumi/pulumi");
const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");

const config = new pulumi.Config();

const ordersApi = new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: "Engineering",
  attributes: { Project: ["Baker", "Cascade"], NumVendors: 4, ProjectDate: "2022-10-01" },
});

exports.drifted = ordersApi.drifted;
