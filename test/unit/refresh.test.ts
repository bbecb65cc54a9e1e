import assert from "node:assert/strict";
import { interruptedState } from "../../provider/resources/assignment/carriedOut";
import { refreshState } from "../../provider/resources/assignment/refresh";
import { recordFrom } from "../../provider/entra/values";
import { assignment, seen, stateOf, type Values } from "../support/unit/assignments";

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

  it("changes only the values, and not the state that it was given", () => {
    const olds = stateOf(assignment(written, { onConflict: "overwrite", onDelete: "force" }));
    const refreshed = refreshState(olds, new Map());
    assert.deepEqual({ ...refreshed, attributes: olds.attributes, drifted: [] }, olds);
    assert.deepEqual(recordFrom(olds.attributes), written);
  });
});

describe("interruptedState", () => {
  interface Case {
    /** What the state had before the write, or nothing for a create. */
    before?: Values;
    drifted?: string[];
    wanted: Values;
    observed: Values;
    hidden?: boolean;
    kept: Values;
    nowDrifted: string[];
  }
  const cases: Record<string, Case> = {
    "a create of which nothing took": {
      wanted: { Level: "a" },
      observed: {},
      kept: {},
      nowDrifted: ["Level"],
    },
    "a create of which all took": {
      wanted: { Level: "a" },
      observed: { Level: "a" },
      kept: { Level: "a" },
      nowDrifted: [],
    },
    "a create next to values of others": {
      wanted: { Level: "a" },
      observed: { NumVendors: 1 },
      kept: {},
      nowDrifted: ["Level"],
    },
    "an update that did not take is not drift": {
      before: { Level: "a" },
      wanted: { Level: "b" },
      observed: { Level: "a" },
      kept: { Level: "a" },
      nowDrifted: [],
    },
    "an update that was overwritten elsewhere": {
      before: { Level: "a" },
      wanted: { Level: "b" },
      observed: { Level: "c" },
      kept: { Level: "c" },
      nowDrifted: ["Level"],
    },
    "a name to clear that is still there stays owned": {
      before: { Level: "a", NumVendors: 1 },
      wanted: { NumVendors: 1 },
      observed: { Level: "a", NumVendors: 1 },
      kept: { Level: "a", NumVendors: 1 },
      nowDrifted: [],
    },
    "a name to clear that is gone": {
      before: { Level: "a", NumVendors: 1 },
      wanted: { NumVendors: 1 },
      observed: { NumVendors: 1 },
      kept: { NumVendors: 1 },
      nowDrifted: [],
    },
    "what had drifted before still has": {
      before: { Level: "c" },
      drifted: ["Level"],
      wanted: { Level: "b" },
      observed: { Level: "c" },
      kept: { Level: "c" },
      nowDrifted: ["Level"],
    },
    "what may be hidden keeps the value it had": {
      before: { Level: "a", NumVendors: 1 },
      wanted: { Level: "b", NumVendors: 1 },
      observed: {},
      hidden: true,
      kept: { Level: "a", NumVendors: 1 },
      nowDrifted: [],
    },
  };
  for (const [what, { before, drifted, wanted, observed, hidden, kept, nowDrifted }] of Object.entries(
    cases,
  )) {
    it(what, () => {
      const olds = before && stateOf(assignment(before), drifted);
      const state = interruptedState(
        { wanted: stateOf(assignment(wanted)), olds },
        seen(observed, { mayBeHidden: hidden ?? false }),
      );
      assert.deepEqual(recordFrom(state.attributes), kept);
      assert.deepEqual(state.drifted, nowDrifted);
    });
  }
});
