import assert from "node:assert/strict";
import { programText } from "../../../provider/cli/export/programText";
import { definition, estate, principal } from "../support/estates";
import { attributesIn, resourcesIn } from "../support/resourcesIn";

describe("the program of an export leaves out", () => {
  it("values that the resources would refuse, and says why, once for many principals", () => {
    const definitions = [definition("Level"), definition("Rank", { type: "Integer" })];
    const attributeSets = [{ name: "Engineering" }, { name: "a-b*/${x}" }];
    const odd = {
      constructor: "x",
      Level: "Senior",
      level: "x",
      Rank: "seven",
      "a\n*/": 1,
      Long: "x".repeat(65),
    };
    const members = Array.from({ length: 3 }, (_, index) => principal(index, { Engineering: odd }));
    const many = principal(4, {
      "a-b*/${x}": { X: 1 },
      Engineering: { N: Array.from({ length: 51 }, (_, n) => n) },
    });
    const { text, leftOut } = programText(estate([...members, many], { definitions, attributeSets }));
    assert.deepEqual(
      resourcesIn(text).flatMap(({ args }) => args["attributes"] ?? []),
      Array.from({ length: 3 }, () => ({ Level: "Senior" })),
    );
    const where = 'Left out "a-b*\\u002f$\\u007bx}"';
    const whyNot = "letters and digits only: no spaces, hyphens, underscores or other special characters.";
    assert.deepEqual(leftOut, [
      `Left out the attribute set "a-b*\\u002f$\\u007bx}": the name of an attribute set may contain ${whyNot}`,
      "Left out Engineering.constructor of User 0 and 2 more: Pulumi's SDK drops members with this name.",
      "Left out Engineering.level of User 0 and 2 more: the tenant defines this name with different upper and lower case: Level.",
      "Left out Engineering.Rank of User 0 and 2 more: the attribute is defined as Integer.",
      `Left out Engineering."a\\n*\\u002f" of User 0 and 2 more: the name of an attribute may contain ${whyNot}`,
      "Left out Engineering.Long of User 0 and 2 more: must have at most 64 characters.",
      "Left out Engineering.N of User 4: holds 51 values, and Entra keeps at most 50 on one user or service principal, where each element of a list counts as one.",
      `${where}.X of User 4: the name of an attribute set may contain ${whyNot}`,
    ]);
    for (const line of leftOut) assert.ok(text.includes(`// ${line}\n`), line);
    assert.doesNotMatch(text, /\*\/|\$\{/);
  });

  it("the definitions where the caller may not read them, and says so", () => {
    const { text, leftOut } = programText(estate([principal(1, { Engineering: { Rank: "seven" } })]));
    assert.deepEqual(attributesIn(text), [{ Rank: "seven" }]);
    assert.deepEqual(leftOut, [
      "The program contains only values: this identity may not read the tenant's definitions.",
    ]);
  });

  it("sets and definitions that the resources would refuse", () => {
    const { text, leftOut } = programText(
      estate([], {
        attributeSets: [{ name: "A", description: "x".repeat(129), maxAttributesPerSet: 0 }],
        definitions: [
          definition("Truth", { type: "Boolean", isCollection: true }),
          definition("Rank", {
            type: "Integer",
            usePreDefinedValuesOnly: true,
            allowedValues: [{ id: "007", isActive: true }],
          }),
          definition("Open", { allowedValues: [{ id: "was */ listed", isActive: true }] }),
        ],
      }),
    );
    assert.deepEqual(
      resourcesIn(text).map(({ args }) => args),
      [
        { name: "A" },
        { attributeSet: "Engineering", name: "Rank", type: "Integer", usePreDefinedValuesOnly: true },
        { attributeSet: "Engineering", name: "Open", type: "String" },
      ],
    );
    assert.match(text, /\/\/ Predefined, and others are allowed: "was \*\\u002f listed"\n/);
    assert.deepEqual(
      leftOut.map((line) => line.replace(/: .*/, "")),
      [
        "description of A",
        "maxAttributesPerSet of A",
        "the definition Engineering.Truth (isCollection)",
        "allowedValues[0] of Engineering.Rank",
      ].map((what) => `Left out ${what}`),
    );
  });
});
