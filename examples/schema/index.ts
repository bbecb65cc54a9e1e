import * as pulumi from "@pulumi/pulumi";
import {
  AttributeSet,
  CustomSecurityAttributeAssignment,
  CustomSecurityAttributeDefinition,
} from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

const apps = new AttributeSet("apps", {
  name: "Apps",
  description: "What an app is for, and who pays for it",
});

new CustomSecurityAttributeDefinition("project", {
  attributeSet: apps.name,
  name: "Project",
  type: "String",
  description: "Projects that use the app",
  isCollection: true,
  usePreDefinedValuesOnly: true,
  allowedValues: ["Alpine", "Baker", "Cascade"],
});
new CustomSecurityAttributeDefinition("tier", {
  attributeSet: apps.name,
  name: "Tier",
  type: "String",
  description: "How soon somebody has to get up when it is down",
  usePreDefinedValuesOnly: true,
  allowedValues: ["Gold", "Silver"],
});
new CustomSecurityAttributeDefinition("cost-center", {
  attributeSet: apps.name,
  name: "CostCenter",
  type: "Integer",
});
new CustomSecurityAttributeDefinition("personal-data", {
  attributeSet: apps.name,
  name: "PersonalData",
  type: "Boolean",
});

// It is created after the set and the attributes above, and destroyed before them, without `dependsOn`.
new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: apps.name,
  attributes: { Project: ["Baker"], Tier: "Gold", CostCenter: 1001, PersonalData: true },
});
