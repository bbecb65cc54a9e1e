import { encodePatch, isEmptyPatch } from "../../provider/principals/patch";
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  planCreate,
  planDelete,
  planUpdate,
  type AssignmentPlan,
} from "../../provider/resources/assignment/plan";
import { refreshState } from "../../provider/resources/assignment/refresh";
import { recordFrom, sameValue, type AttributeValue } from "../../provider/entra/values";
import { retryDecision, type Answer } from "../../provider/graph/retryPolicy";
import { assignment, seen, stateOf, type Values } from "../support/unit/assignments";

// A few values of each shape come often, so that two independent draws are equal now and then.
const strings = fc.oneof(
  fc.constantFrom("a", "b"),
  fc.string({ minLength: 1, maxLength: 64 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
);
const integers = fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
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
function merge(directory: Values, plan: AssignmentPlan): Values {
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
  it("update leaves owned names equal to the program, and everything else untouched [only-ours] [others-survive]", () => {
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

  it("delete clears only what is still as it was written [destroy-spares]", () => {
    fc.assert(
      fc.property(values, values, (directory, written) => {
        const after = merge(directory, planDelete(seen(directory), stateOf(assignment(written))));
        const cleared = Object.keys(written).filter((key) => sameValue(directory[key], written[key]));
        assertSame(after, without(directory, cleared));
      }),
    );
  });

  it("delete clears all owned names when forced, and nothing else", () => {
    fc.assert(
      fc.property(values, values, fc.subarray(["A", "B", "C"]), (directory, written, drifted) => {
        const state = stateOf(assignment(written, { onDelete: "force" }), drifted);
        const after = merge(directory, planDelete(seen(directory), state));
        assert.deepEqual(after, without(directory, [...Object.keys(written), ...drifted]));
      }),
    );
  });

  it("delete leaves whatever had drifted", () => {
    fc.assert(
      fc.property(values, fc.subarray(["A", "B", "C", "D"]), (directory, drifted) => {
        const after = merge(directory, planDelete(seen(directory), stateOf(assignment(directory), drifted)));
        assert.deepEqual(after, pick(directory, drifted));
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

describe("sameValue", () => {
  const anyValue = fc.option(value, { nil: undefined });

  it("is reflexive and symmetric", () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        assert.ok(sameValue(a, a));
        assert.equal(sameValue(a, b), sameValue(b, a));
      }),
    );
  });

  it("is transitive", () => {
    // Elements from a set of two make it likely that collections of different lengths and orders are equal.
    const few = fc.option(
      fc.oneof(
        fc.constantFrom("a", "b", 0, 1, true, false),
        fc.array(fc.constantFrom("a", "b"), { maxLength: 3 }),
        fc.array(fc.constantFrom(0, 1), { maxLength: 3 }),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(few, few, few, (a, b, c) => {
        if (sameValue(a, b) && sameValue(b, c)) assert.ok(sameValue(a, c));
      }),
      { numRuns: 2000 },
    );
  });

  it("does not look at the order of a collection", () => {
    const shuffled = fc
      .uniqueArray(strings, { minLength: 1 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(fc.property(shuffled, ([list, reordered]) => assert.ok(sameValue(list, reordered))));
  });
});

describe("encodePatch", () => {
  it("names the type of exactly the integers and collections that it assigns, and sends nothing empty", () => {
    fc.assert(
      fc.property(values, values, (assigned, present) => {
        const cleared = without(present, Object.keys(assigned));
        const body = encodePatch({
          assign: new Map(Object.entries(assigned)),
          clear: new Map(Object.entries(cleared)),
        });
        const typed = Object.keys(assigned).filter(
          (key) => !["string", "boolean"].includes(typeof assigned[key]),
        );
        assert.deepEqual(
          Object.keys(body).sort(),
          [
            ...Object.keys(assigned),
            ...Object.keys(cleared),
            ...typed.map((key) => `${key}@odata.type`),
          ].sort(),
        );
        for (const [key, wanted] of Object.entries(assigned)) assert.deepEqual(body[key], wanted);
        for (const [key, old] of Object.entries(cleared))
          assert.deepEqual(body[key], Array.isArray(old) ? [] : null);
        for (const member of Object.values(body)) assert.ok(member !== undefined && member !== "");
      }),
    );
  });
});

describe("retryDecision", () => {
  const header = fc.oneof(
    fc.nat(1000).map(String),
    fc.double({ min: 0, max: 1e9, noNaN: true }).map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.string(),
  );
  const answer: fc.Arbitrary<Answer> = fc.oneof(
    fc.record({
      kind: fc.constant("answered" as const),
      status: fc.constantFrom(400, 401, 403, 404, 409, 429, 500, 502, 503, 504),
      code: fc.constantFrom("", "TooManyRequests", "Directory_ConcurrencyViolation"),
      retryAfter: fc.option(header, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant("unanswered" as const),
      permanent: fc.boolean(),
      mayHaveArrived: fc.boolean(),
    }),
  );

  it("never waits past the deadline, and never for less than no time", () => {
    const now = new Date("2026-01-01T00:00:00Z");
    const number = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1 }));
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const left = fc.integer({ min: -60_000, max: 600_000 });
    const repeatable = fc.constantFrom("always" as const, "ifNotCarriedOut" as const);
    fc.assert(
      fc.property(
        answer,
        repeatable,
        number,
        random,
        left,
        (given, repeatable, number, chance, milliseconds) => {
          const deadline = new Date(now.getTime() + milliseconds);
          const decision = retryDecision(given, { repeatable, number, now, deadline, random: chance });
          if (decision.action === "stop") return;
          assert.ok(decision.milliseconds >= 0);
          assert.ok(now.getTime() + decision.milliseconds < deadline.getTime());
        },
      ),
      { numRuns: 2000 },
    );
  });
});
