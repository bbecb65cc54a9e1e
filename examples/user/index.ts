import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

const employee = new CustomSecurityAttributeAssignment("employee", {
  principalType: "User",
  // A user principal name, such as alice@contoso.example; an object id works too.
  principalId: config.require("userPrincipalName"),
  attributeSet: "Marketing",
  attributes: { AppCountry: ["FR", "CH"], EmployeeId: config.requireSecret("employeeId") },
});

export const userObjectId = employee.principalObjectId;
