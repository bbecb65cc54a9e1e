import * as pulumi from "@pulumi/pulumi";
import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

new CustomSecurityAttributeAssignment("app", {
  principalType: "ServicePrincipal",
  principalId: "0de50000-0000-4000-8000-000000000003",
  attributeSet: "Engineering",
  attributes: {
    ProjectDate: "2022-10-01",
    Project: ["Baker", "Cascade"],
    NumVendors: config.getNumber("numVendors") ?? 4,
    CostCenter: [1001, 1003],
    Certification: true,
  },
});

new CustomSecurityAttributeAssignment("person", {
  principalType: "User",
  principalId: "alice@contoso.example",
  attributeSet: "Engineering",
  attributes: { Level: "Senior" },
  onDelete: "force",
});

new CustomSecurityAttributeAssignment("confidant", {
  principalType: "User",
  principalId: "b0b00000-0000-4000-8000-000000000002",
  attributeSet: "Engineering",
  attributes: { Level: config.requireSecret("level") },
});
