import assert from "node:assert/strict";
import {
  loadAssignment,
  loadState,
  ownedNames,
  saveInputs,
  saveState,
  type SavedState,
} from "../../provider/resources/assignment/state";
import { assignment, objectId, stateOf } from "../support/unit/assignments";

const attributes = {
  ProjectDate: "2022-10-01",
  Project: ["Baker", "Cascade"],
  NumVendors: 0,
  CostCenter: [1001, 1003],
  Certification: false,
};

describe("what Pulumi saves of an assignment", () => {
  const cases: Record<string, Parameters<typeof assignment>[1]> = {
    "without policies": {},
    "with onConflict": { onConflict: "overwrite" },
    "with onDelete": { onDelete: "force" },
    "with the defaults spelled out": { onConflict: "fail", onDelete: "clear" },
    "of a user named by a principal name": { principalId: "alice@contoso.example" },
    "of a service principal": { principalType: "ServicePrincipal" },
    "that owns nothing": { attributes: new Map() },
    "with names that objects treat specially": {
      attributes: new Map([
        ["__proto__", "a"],
        ["constructor", "b"],
      ]),
    },
  };
  for (const [what, others] of Object.entries(cases)) {
    it(`${what} survives being saved and loaded`, () => {
      const desired = assignment(attributes, others);
      assert.deepEqual(loadAssignment(saveInputs(stateOf(desired))), desired);
      const state = stateOf(desired, ["Level"]);
      assert.deepEqual(loadState(saveState(state)), state);
    });

    it(`${what} is plain JSON with nothing undefined in it`, () => {
      const saved = saveState(stateOf(assignment(attributes, others), ["Level"]));
      // A strict comparison tells a member that is undefined from one that is not there, which JSON cannot hold.
      assert.deepEqual(saved, JSON.parse(JSON.stringify(saved)));
    });
  }

  it("is a public format", () => {
    const format: SavedState = {
      principalType: "User",
      principalId: objectId,
      attributeSet: "Engineering",
      // A name that is owned and missing.
      attributes: { ...attributes, Level: null },
      onConflict: "overwrite",
      onDelete: "force",
      principalObjectId: objectId,
      drifted: ["Level"],
    };
    const desired = assignment(attributes, { onConflict: "overwrite", onDelete: "force" });
    assert.deepEqual(saveState(stateOf(desired, ["Level"])), format);
  });
});

describe("loadState", () => {
  it("takes a state without drifted names for one where nothing has drifted", () => {
    const { drifted, ...older } = saveState(stateOf(assignment(attributes)));
    assert.deepEqual(drifted, []);
    assert.deepEqual(loadState(older as SavedState).drifted, []);
  });
});

describe("ownedNames", () => {
  it("counts the names that are missing in the tenant at the moment", () => {
    const state = stateOf(assignment({ NumVendors: 4, Level: "Senior" }), ["NumVendors", "Certification"]);
    assert.deepEqual(ownedNames(state), new Set(["NumVendors", "Level", "Certification"]));
  });
});
