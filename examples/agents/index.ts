import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import {
  AttributeSet,
  CustomSecurityAttributeAssignments,
  CustomSecurityAttributeDefinition,
} from "pulumi-custom-security-attributes";

/** The identity of an agent, which Entra keeps among the service principals, and how far it is trusted. */
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
  // Conditional Access compares strings and nothing else.
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

/** Whom the policy is about. The id of a definition is how a rule names it: `Agents_Trust`. */
export const rule = pulumi.interpolate`CustomSecurityAttribute.${trust.id} -eq "Low"`;

new azuread.ConditionalAccessPolicy(
  "untrusted-agents",
  {
    displayName: "Agents of low trust stay away from the ledger",
    // Set it to "enabled" once the sign-in logs show that it is about the right agents.
    state: "enabledForReportingButNotEnforced",
    conditions: {
      clientAppTypes: ["all"],
      // Not "All": beside it, a filter has been passed over, and everything was hit.
      applications: { includedApplications: [config.require("ledgerClientId")] },
      users: { includedUsers: ["None"] },
      clientApplications: { filter: { mode: "include", rule } },
    },
    grantControls: { operator: "OR", builtInControls: ["block"] },
  },
  // A destroy takes the policy away before the tags that it looks at.
  { dependsOn: tags },
);
