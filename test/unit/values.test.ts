import assert from "node:assert/strict";
import {
  attributesFrom,
  isAttributeValue,
  recordFrom,
  sameValue,
  type AttributeValue,
} from "../../provider/entra/values";

describe("sameValue", () => {
  const cases: [AttributeValue | undefined, AttributeValue | undefined, boolean][] = [
    ["Baker", "Baker", true],
    ["Baker", "baker", false],
    [0, 0, true],
    [0, false, false],
    [1, "1", false],
    ["true", true, false],
    [false, undefined, false],
    [0, undefined, false],
    [undefined, undefined, true],
    [["Baker", "Cascade"], ["Cascade", "Baker"], true],
    [["Baker", "Baker"], ["Baker"], true],
    [["Baker"], ["Baker", "Cascade"], false],
    [["Baker", "Cascade"], ["Baker", "Delta"], false],
    [["1"], [1], false],
    [["Baker"], "Baker", false],
    [[1001], 1001, false],
    [["Baker"], undefined, false],
  ];
  for (const [a, b, expected] of cases) {
    it(`${JSON.stringify(a)} and ${JSON.stringify(b)}: ${expected}`, () => {
      assert.equal(sameValue(a, b), expected);
      assert.equal(sameValue(b, a), expected);
    });
  }
});

describe("isAttributeValue", () => {
  const yes: unknown[] = [
    "Baker",
    "",
    true,
    false,
    0,
    -1,
    ["Baker"],
    ["Baker", "Cascade"],
    [0],
    [1001, 1003],
  ];
  const no: unknown[] = [
    undefined,
    null,
    {},
    [],
    [true],
    [null],
    ["Baker", 1],
    [1, "Baker"],
    [["Baker"]],
    [{}],
  ];
  for (const value of yes) {
    it(`${JSON.stringify(value)} is one`, () => assert.ok(isAttributeValue(value)));
  }
  for (const value of no) {
    it(`${JSON.stringify(value)} is none`, () => assert.ok(!isAttributeValue(value)));
  }
});

describe("attributesFrom", () => {
  it("keeps values, and leaves out nulls, objects and empty collections", () => {
    const record = { Level: "Senior", NumVendors: 0, Certification: false, Project: [], Gone: null, Odd: {} };
    assert.deepEqual(
      [...attributesFrom(record)],
      [
        ["Level", "Senior"],
        ["NumVendors", 0],
        ["Certification", false],
      ],
    );
  });

  it("and recordFrom keep names that objects treat specially", () => {
    const record = JSON.parse('{"__proto__":"a","constructor":"b","toString":[1]}') as object;
    const there = recordFrom(attributesFrom(record));
    assert.equal(JSON.stringify(there), JSON.stringify(record));
    assert.equal(Object.getPrototypeOf(there), Object.prototype);
  });
});
