const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
const { wanted } = require("./wanted");

for (const { name, principalId, attributes } of wanted) {
  new CustomSecurityAttributeAssignment(name, {
    principalType: "ServicePrincipal",
    principalId,
    attributeSet: "Engineering",
    attributes,
  });
}
