import { encodePatch, isEmptyPatch } from "../../provider/principals/patch";
import assert from "node:assert/strict";
import {
  alone,
  planCreate,
  planDelete,
  planUpdate,
  type AssignmentPlan,
  type Demand,
} from "../../provider/resources/assignment/plan";
import { recordFrom, type AttributeValue } from "../../provider/entra/values";
import { assignment, seen, stateOf, type Values } from "../support/assignments";

/** A plan as plain data. What a case does not name is empty. */
interface Outcome {
  assign?: Values;
  clear?: Values;
  adopted?: string[];
  conflicts?: string[];
  left?: string[];
}

function assertPlan({ patch, adopted, conflicts, left, givenUp }: AssignmentPlan, expected: Outcome): void {
  assert.deepEqual(
    {
      assign: recordFrom(patch.assign),
      clear: recordFrom(patch.clear),
      adopted,
      conflicts,
      left: [...left, ...givenUp.left],
    },
    { assign: {}, clear: {}, adopted: [], conflicts: [], left: [], ...expected },
  );
}

describe("planCreate", () => {
  const program: Values = { Project: ["Baker", "Cascade"], NumVendors: 0 };
  const cases: Record<string, { observed: Values; overwrite?: true; plan: Outcome }> = {
    "assigns what is free": { observed: {}, plan: { assign: program } },
    "leaves the values of others": { observed: { Level: "Senior" }, plan: { assign: program } },
    "adopts what is equal": { observed: program, plan: { adopted: ["Project", "NumVendors"] } },
    "adopts a collection in another order": {
      observed: { Project: ["Cascade", "Baker"] },
      plan: { adopted: ["Project"], assign: { NumVendors: 0 } },
    },
    "stops at what differs": {
      observed: { NumVendors: 4 },
      plan: { conflicts: ["NumVendors"], assign: { Project: ["Baker", "Cascade"] } },
    },
    "stops at a value of another type": {
      observed: { NumVendors: false, Project: "Baker" },
      plan: { conflicts: ["Project", "NumVendors"] },
    },
    "overwrites what differs with onConflict": {
      observed: { NumVendors: 4, Project: ["Baker", "Cascade"] },
      overwrite: true,
      plan: { adopted: ["Project"], assign: { NumVendors: 0 } },
    },
  };
  for (const [what, { observed, overwrite, plan }] of Object.entries(cases)) {
    it(what, () => {
      const desired = assignment(program, overwrite && { onConflict: "overwrite" });
      assertPlan(planCreate(seen(observed), desired), plan);
    });
  }
});

describe("planUpdate", () => {
  interface Case {
    state?: Values;
    drifted?: string[];
    program?: Values;
    observed?: Values;
    mayBeHidden?: true;
    overwrite?: true;
    force?: true;
    /** Missing names that the program leaves to others. */
    ignored?: string[];
    stillDrifted?: string[];
    plan: Outcome;
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
    "clears nothing where nothing is": { program: {}, observed: {}, plan: {} },
    "clears by the shape that is there when forced": {
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
    "still owns a missing name that is ignored": {
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
    "puts back what has drifted": {
      state: { ...before, NumVendors: 16 },
      drifted: ["NumVendors"],
      observed: { ...before, NumVendors: 16 },
      plan: { assign: { NumVendors: 4 } },
    },
    "puts back what drifted away": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      observed: { Project: ["Baker", "Cascade"] },
      plan: { assign: { NumVendors: 4 } },
    },
    "sees no conflict in a name that drifted away and came back different": {
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
    "leaves a name that is neither in the program nor in the state's values, and says so": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      program: { Project: ["Baker", "Cascade"] },
      plan: { left: ["NumVendors"] },
    },
    "takes nothing for left when it may not look": { observed: {}, mayBeHidden: true, plan: {} },
    "writes what differs when it may not look": {
      program: { ...before, NumVendors: 8 },
      observed: {},
      mayBeHidden: true,
      plan: { assign: { NumVendors: 8 } },
    },
    "clears by the shape of what it wrote when it may not look": {
      program: { NumVendors: 4 },
      observed: {},
      mayBeHidden: true,
      plan: { clear: { Project: ["Baker", "Cascade"] } },
    },
  };
  for (const [what, differing] of Object.entries(cases)) {
    const { state = before, drifted, program = before, observed = before, plan } = differing;
    it(what, () => {
      const desired = assignment(program, {
        ...(differing.overwrite && { onConflict: "overwrite" }),
        ...(differing.force && { onDelete: "force" }),
        ignored: differing.ignored ?? [],
      });
      const olds = stateOf(assignment(state), drifted);
      const planned = planUpdate(seen(observed, differing.mayBeHidden), desired, olds);
      assertPlan(planned, plan);
      assert.deepEqual(planned.drifted, differing.stillDrifted ?? []);
    });
  }
});

describe("planDelete", () => {
  interface Case {
    state?: Values;
    drifted?: string[];
    observed?: Values;
    mayBeHidden?: true;
    force?: true;
    plan: Outcome;
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
    "has nothing to clear where nothing is": { observed: {}, plan: {} },
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
    "leaves what drifted away and came back": {
      state: { Project: ["Baker", "Cascade"] },
      drifted: ["NumVendors"],
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "says nothing of what drifted away": {
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
    "clears what it wrote when it may not look": {
      observed: {},
      mayBeHidden: true,
      plan: { clear: before },
    },
    "leaves what had drifted when it may not look, and says so": {
      drifted: ["NumVendors"],
      observed: {},
      mayBeHidden: true,
      plan: { clear: { Project: ["Baker", "Cascade"] }, left: ["NumVendors"] },
    },
    "says of a name in another case that it stays": {
      observed: { project: ["Baker", "Cascade"], NumVendors: 4 },
      plan: { clear: { NumVendors: 4 }, left: ["Project"] },
    },
  };
  for (const [what, differing] of Object.entries(cases)) {
    const { state = before, drifted, observed = before, plan } = differing;
    it(what, () => {
      const olds = stateOf(assignment(state, differing.force && { onDelete: "force" }), drifted);
      assertPlan(planDelete(seen(observed, differing.mayBeHidden), olds), plan);
    });
  }
});

describe("giving up", () => {
  const demands: Record<string, Demand> = { A: "claimed", C: "claimed", R: "refused", U: "unclear" };
  const circumstances = { ...alone, demandFor: (name: string) => demands[name] ?? "none" };
  const olds = stateOf(assignment({ A: "a", B: "b", C: "c", D: "d", R: "r", U: "u" }), ["C"]);
  const observed = seen({ A: "a", B: "b", C: "x", D: "x", R: "r", U: "u" });

  it("neither clears nor speaks of names that another resource asks for, in update and in delete alike", () => {
    for (const plan of [
      planUpdate(observed, assignment({}), olds, circumstances),
      planDelete(observed, olds, circumstances),
    ]) {
      assertPlan(plan, { clear: { B: "b" }, left: ["D"] });
      const { spared, kept, unclear } = plan.givenUp;
      assert.deepEqual({ spared, kept, unclear }, { spared: ["A", "C"], kept: ["R"], unclear: ["U"] });
    }
  });
});

describe("encodePatch", () => {
  const assigned: [AttributeValue, Record<string, unknown>][] = [
    ["Senior", { N: "Senior" }],
    [true, { N: true }],
    [false, { N: false }],
    [4, { "N@odata.type": "#Int32", N: 4 }],
    [0, { "N@odata.type": "#Int32", N: 0 }],
    [["Baker"], { "N@odata.type": "#Collection(String)", N: ["Baker"] }],
    [[1001, 1003], { "N@odata.type": "#Collection(Int32)", N: [1001, 1003] }],
    [[0], { "N@odata.type": "#Collection(Int32)", N: [0] }],
  ];
  for (const [value, members] of assigned) {
    it(`assigns ${JSON.stringify(value)}`, () =>
      assert.deepEqual(encodePatch({ assign: new Map([["N", value]]), clear: new Map() }), members));
    it(`clears ${JSON.stringify(value)}, without naming its type`, () =>
      assert.deepEqual(encodePatch({ assign: new Map(), clear: new Map([["N", value]]) }), {
        N: Array.isArray(value) ? [] : null,
      }));
  }

  it("puts everything into one body, each type before its value", () => {
    const patch = { assign: new Map([["A", 4]]), clear: new Map([["B", "b"]]) };
    assert.equal(JSON.stringify(encodePatch(patch)), '{"A@odata.type":"#Int32","A":4,"B":null}');
  });
});

describe("isEmptyPatch", () => {
  const some = new Map([["A", false]]);
  const cases: [string, AssignmentPlan["patch"], boolean][] = [
    ["nothing", { assign: new Map(), clear: new Map() }, true],
    ["something to assign", { assign: some, clear: new Map() }, false],
    ["something to clear", { assign: new Map(), clear: some }, false],
  ];
  for (const [what, patch, expected] of cases) {
    it(`${what}: ${expected}`, () => assert.equal(isEmptyPatch(patch), expected));
  }
});
