import assert from "node:assert/strict";
import fc from "fast-check";
import { isUnknown } from "../../provider/pulumi/unknown";
import { checkInputs } from "../../provider/resources/assignment/inputs";
import { problemText } from "../../provider/resources/resource";
import { unknown } from "../support/provider/unknown";

const good = {
  principalType: "ServicePrincipal",
  principalId: "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
  attributeSet: "Engineering",
  attributes: {
    ProjectDate: "2022-10-01",
    CostCenter: [1001, 1003],
    NumVendors: 0,
    Certification: false,
    Project: ["Baker"],
  },
};
const reasons = (inputs: Record<string, unknown>) => checkInputs(inputs).problems.map(problemText);

/** Inputs of which any may be missing, wrong, unknown, or JSON of another shape, and some that do not exist. */
const leaf = fc.oneof(
  fc.constantFrom(unknown, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "", "User", null, "\ud800", -0),
  fc.jsonValue(),
);
const attributeMap = fc.dictionary(
  fc.oneof(fc.constantFrom("Level", "level", "__proto__", "constructor"), fc.string({ unit: "binary" })),
  fc.oneof(leaf, fc.array(leaf)),
);
const anyInputs: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.dictionary(fc.string({ unit: "binary" }), leaf, { maxKeys: 3 }),
    fc.record(
      {
        principalType: fc.oneof(fc.constantFrom("User", "ServicePrincipal"), leaf),
        principalId: fc.oneof(fc.constantFrom(good.principalId, "alice@contoso.example"), leaf),
        attributeSet: fc.oneof(fc.constant("Engineering"), leaf),
        attributes: fc.oneof({ weight: 4, arbitrary: attributeMap }, { weight: 1, arbitrary: leaf }),
        onConflict: leaf,
        onDelete: leaf,
      },
      { requiredKeys: [] },
    ),
  )
  .map(([others, inputs]) => ({ ...others, ...inputs }));

function withMarkedTexts(value: unknown): unknown {
  if (typeof value === "string") return isUnknown(value) ? value : `clandestine${value}`;
  if (typeof value === "number") return 987654321.5;
  if (Array.isArray(value)) return value.map(withMarkedTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withMarkedTexts(inner)]));
}

describe("checkInputs [collections-are-sets]", () => {
  it("passes good inputs, with the object id in lower case and without names that have no value", () => {
    const { inputs, problems } = checkInputs({ ...good, attributes: { ...good.attributes, Level: null } });
    assert.deepEqual(problems, []);
    assert.deepEqual(inputs, { ...good, principalId: good.principalId.toLowerCase() });
  });

  const unknowns: Record<string, object> = {
    everything: { principalType: unknown, principalId: unknown, attributeSet: unknown, attributes: unknown },
    "a value": { attributes: { Level: unknown } },
    "an element": { attributes: { Project: ["Baker", unknown] } },
  };
  for (const [what, inputs] of Object.entries(unknowns)) {
    it(`passes ${what} that is not known yet`, () => assert.deepEqual(reasons({ ...good, ...inputs }), []));
  }

  const bad: Record<string, [object, RegExp]> = {
    "a missing set": [{ attributeSet: undefined }, /^attributeSet: is required\.$/],
    "a misspelt input": [{ principalID: "x" }, /^principalID: .*did you mean `principalId`/],
    "a misspelt type": [
      { principalType: "servicePrincipal" },
      /^principalType: .*did you mean "ServicePrincipal"/,
    ],
    "a name instead of an id": [{ principalId: "orders-api" }, /^principalId: must be an object id/],
    "a principal name of a service principal": [
      { principalId: "a@contoso.example" },
      /^principalId: must be an object id/,
    ],
    "a path as principal name": [{ principalType: "User", principalId: "../a@b.example" }, /^principalId: /],
    "a set with a hyphen": [{ attributeSet: "Eng-1" }, /^attributeSet: /],
    "a list for a map": [{ attributes: ["a"] }, /^attributes: must be a map/],
    "a wrong policy": [{ onDelete: "never" }, /^onDelete: must be "clear" or "force"/],
    "a fraction": [{ attributes: { N: 1.5 } }, /^attributes\.N: must be a whole number/],
    "2^31": [{ attributes: { N: 2147483648 } }, /^attributes\.N: must be a whole number/],
    "an empty string": [{ attributes: { N: "" } }, /^attributes\.N: must not be an empty string/],
    "an empty list": [{ attributes: { N: [] } }, /^attributes\.N: must not be an empty list/],
    "65 characters": [{ attributes: { N: "x".repeat(65) } }, /^attributes\.N: must have at most 64/],
    "a mixed list": [
      { attributes: { N: ["a", 1] } },
      /^attributes\.N: must hold either strings or whole numbers/,
    ],
    "a nested list": [{ attributes: { N: [["a"]] } }, /^attributes\.N\[0\]: /],
    "a list of Booleans": [
      { attributes: { N: [true] } },
      /^attributes\.N\[0\]: .*no collections of Booleans/,
    ],
    "a duplicate": [{ attributes: { N: ["a", "b", "a"] } }, /^attributes\.N: holds the same value twice/],
    "an object": [{ attributes: { N: {} } }, /^attributes\.N: must be a string/],
    "names alike but for case": [{ attributes: { N: "a", n: "b" } }, /^attributes: N and n differ only/],
    "51 values": [
      { attributes: { N: Array.from({ length: 51 }, (_, i) => i) } },
      /^attributes: holds 51 values/,
    ],
    "half a character": [{ attributes: { N: "\ud800" } }, /^attributes\.N: must be valid Unicode/],
    "a name with a line break": [{ attributes: { "a\nb": 1 } }, /^attributes\["a\\nb"\]: /],
  };
  for (const [what, [inputs, expected]] of Object.entries(bad)) {
    it(`refuses ${what}`, () => {
      const found = reasons({ ...good, ...inputs });
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", expected);
    });
  }

  it("never throws, and never shows a value", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        checkInputs(inputs);
        // Each text that was drawn gives way to one that no message has by chance; the sentinels stay unknown.
        const marked = withMarkedTexts(inputs) as Record<string, unknown>;
        assert.doesNotMatch(reasons(marked).join("\n"), /clandestine|987654321/);
      }),
      { numRuns: 500 },
    );
  });
});
