import assert from "node:assert/strict";
import { caseVariants, nameProblem, nearestName } from "../../provider/entra/names";

describe("nameProblem", () => {
  const cases: [string, string, RegExp | undefined][] = [
    ["letters", "Engineering", undefined],
    ["letters of another script", "Größe設計", undefined],
    ["a digit at the end", "Level2", undefined],
    ["32 characters", "a".repeat(32), undefined],
    ["32 characters outside the basic plane", "𝒜".repeat(32), undefined],
    ["33 characters", "a".repeat(33), /at most 32 characters/],
    ["nothing", "", /must not be empty/],
    ["a space", "Cost Center", /letters and digits only/],
    ["an underscore", "Cost_Center", /letters and digits only/],
    ["a hyphen", "Cost-Center", /letters and digits only/],
    ["a slash", "Cost/Center", /letters and digits only/],
    ["a line break", "Cost\nCenter", /letters and digits only/],
    ["an invisible character", "Cost\u200bCenter", /letters and digits only/],
    ["half a surrogate pair", "Cost\ud800", /letters and digits only/],
    ["an annotation", "Project@odata.type", /letters and digits only/],
    ["a key that objects treat specially", "__proto__", /letters and digits only/],
  ];
  for (const kind of ["attribute set", "attribute"] as const) {
    for (const [what, name, expected] of cases) {
      it(`${expected ? "refuses" : "allows"} ${what} in the name of an ${kind}`, () => {
        const problem = nameProblem(name, kind);
        if (expected) assert.match(problem ?? "", expected);
        else assert.equal(problem, undefined);
      });
    }
  }

  it("allows a digit at the start of an attribute, but not of a set", () => {
    assert.equal(nameProblem("2ndLevel", "attribute"), undefined);
    assert.match(nameProblem("2ndLevel", "attribute set") ?? "", /must not start with a digit/);
    assert.match(nameProblem("٣Level", "attribute set") ?? "", /must not start with a digit/);
  });
});

describe("caseVariants", () => {
  const cases: [string, string[], string[][]][] = [
    ["nothing", [], []],
    ["different names", ["Level", "Project"], []],
    ["upper and lower case", ["Level", "Project", "LEVEL", "level"], [["Level", "LEVEL", "level"]]],
    [
      "two groups",
      ["a", "b", "A", "B"],
      [
        ["a", "A"],
        ["b", "B"],
      ],
    ],
    ["one letter written in two ways", ["\u00e9", "e\u0301"], [["\u00e9", "e\u0301"]]],
  ];
  for (const [what, names, expected] of cases) {
    it(`finds ${expected.length} in ${what}`, () => assert.deepEqual(caseVariants(names), expected));
  }
});

describe("nearestName", () => {
  const inputs = ["principalType", "principalId", "attributeSet", "attributes"];
  const cases: [string, string, string[], string | undefined][] = [
    ["the same name", "attributes", inputs, "attributes"],
    ["another case", "PRINCIPALID", inputs, "principalId"],
    ["a letter too few", "principlId", inputs, "principalId"],
    ["a letter too many", "attributees", inputs, "attributes"],
    ["two letters changed places", "attribtueSet", inputs, "attributeSet"],
    ["a short word with one mistake", "Usr", ["User"], "User"],
    ["a short word with two mistakes", "Ur", ["User"], undefined],
    ["something else altogether", "location", inputs, undefined],
    ["the nearest of several", "attribute", inputs, "attributes"],
    ["nothing", "", inputs, undefined],
    ["no candidates", "attributes", [], undefined],
    ["a text far longer than any name", "a".repeat(100_000), inputs, undefined],
  ];
  for (const [what, name, candidates, expected] of cases) {
    it(`takes ${what} for ${expected ?? "none of them"}`, () =>
      assert.equal(nearestName(name, candidates), expected));
  }
});
