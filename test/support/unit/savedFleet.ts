import type { SavedFleetState } from "../../../provider/resources/fleet/state";
import { alice, bob } from "../tenant";

/** A fleet of Alice and Bob, as its outputs stand in state: Alice has the shared values only. */
export const savedFleet: SavedFleetState = {
  principalType: "User",
  attributeSet: "Engineering",
  attributes: { Certification: true, Level: "a" },
  principals: {
    alice: { principalId: alice.id },
    bob: { principalId: bob.userPrincipalName, attributes: { Level: "b", Project: ["Baker"] } },
  },
  objectIds: { bob: bob.id },
};
