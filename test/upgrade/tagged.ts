import { js, program } from "../support/story";
import { alice, fiveShapes, orders } from "../support/tenant";

/** The program whose state every release leaves to the next ones. It may grow, and nothing of it may change. */
export function tagged(numVendors = fiveShapes.NumVendors) {
  return program(
    {
      app: {
        principalType: "ServicePrincipal",
        principalId: orders.id,
        attributeSet: "Engineering",
        attributes: { ...fiveShapes, NumVendors: numVendors },
      },
      person: {
        principalType: "User",
        principalId: alice.userPrincipalName,
        attributeSet: "Engineering",
        attributes: { Level: js(`new pulumi.Config("story").requireSecret("level")`) },
        onDelete: "force",
      },
    },
    {},
  );
}

export const secrets = { "story:level": "clandestine" };
