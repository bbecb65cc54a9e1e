import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { type AttributeValue, CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

const config = new pulumi.Config();

// An ES module may await something before it creates its resources.
const tags = await readFile(new URL("tags.json", import.meta.url), "utf8");

const ordersApi = new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: config.require("servicePrincipalId"),
  attributeSet: "Engineering",
  attributes: JSON.parse(tags) as Record<string, AttributeValue>,
});

export const drifted = ordersApi.drifted;
