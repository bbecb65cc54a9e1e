import assert from "node:assert/strict";
import { refreshState } from "../../provider/assignment/refresh";
import { recordFrom } from "../../provider/assignment/values";
import { assignment, stateOf, type Values } from "../support/assignments";

const written: Values = { Project: ["Baker", "Cascade"], NumVendors: 4, Certification: false };

describe("refreshState", () => {
  interface Case {
    /** Names that had drifted before. */
    drifted?: string[];
    state?: Values;
    observed: Values;
    attributes: Values;
    nowDrifted: string[];
  }
  const cases: Record<string, Case> = {
    "everything as written": { observed: written, attributes: written, nowDrifted: [] },
    "a collection in another order stays as the program wrote it": {
      observed: { ...written, Project: ["Cascade", "Baker"] },
      attributes: written,
      nowDrifted: [],
    },
    "a changed value": {
      observed: { ...written, NumVendors: 8 },
      attributes: { ...written, NumVendors: 8 },
      nowDrifted: ["NumVendors"],
    },
    "a value of another type": {
      observed: { ...written, Certification: "false" },
      attributes: { ...written, Certification: "false" },
      nowDrifted: ["Certification"],
    },
    "a missing value": {
      observed: { Project: ["Baker", "Cascade"], NumVendors: 4 },
      attributes: { Project: ["Baker", "Cascade"], NumVendors: 4 },
      nowDrifted: ["Certification"],
    },
    "all values missing": {
      observed: {},
      attributes: {},
      nowDrifted: ["Project", "NumVendors", "Certification"],
    },
    "values of others": { observed: { ...written, Level: "Senior" }, attributes: written, nowDrifted: [] },
    "a name that was missing and is still": {
      state: { NumVendors: 4 },
      drifted: ["Certification"],
      observed: { NumVendors: 4 },
      attributes: { NumVendors: 4 },
      nowDrifted: ["Certification"],
    },
    "a name that was missing and came back": {
      state: { NumVendors: 4 },
      drifted: ["Certification"],
      observed: { NumVendors: 4, Certification: false },
      attributes: { NumVendors: 4, Certification: false },
      nowDrifted: ["Certification"],
    },
    "a name that had changed and has not changed since": {
      drifted: ["NumVendors"],
      observed: written,
      attributes: written,
      nowDrifted: ["NumVendors"],
    },
    "an assignment that owns nothing": {
      state: {},
      observed: { Level: "Senior" },
      attributes: {},
      nowDrifted: [],
    },
  };
  for (const [what, { drifted, state, observed, attributes, nowDrifted }] of Object.entries(cases)) {
    it(what, () => {
      const olds = stateOf(assignment(state ?? written), drifted);
      const refreshed = refreshState(olds, new Map(Object.entries(observed)));
      assert.deepEqual(recordFrom(refreshed.attributes), attributes);
      assert.deepEqual(refreshed.drifted, nowDrifted);
    });
  }

  it("touches nothing but the values, and not the state it was given", () => {
    const olds = stateOf(assignment(written, { onConflict: "overwrite", onDelete: "force" }));
    const refreshed = refreshState(olds, new Map());
    assert.deepEqual({ ...refreshed, attributes: olds.attributes, drifted: [] }, olds);
    assert.deepEqual(recordFrom(olds.attributes), written);
  });
});
