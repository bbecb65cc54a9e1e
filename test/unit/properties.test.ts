import assert from "node:assert/strict";
import fc from "fast-check";
import {
  encodePatch,
  isEmptyPatch,
  planCreate,
  planDelete,
  planUpdate,
  type Plan,
} from "../../provider/assignment/patch";
import { refreshState } from "../../provider/assignment/refresh";
import { recordFrom, sameValue, type AttributeValue } from "../../provider/assignment/values";
import { assignment, seen, stateOf, type Values } from "../support/assignments";

const strings = fc.string({ minLength: 1, maxLength: 64 });
const integers = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  strings,
  fc.boolean(),
  integers,
  fc.uniqueArray(strings, { minLength: 1, maxLength: 5 }),
  fc.uniqueArray(integers, { minLength: 1, maxLength: 5 }),
);
const name = fc.constantFrom("A", "B", "C", "D", "E", "F");
const values: fc.Arbitrary<Values> = fc.dictionary(name, value, { noNullPrototype: true });

/** Graph's merge, written down once more and independently: null and `[]` clear, everything else replaces. */
function merge(directory: Values, plan: Plan): Values {
  const after = { ...directory };
  for (const [key, written] of Object.entries(encodePatch(plan.patch))) {
    if (key.includes("@")) continue;
    if (written === null || (Array.isArray(written) && written.length === 0)) delete after[key];
    else after[key] = written as AttributeValue;
  }
  return after;
}

function pick(all: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(all).filter(([key]) => names.includes(key)));
}

function without(all: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !names.includes(key)));
}

function assertSame(actual: Values, expected: Values): void {
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort());
  for (const [key, wanted] of Object.entries(expected)) assert.ok(sameValue(actual[key], wanted), key);
}

describe("plans, for any directory", () => {
  it("update leaves owned names equal to the program, and everything else untouched", () => {
    fc.assert(
      fc.property(
        values,
        fc.subarray(["A", "B", "C", "D", "E", "F"]),
        values,
        (directory, owned, program) => {
          const state = stateOf(assignment(pick(directory, owned)));
          const desired = assignment(program, { onConflict: "overwrite" });
          const names = [...owned, ...Object.keys(program)];
          const after = merge(directory, planUpdate(seen(directory), desired, state));
          assertSame(pick(after, names), program);
          assert.deepEqual(without(after, names), without(directory, names));
        },
      ),
    );
  });

  it("a second update has nothing to do", () => {
    fc.assert(
      fc.property(values, values, (directory, program) => {
        const desired = assignment(program, { onConflict: "overwrite" });
        const after = merge(directory, planUpdate(seen(directory), desired, stateOf(assignment(directory))));
        assert.ok(isEmptyPatch(planUpdate(seen(after), desired, stateOf(desired)).patch));
      }),
    );
  });

  it("create takes what is free, or refuses", () => {
    fc.assert(
      fc.property(values, values, (directory, program) => {
        const plan = planCreate(seen(directory), assignment(program));
        const conflicts = Object.keys(program).filter(
          (key) => directory[key] !== undefined && !sameValue(directory[key], program[key]),
        );
        assert.deepEqual([...plan.conflicts].sort(), conflicts.sort());
        if (conflicts.length === 0) assertSame(merge(directory, plan), { ...directory, ...program });
      }),
    );
  });

  it("delete clears only what is still as it was written", () => {
    fc.assert(
      fc.property(values, values, (directory, written) => {
        const after = merge(directory, planDelete(seen(directory), stateOf(assignment(written))));
        const cleared = Object.keys(written).filter((key) => sameValue(directory[key], written[key]));
        assertSame(after, without(directory, cleared));
      }),
    );
  });

  it("a refresh and an update heal any drift", () => {
    fc.assert(
      fc.property(values, values, (directory, program) => {
        const desired = assignment(program);
        const refreshed = refreshState(stateOf(desired), new Map(Object.entries(directory)));
        const plan = planUpdate(seen(directory), desired, refreshed);
        assert.deepEqual(plan.conflicts, []);
        assertSame(merge(directory, plan), { ...directory, ...program });
        assertSame(recordFrom(refreshed.attributes), pick(directory, Object.keys(program)));
      }),
    );
  });
});
