import assert from "node:assert/strict";
import { alone, planDelete, planUpdate, type Demand } from "../../provider/resources/assignment/plan";
import { assertPlan } from "../support/unit/assertPlan";
import { assignment, seen, stateOf } from "../support/unit/assignments";

describe("giving up names", () => {
  const demands: Record<string, Demand> = { A: "claimed", C: "claimed", R: "refused", U: "unclear" };
  const circumstances = { ...alone, demandFor: (name: string) => demands[name] ?? "none" };
  const olds = stateOf(assignment({ A: "a", B: "b", C: "c", D: "d", R: "r", U: "u" }), ["C"]);
  const observed = seen({ A: "a", B: "b", C: "x", D: "x", R: "r", U: "u" });

  it("neither clears nor reports those that another resource asks for, in update and in delete", () => {
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
