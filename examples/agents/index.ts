import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import {
  AttributeSet,
  CustomSecurityAttributeAssignments,
  CustomSecurityAttributeDefinition,
} from "pulumi-custom-security-attributes";

/** The identity of an agent, which is a service principal in Entra, and its trust level. */
interface Agent {
  id: string;
  trust: string;
}

type Agents = Record<string, Agent>;

const config = new pulumi.Config();
const agents = config.requireObject<Agents>("agents");

const set = new AttributeSet("agents", { name: "Agents", description: "What agents may be let near" });
const trust = new CustomSecurityAttributeDefinition("trust", {
  attributeSet: set.name,
  name: "Trust",
  // Conditional Access only compares strings.
  type: "String",
  usePreDefinedValuesOnly: true,
  allowedValues: ["Low", "High"],
});

const tags = new CustomSecurityAttributeAssignments("agents", {
  principalType: "ServicePrincipal",
  attributeSet: set.name,
  principals: Object.fromEntries(
    Object.entries(agents).map(([name, agent]) => [
      name,
      { principalId: agent.id, attributes: { Trust: agent.trust } },
    ]),
  ),
});

/** Selects the agents of the policy. A rule names an attribute by the id of its definition: `Agents_Trust`. */
export const rule = pulumi.interpolate`CustomSecurityAttribute.${trust.id} -eq "Low"`;

new azuread.ConditionalAccessPolicy(
  "untrusted-agents",
  {
    displayName: "Agents of low trust stay away from the ledger",
    // Set it to "enabled" once the sign-in logs show that it applies to the right agents.
    state: "enabledForReportingButNotEnforced",
    conditions: {
      clientAppTypes: ["all"],
      // Not "All": with it, a filter was ignored, and the policy applied to everything.
      applications: { includedApplications: [config.require("ledgerClientId")] },
      users: { includedUsers: ["None"] },
      clientApplications: { filter: { mode: "include", rule } },
    },
    grantControls: { operator: "OR", builtInControls: ["block"] },
  },
  // So destroy removes the policy before the tags that it uses.
  { dependsOn: tags },
);
