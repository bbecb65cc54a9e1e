import { planDelete } from "../../provider/resources/assignment/plan";
import { assertPlan, type ExpectedPlan } from "../support/unit/assertPlan";
import { assignment, seen, stateOf, type Values } from "../support/unit/assignments";

describe("planDelete", () => {
  interface Case {
    state?: Values;
    drifted?: string[];
    observed?: Values;
    mayBeHidden?: true;
    unread?: string[];
    force?: true;
    plan: ExpectedPlan;
  }
  const before: Values = { Project: ["Baker", "Cascade"], NumVendors: 4 };
  const changed: Values = { ...before, NumVendors: 16 };
  const cases: Record<string, Case> = {
    "clears what is still as it was written": { plan: { clear: before } },
    "leaves the values of others": { observed: { ...before, Level: "Senior" }, plan: { clear: before } },
    "clears a collection in another order": {
      observed: { Project: ["Cascade", "Baker"] },
      plan: { clear: { Project: ["Cascade", "Baker"] } },
    },
    "has nothing to clear where there is nothing": { observed: {}, plan: {} },
    "leaves what has changed since": {
      observed: changed,
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "leaves what had drifted": {
      state: changed,
      drifted: ["NumVendors"],
      observed: changed,
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "leaves what is back after a refresh found it missing": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "reports nothing about what a refresh found missing": {
      state: {},
      drifted: ["NumVendors"],
      observed: {},
      plan: {},
    },
    "clears what has changed since when forced": {
      observed: changed,
      force: true,
      plan: { clear: changed },
    },
    "clears what had drifted when forced": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      observed: { ...changed, Level: "Senior" },
      force: true,
      plan: { clear: changed },
    },
    "clears what it wrote when it may not read the values": {
      observed: {},
      mayBeHidden: true,
      plan: { clear: before },
    },
    "reports what had drifted as left when it may not read the values": {
      drifted: ["NumVendors"],
      observed: {},
      mayBeHidden: true,
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "leaves what has a value of an unknown kind by now": {
      observed: { Project: ["Baker", "Cascade"] },
      unread: ["NumVendors"],
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "clears what has a value of an unknown kind by now when forced": {
      observed: { Project: ["Baker", "Cascade"] },
      unread: ["NumVendors"],
      force: true,
      plan: { clear: before },
    },
    "reports a name in another case as left": {
      observed: { project: ["Baker", "Cascade"], NumVendors: 4 },
      plan: { clear: { NumVendors: 4 }, left: ["Project"] },
    },
  };
  for (const [what, differing] of Object.entries(cases)) {
    const { state = before, drifted, observed = before, mayBeHidden = false, unread, plan } = differing;
    it(what, () => {
      const olds = stateOf(assignment(state, differing.force && { onDelete: "force" }), drifted);
      assertPlan(planDelete(seen(observed, { mayBeHidden, unread }), olds), plan);
    });
  }
});
