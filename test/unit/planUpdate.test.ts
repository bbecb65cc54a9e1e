import assert from "node:assert/strict";
import { planUpdate } from "../../provider/resources/assignment/plan";
import { assertPlan, type ExpectedPlan } from "../support/unit/assertPlan";
import { assignment, seen, stateOf, type Values } from "../support/unit/assignments";

describe("planUpdate", () => {
  interface Case {
    state?: Values;
    drifted?: string[];
    program?: Values;
    observed?: Values;
    mayBeHidden?: true;
    unread?: string[];
    overwrite?: true;
    force?: true;
    /** Missing names that the program leaves to others. */
    ignored?: string[];
    stillDrifted?: string[];
    plan: ExpectedPlan;
  }
  const before: Values = { Project: ["Baker", "Cascade"], NumVendors: 4 };
  const cases: Record<string, Case> = {
    "has nothing to do when nothing differs": { plan: {} },
    "writes only what differs": {
      program: { ...before, NumVendors: 8 },
      plan: { assign: { NumVendors: 8 } },
    },
    "writes a value of another type over the old one": {
      program: { ...before, NumVendors: "four" },
      plan: { assign: { NumVendors: "four" } },
    },
    "writes nothing when the tenant has the new value already": {
      program: { ...before, NumVendors: 8 },
      observed: { ...before, NumVendors: 8 },
      plan: {},
    },
    "writes a whole collection": {
      program: { ...before, Project: ["Baker", "Delta"] },
      plan: { assign: { Project: ["Baker", "Delta"] } },
    },
    "assigns a name that is new and free": {
      program: { ...before, Level: "Senior" },
      plan: { assign: { Level: "Senior" } },
    },
    "adopts a name that is new and equal": {
      program: { ...before, Level: "Senior" },
      observed: { ...before, Level: "Senior" },
      plan: { adopted: ["Level"] },
    },
    "stops at a name that is new and differs": {
      program: { ...before, Level: "Senior" },
      observed: { ...before, Level: "Junior" },
      plan: { conflicts: ["Level"] },
    },
    "overwrites a name that is new and differs, with onConflict": {
      program: { ...before, Level: "Senior" },
      observed: { ...before, Level: "Junior" },
      overwrite: true,
      plan: { assign: { Level: "Senior" } },
    },
    "clears names that left the program": { program: {}, plan: { clear: before } },
    "clears nothing where there is nothing": { program: {}, observed: {}, plan: {} },
    "clears by the type of the value that is there when forced": {
      program: { NumVendors: 4 },
      observed: { Project: "Baker", NumVendors: 4 },
      force: true,
      plan: { clear: { Project: "Baker" } },
    },
    "leaves a name that left the program and was changed elsewhere": {
      program: { NumVendors: 4 },
      observed: { Project: "Baker", NumVendors: 4 },
      plan: { left: ["Project"] },
    },
    "leaves a name that left the program and had drifted": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      program: { Project: ["Baker", "Cascade"] },
      observed: { ...before, NumVendors: 16 },
      plan: { left: ["NumVendors"] },
    },
    "keeps a drifted name drifted when the program agrees with what is there": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      program: { ...before, NumVendors: 16 },
      observed: { ...before, NumVendors: 16 },
      stillDrifted: ["NumVendors"],
      plan: {},
    },
    "does not write a drifted name that the program agrees with, whatever is there by now": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      program: { ...before, NumVendors: 16 },
      observed: { ...before, NumVendors: 32 },
      stillDrifted: ["NumVendors"],
      plan: { left: ["NumVendors"] },
    },
    "keeps a missing name that is ignored": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      program: { Project: ["Delta"] },
      observed: before,
      ignored: ["NumVendors"],
      stillDrifted: ["NumVendors"],
      plan: { assign: { Project: ["Delta"] } },
    },
    "leaves what was changed elsewhere since the last refresh": {
      observed: { ...before, NumVendors: 16 },
      plan: { left: ["NumVendors"] },
    },
    "leaves what was cleared elsewhere since the last refresh": {
      observed: { Project: ["Baker", "Cascade"] },
      plan: { left: ["NumVendors"] },
    },
    "writes what the program changed even if it was changed elsewhere too": {
      program: { ...before, NumVendors: 8 },
      observed: { ...before, NumVendors: 16 },
      plan: { assign: { NumVendors: 8 } },
    },
    "puts back what a refresh found changed": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      observed: { ...before, NumVendors: 16 },
      plan: { assign: { NumVendors: 4 } },
    },
    "puts back what a refresh found missing": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      observed: { Project: ["Baker", "Cascade"] },
      plan: { assign: { NumVendors: 4 } },
    },
    "writes a name that a refresh found missing and that is back with another value": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      observed: { ...before, NumVendors: 16 },
      plan: { assign: { NumVendors: 4 } },
    },
    "writes nothing for drift that was repaired elsewhere": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      plan: {},
    },
    "reports a name as left that is neither in the program nor in the state's values": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      program: { Project: ["Baker", "Cascade"] },
      plan: { left: ["NumVendors"] },
    },
    "reports a value of an unknown kind as left": {
      observed: {},
      unread: Object.keys(before),
      plan: { left: Object.keys(before) },
    },
    "reports nothing as left when it may not read the values": { observed: {}, mayBeHidden: true, plan: {} },
    "writes what differs when it may not read the values": {
      program: { ...before, NumVendors: 8 },
      observed: {},
      mayBeHidden: true,
      plan: { assign: { NumVendors: 8 } },
    },
    "clears by the type of what it wrote when it may not read the values": {
      program: { NumVendors: 4 },
      observed: {},
      mayBeHidden: true,
      plan: { clear: { Project: ["Baker", "Cascade"] } },
    },
  };
  for (const [what, differing] of Object.entries(cases)) {
    const { state = before, drifted, program = before, observed = before, mayBeHidden = false } = differing;
    const { unread, plan } = differing;
    it(what, () => {
      const desired = assignment(program, {
        ...(differing.overwrite && { onConflict: "overwrite" }),
        ...(differing.force && { onDelete: "force" }),
        ignored: differing.ignored ?? [],
      });
      const olds = stateOf(assignment(state), drifted);
      const planned = planUpdate(seen(observed, { mayBeHidden, unread }), desired, olds);
      assertPlan(planned, plan);
      assert.deepEqual(planned.drifted, differing.stillDrifted ?? []);
    });
  }
});
