import * as pulumi from "@pulumi/pulumi";
import { type AttributeValue, CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";
import { defineSchema } from "./schema";

/** A principal and its values, from the configuration of the stack. */
interface Tags {
  id: string;
  attributes: Record<string, AttributeValue>;
}

const config = new pulumi.Config();
const servicePrincipal = config.requireObject<Tags>("servicePrincipal");
const user = config.requireObject<Tags>("user");

// Definitions that come before the assignments are created first, without `dependsOn`.
if (config.getBoolean("defineSchema")) defineSchema();

new CustomSecurityAttributeAssignment("orders-api", {
  principalType: "ServicePrincipal",
  principalId: servicePrincipal.id,
  attributeSet: "Engineering",
  attributes: servicePrincipal.attributes,
});

new CustomSecurityAttributeAssignment("alice", {
  principalType: "User",
  principalId: user.id,
  attributeSet: "Marketing",
  attributes: user.attributes,
});
