import assert from "node:assert/strict";
import { recordFrom } from "../../../provider/entra/values";
import type { AssignmentPlan } from "../../../provider/resources/assignment/plan";
import type { Values } from "./assignments";

/** A plan as plain data. What a case does not name is empty. */
export interface ExpectedPlan {
  assign?: Values;
  clear?: Values;
  adopted?: string[];
  conflicts?: string[];
  left?: string[];
}

export function assertPlan(
  { patch, adopted, conflicts, left, givenUp }: AssignmentPlan,
  expected: ExpectedPlan,
): void {
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
