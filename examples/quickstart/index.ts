import * as pulumi from "@pulumi/pulumi";
import { type AttributeValue, CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";

/** A principal and the values that it is to have, as the configuration of the stack gives them. */
interface Tags {
  id: string;
  attributes: Record<string, AttributeValue>;
}

const config = new pulumi.Config();
const servicePrincipal = config.requireObject<Tags>("servicePrincipal");
const user = config.requireObject<Tags>("user");

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
