import * as pulumi from "@pulumi/pulumi";
import { type AttributeValue, CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";
import { defineSchema } from "./schema";

/** A principal and the values that it is to have, as the configuration of the stack gives them. */
interface Tags {
  id: string;
  attributes: Record<string, AttributeValue>;
}

const config = new pulumi.Config();
const servicePrincipal = config.requireObject<Tags>("servicePrincipal");
const user = config.requireObject<Tags>("user");

// What stands before the assignments is defined before them, and needs no `dependsOn`.
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
