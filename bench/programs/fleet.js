const { CustomSecurityAttributeAssignments } = require("pulumi-custom-security-attributes");
const { principals } = require("./wanted");

new CustomSecurityAttributeAssignments("apps", {
  principalType: "ServicePrincipal",
  attributeSet: "Engineering",
  principals,
});
