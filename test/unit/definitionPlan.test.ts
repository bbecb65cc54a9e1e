import assert from "node:assert/strict";
import { planDefinition } from "../../provider/resources/definition/plan";
import {
  changedProperties,
  hiddenChanges,
  interruptedOwned,
  planProperties,
  refreshOwned,
  type Owned,
  type Property,
} from "../../provider/resources/properties";
import type { Definition } from "../../provider/resources/definition/state";

const map = (properties: Record<string, Property>) => new Map(Object.entries(properties));
const owned = (properties: Record<string, Property>, ...drifted: string[]): Owned => ({
  properties: map(properties),
  drifted,
});
const wish = (properties: Record<string, Property>, others: object = {}) => ({
  properties: map(properties),
  onConflict: undefined,
  isFree: () => false,
  isOurDoing: () => false,
  ...others,
});
const nothing = { write: new Map(), conflicts: [], left: [], drifted: [] };

describe("planProperties", () => {
  const cases: [string, Parameters<typeof planProperties>, object][] = [
    ["takes what is equal", [map({ a: 1 }), wish({ a: 1 })], {}],
    ["takes what is absent", [map({}), wish({ a: 1 })], { write: map({ a: 1 }) }],
    ["refuses what differs", [map({ a: 2 }), wish({ a: 1 })], { conflicts: ["a"] }],
    [
      "overwrites with onConflict",
      [map({ a: 2 }), wish({ a: 1 }, { onConflict: "overwrite" })],
      { write: map({ a: 1 }) },
    ],
    [
      "writes what the program changed, whatever is there",
      [map({ a: 3 }), wish({ a: 1 }), owned({ a: 2 })],
      { write: map({ a: 1 }) },
    ],
    ["writes nothing that is there by now", [map({ a: 1 }), wish({ a: 1 }), owned({ a: 2 })], {}],
    ["leaves what was changed elsewhere", [map({ a: 3 }), wish({ a: 1 }), owned({ a: 1 })], { left: ["a"] }],
    [
      "puts back what a refresh has seen",
      [map({ a: 3 }), wish({ a: 1 }), owned({ a: 3 }, "a")],
      { write: map({ a: 1 }) },
    ],
    [
      "keeps what the program agrees with in drifted",
      [map({ a: 3 }), wish({ a: 3 }), owned({ a: 3 }, "a")],
      { drifted: ["a"] },
    ],
    [
      "treats a name that is new to the resource as a create does",
      [map({ a: 3, b: 2 }), wish({ a: 3, b: 1 }), owned({ a: 3 })],
      { conflicts: ["b"] },
    ],
    [
      "restores what this run has changed",
      [map({ a: 3 }), wish({ a: 1 }, { isOurDoing: () => true }), owned({ a: 1 })],
      { write: map({ a: 1 }) },
    ],
    ["releases what the program leaves out", [map({ a: 3 }), wish({}), owned({ a: 1 }, "b")], {}],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => assert.deepEqual(planProperties(...given), { ...nothing, ...expected }));
  }
});

describe("what a resource owns", () => {
  it("has, after a look, the values that are there, in the order of the state", () => {
    const olds = owned({ b: 1, a: 1, c: 1 }, "d");
    const seen = refreshOwned(olds, map({ a: 1, b: 2, d: 5, others: 9 }));
    assert.deepEqual([...seen.properties.keys()], ["b", "a", "d"]);
    assert.deepEqual(seen, owned({ b: 2, a: 1, d: 5 }, "b", "c", "d"));
  });

  it("has drifted, after half a change, where it is neither as before nor as wanted", () => {
    const olds = owned({ kept: 1, changed: 1, dropped: 1, wrong: 1 });
    const there = map({ kept: 1, changed: 2, dropped: 1, wrong: 9 });
    assert.deepEqual(
      interruptedOwned(olds, map({ kept: 1, changed: 2, wrong: 2, missing: 3 }), there),
      owned({ kept: 1, changed: 2, dropped: 1, wrong: 9 }, "wrong", "missing"),
    );
  });

  it("changes where program and state differ, also where only the outputs show it", () => {
    const olds = owned({ a: 1, b: 1 }, "c");
    assert.deepEqual(changedProperties(olds, map({ a: 1, b: 2 })), ["b", "c"]);
    assert.deepEqual(hiddenChanges(olds, map({ a: 1 })), ["c"]);
    assert.deepEqual(hiddenChanges(olds, map({ c: 1 })), []);
  });
});

describe("planDefinition", () => {
  const plain = {
    type: "String",
    isCollection: true,
    isSearchable: true,
    status: "Available",
    usePreDefinedValuesOnly: true,
  };
  const wanted = (
    properties: Record<string, Property> = {},
    others: Partial<Definition> = {},
  ): Definition => ({
    attributeSet: "Engineering",
    name: "Project",
    properties: map({ ...plain, ...properties }),
    listsValues: true,
    hidesValues: false,
    onConflict: undefined,
    ...others,
  });
  const seen = (properties: Record<string, Property> = {}) =>
    map({ ...plain, description: "", ...properties });
  const value = (name: string) => `allowedValues.${name}`;

  it("adds and reactivates values, and does not touch those of others", () => {
    const plan = planDefinition(
      seen({ [value("a")]: false, [value("others")]: true }),
      wanted({ [value("a")]: true, [value("b")]: true }),
    );
    assert.deepEqual(plan, {
      ...nothing,
      write: map({ [value("a")]: true, [value("b")]: true }),
      deactivate: [],
      unchangeable: [],
      tooMany: undefined,
    });
  });

  it("deactivates what left the list, unless the list itself was removed", () => {
    const olds = owned({ ...plain, [value("a")]: true, [value("b")]: true }, value("gone"));
    const observed = seen({ [value("a")]: true, [value("b")]: true, [value("gone")]: false });
    assert.deepEqual(planDefinition(observed, wanted({ [value("a")]: true }), olds).deactivate, ["b"]);
    assert.deepEqual(planDefinition(observed, wanted({}, { listsValues: false }), olds).deactivate, []);
  });

  it("reactivates an attribute that is otherwise equal, and no other", () => {
    const deactivated = seen({ status: "Deprecated" });
    assert.deepEqual(planDefinition(deactivated, wanted()).write, map({ status: "Available" }));
    const different = planDefinition(
      seen({ status: "Deprecated", description: "theirs" }),
      wanted({ description: "ours" }),
    );
    assert.deepEqual(different.conflicts, ["description"]);
    assert.deepEqual(planDefinition(seen(), wanted({ status: "Deprecated" })).conflicts, ["status"]);
  });

  it("puts back an attribute that this run has deactivated", () => {
    const olds = owned(plain);
    assert.deepEqual(planDefinition(seen({ status: "Deprecated" }), wanted(), olds).left, ["status"]);
    assert.deepEqual(
      planDefinition(seen({ status: "Deprecated" }), wanted(), olds, true).write,
      map({ status: "Available" }),
    );
  });

  it("says what Entra cannot change, whatever the program asks for", () => {
    const overwrite = { onConflict: "overwrite" as const };
    const cases: [Record<string, Property>, Record<string, Property>, string[]][] = [
      [{ type: "Integer" }, {}, ["type"]],
      [{ isCollection: false }, {}, ["isCollection"]],
      [{ isSearchable: false }, {}, ["isSearchable"]],
      [{ usePreDefinedValuesOnly: false }, {}, ["usePreDefinedValuesOnly"]],
      [
        { usePreDefinedValuesOnly: false },
        { usePreDefinedValuesOnly: false, [value("a")]: true },
        [value("a")],
      ],
      [{}, { usePreDefinedValuesOnly: false }, []],
      [
        { usePreDefinedValuesOnly: false, [value("a")]: false },
        { usePreDefinedValuesOnly: false, [value("a")]: true },
        [],
      ],
    ];
    for (const [there, asked, expected] of cases) {
      assert.deepEqual(planDefinition(seen(there), wanted(asked, overwrite)).unchangeable, expected);
      assert.deepEqual(planDefinition(seen(there), wanted(asked)).unchangeable, expected);
    }
  });

  it("counts inactive values too", () => {
    const many = Object.fromEntries(Array.from({ length: 99 }, (_, n) => [value(`v${n}`), n % 2 === 0]));
    assert.equal(planDefinition(seen(many), wanted({ [value("a")]: true })).tooMany, undefined);
    const asked = wanted({ [value("a")]: true, [value("b")]: true });
    assert.deepEqual(planDefinition(seen(many), asked).tooMany, { there: 99, added: 2 });
  });
});
