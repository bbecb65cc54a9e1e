import assert from "node:assert/strict";
import { definitionProblems, newValueProblems, normalise } from "../../provider/resources/definition/inputs";
import { unknown } from "../support/provider/unknown";

const level = { attributeSet: "Engineering", name: "Level", type: "String" };
const limited = { usePreDefinedValuesOnly: true };

function problems(inputs: object, olds?: object): string[] {
  const news = normalise({ ...level, ...inputs });
  const before = olds ? normalise({ ...level, ...olds }) : {};
  const others = definitionProblems(news, before);
  const found = others.length > 0 ? others : newValueProblems(news, before);
  return found.map(({ path, reason }) => `${path}: ${reason}`);
}

describe("the inputs of a definition", () => {
  const wrong: [string, object, RegExp][] = [
    ["a name with an underscore", { name: "My_Level" }, /^name: .*letters and digits only/],
    ["a name that is too long", { name: "x".repeat(33) }, /^name: .*at most 32/],
    [
      "another type",
      { type: "Int32" },
      /^type: must be "Boolean", "Integer" or "String"; did you mean "Integer"\?|^type: must be "Boolean", "Integer" or "String"/,
    ],
    [
      "another status",
      { status: "available" },
      /^status: must be "Available" or "Deprecated"; did you mean "Available"\?/,
    ],
    ["a word for a truth", { isCollection: "yes" }, /^isCollection: must be true or false/],
    [
      "a long description",
      { description: "x".repeat(129) },
      /^description: must have at most 128 characters, and has 129/,
    ],
    ["a collection of Booleans", { type: "Boolean", isCollection: true }, /^isCollection: must be false/],
    ["predefined Booleans", { type: "Boolean", ...limited }, /^usePreDefinedValuesOnly: must be false/],
    [
      "the values of a Boolean",
      { type: "Boolean", allowedValues: ["true"] },
      /^allowedValues: must be left out/,
    ],
    [
      "a value twice",
      { ...limited, allowedValues: ["a", "a"] },
      /^allowedValues: holds the same value twice/,
    ],
    [
      "a number twice",
      { type: "Integer", ...limited, allowedValues: [1, "1"] },
      /^allowedValues: holds the same value twice/,
    ],
    [
      "too many values",
      { ...limited, allowedValues: Array.from({ length: 101 }, (_, n) => `v${n}`) },
      /^allowedValues: holds 101 values, and Entra keeps at most 100/,
    ],
    [
      "a value that is too long",
      { ...limited, allowedValues: ["x".repeat(65)] },
      /^allowedValues\[0\]: must have at most 64 characters, and has 65/,
    ],
    [
      "an empty value",
      { ...limited, allowedValues: [""] },
      /^allowedValues\[0\]: must not be an empty string/,
    ],
    [
      "a number among strings",
      { ...limited, allowedValues: [5] },
      /^allowedValues\[0\]: must be a string, as its type is String/,
    ],
    [
      "no whole number",
      { type: "Integer", ...limited, allowedValues: ["05"] },
      /^allowedValues\[0\]: must be a whole number/,
    ],
    [
      "a number beyond its bounds",
      { type: "Integer", ...limited, allowedValues: [2 ** 31] },
      /^allowedValues\[0\]: must be a whole number/,
    ],
    [
      "a value that no URL can name",
      { ...limited, allowedValues: [".."] },
      /^allowedValues\[0\]: .*no request could address/,
    ],
    [
      "values where any will do",
      { allowedValues: ["a"] },
      /^allowedValues: Entra accepts new predefined values only where/,
    ],
    ["an input that there is not", { isSearchabel: true }, /^isSearchabel: .*did you mean `isSearchable`/],
  ];
  for (const [what, others, expected] of wrong) {
    it(`are refused with ${what}, and with nothing of a value in the text`, () => {
      const found = problems(others);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", expected);
    });
  }

  it("pass where they are right or not known yet", () => {
    for (const others of [
      {},
      { type: "Integer", ...limited, allowedValues: [0, -5, "12", 2 ** 31 - 1] },
      { attributeSet: unknown, name: unknown, type: unknown, ...limited, allowedValues: [unknown, "a"] },
      { isCollection: unknown, status: unknown, usePreDefinedValuesOnly: unknown, allowedValues: unknown },
      { description: "x".repeat(128), allowedValues: [] },
    ]) {
      assert.deepEqual(problems(others), []);
    }
  });

  const changes: [string, object, object, RegExp | undefined][] = [
    ["the type", {}, { type: "Integer" }, /^type: is String, and Entra cannot change it/],
    ["whether it is a collection", {}, { isCollection: true }, /^isCollection: is false/],
    ["whether it is searchable", {}, { isSearchable: false }, /^isSearchable: is true/],
    [
      "that it has predefined values only",
      {},
      limited,
      /^usePreDefinedValuesOnly: is false, and Entra cannot change it from false to true/,
    ],
    ["that it has them no more", limited, { usePreDefinedValuesOnly: false }, undefined],
    [
      "that, and keeping its values",
      { ...limited, allowedValues: ["a"] },
      { usePreDefinedValuesOnly: false, allowedValues: ["a"] },
      undefined,
    ],
    [
      "that, and adding one",
      { ...limited, allowedValues: ["a"] },
      { usePreDefinedValuesOnly: false, allowedValues: ["a", "b"] },
      /^allowedValues: Entra accepts new/,
    ],
    [
      "everything, under another name",
      {},
      { name: "Rank", type: "Integer", isCollection: true, ...limited },
      undefined,
    ],
    [
      "everything, in another set",
      {},
      { attributeSet: "Sales", type: "Integer", isSearchable: false },
      undefined,
    ],
    ["what is not known yet", {}, { type: unknown, isCollection: unknown }, undefined],
  ];
  for (const [what, olds, news, expected] of changes) {
    it(`may ${expected ? "not " : ""}change ${what}`, () => {
      const found = problems(news, olds);
      if (expected) assert.match(found.join("\n"), expected);
      else assert.deepEqual(found, []);
    });
  }
});
