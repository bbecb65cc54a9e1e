import * as pulumi from "@pulumi/pulumi";
import {
  AttributeSet,
  CustomSecurityAttributeAssignment,
  CustomSecurityAttributeAssignments,
  CustomSecurityAttributeDefinition,
} from "pulumi-custom-security-attributes";

const config = new pulumi.Config();
const vendors = config.getNumber("numVendors") ?? 4;

new CustomSecurityAttributeAssignment("app", {
  principalType: "ServicePrincipal",
  principalId: "0de50000-0000-4000-8000-000000000003",
  attributeSet: "Engineering",
  attributes: {
    ProjectDate: "2022-10-01",
    Project: ["Baker", "Cascade"],
    NumVendors: vendors,
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

const agents = new AttributeSet("agents", {
  name: "Agents",
  description: `For agents of ${vendors} vendors`,
  maxAttributesPerSet: 25,
});

new CustomSecurityAttributeDefinition("trust", {
  attributeSet: agents.name,
  name: "Trust",
  type: "String",
  description: config.get("trust") ?? "How far an agent is trusted",
  isCollection: true,
  usePreDefinedValuesOnly: true,
  allowedValues: ["High", "Low"],
  onConflict: "overwrite",
});

new CustomSecurityAttributeDefinition("vendors", {
  attributeSet: agents.name,
  name: "Vendors",
  type: "Integer",
  description: `Of ${vendors}`,
});

new CustomSecurityAttributeDefinition("code", {
  attributeSet: agents.name,
  name: "Code",
  type: "String",
  isSearchable: false,
  usePreDefinedValuesOnly: true,
  allowedValues: config.requireSecret("level").apply((level) => [level, "Open"]),
});

new CustomSecurityAttributeDefinition("retired", {
  attributeSet: agents.name,
  name: "Retired",
  type: "Boolean",
  status: "Deprecated",
});

new CustomSecurityAttributeAssignments("crew", {
  principalType: "User",
  attributeSet: agents.name,
  attributes: { Trust: ["Low"] },
  principals: {
    alice: { principalId: "alice@contoso.example", attributes: { Trust: ["High", "Low"] } },
    bob: {
      principalId: "b0b00000-0000-4000-8000-000000000002",
      attributes: { Vendors: vendors, Code: config.requireSecret("level") },
    },
  },
});
