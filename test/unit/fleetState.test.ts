import assert from "node:assert/strict";
import {
  assignmentAt,
  loadFleet,
  loadFleetState,
  savePrincipal,
  stateAt,
} from "../../provider/resources/fleet/state";
import { savedFleet } from "../support/unit/savedFleet";
import { alice } from "../support/tenant";

describe("a principal of a fleet", () => {
  it("has the shared values and its own, which take precedence", () => {
    assert.deepEqual(Object.fromEntries(assignmentAt(loadFleet(savedFleet), "bob").attributes), {
      Certification: true,
      Level: "b",
      Project: ["Baker"],
    });
    assert.deepEqual(Object.fromEntries(assignmentAt(loadFleet(savedFleet), "alice").attributes), {
      Certification: true,
      Level: "a",
    });
  });

  it("is saved as the program gives it, and with its own values only if they differ", () => {
    const fleet = loadFleetState(savedFleet);
    const given = savedFleet.principals["alice"] ?? assert.fail();
    const state = stateAt(fleet, "alice");
    assert.equal(savePrincipal(fleet.shared, state, given), given, "the very same object");
    const drifted = { ...state, attributes: new Map([["Level", "x"]]), drifted: ["Level", "Certification"] };
    const entry = savePrincipal(fleet.shared, drifted, given);
    assert.deepEqual(entry, { principalId: alice.id, attributes: { Level: "x", Certification: null } });
    const principals = { ...savedFleet.principals, alice: entry };
    const again = loadFleetState({
      ...savedFleet,
      principals,
      drifted: { alice: ["Level", "Certification"] },
    });
    assert.deepEqual(stateAt(again, "alice"), drifted);
  });

  it("does not own a shared value that could not be assigned to it", () => {
    const fleet = loadFleetState(savedFleet);
    const state = { ...stateAt(fleet, "alice"), attributes: new Map([["Level", "a"]]) };
    const entry = savePrincipal(fleet.shared, state, { principalId: alice.id });
    const again = loadFleetState({ ...savedFleet, principals: { alice: entry } });
    assert.deepEqual([...stateAt(again, "alice").attributes.keys()], ["Level"]);
  });
});
