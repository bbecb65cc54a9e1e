import assert from "node:assert/strict";
import { type AttributeValue } from "../../provider/entra/values";
import { encodePatch, isEmptyPatch } from "../../provider/principals/patch";
import { type AssignmentPlan } from "../../provider/resources/assignment/plan";

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
    it(`is ${expected} for ${what}`, () => assert.equal(isEmptyPatch(patch), expected));
  }
});
