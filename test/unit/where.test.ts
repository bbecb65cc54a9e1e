import assert from "node:assert/strict";
import { holdsAll } from "../../provider/entra/condition";
import type { AttributeValue } from "../../provider/entra/values";
import { filterText } from "../../provider/graph/filter";
import { readWhere } from "../../provider/resources/lookUps/where";

const filterOf = (where: unknown) => {
  const { conditions, problems } = readWhere(where);
  assert.deepEqual(problems, []);
  return filterText(conditions);
};

describe("the conditions of getPrincipals", () => {
  const filters: [what: string, where: unknown, filter: string][] = [
    ["a string", { E: { A: "Baker" } }, "customSecurityAttributes/E/A eq 'Baker'"],
    ["quotes", { E: { A: "O'Neill's" } }, "customSecurityAttributes/E/A eq 'O''Neill''s'"],
    [
      "what URLs are made of",
      { E: { A: "a&b=c#d%20+/?" } },
      "customSecurityAttributes/E/A eq 'a&b=c#d%20+/?'",
    ],
    ["any script", { Größe: { 名前: "日本語 😀" } }, "customSecurityAttributes/Größe/名前 eq '日本語 😀'"],
    ["a whole number", { E: { A: -4 } }, "customSecurityAttributes/E/A eq -4"],
    [
      "zero and false",
      { E: { A: 0, B: false } },
      "customSecurityAttributes/E/A eq 0 and customSecurityAttributes/E/B eq false",
    ],
    ["a string of digits", { E: { A: "2022" } }, "customSecurityAttributes/E/A eq '2022'"],
    ["the beginning", { E: { A: { startsWith: "S'" } } }, "startsWith(customSecurityAttributes/E/A,'S''')"],
    ["another value", { E: { A: { ne: "Oslo" } } }, "customSecurityAttributes/E/A ne 'Oslo'"],
    [
      "several conditions, on several sets",
      { E: { A: { startsWith: "S", ne: "Senior" }, B: { eq: true } }, M: { C: 1 } },
      "startsWith(customSecurityAttributes/E/A,'S') and customSecurityAttributes/E/A ne 'Senior' and " +
        "customSecurityAttributes/E/B eq true and customSecurityAttributes/M/C eq 1",
    ],
  ];
  for (const [what, where, filter] of filters) {
    it(`become a filter: ${what}`, () => assert.equal(filterOf(where), filter));
  }

  const refusals: [what: string, where: unknown, problem: RegExp][] = [
    ["nothing", {}, /^where must hold at least one condition/],
    ["a Map", new Map([["E", {}]]), /^where must hold at least one condition/],
    ["a list", ["E"], /^where must hold/],
    ["a set without conditions", { E: {} }, /^where\.E must hold at least one condition/],
    ["an attribute without conditions", { E: { A: {} } }, /^where\.E\.A must be a value, or/],
    [
      "undefined, which would widen the search",
      { E: { A: "x", B: undefined } },
      /^where\.E\.B must have a value/,
    ],
    ["undefined in a condition", { E: { A: { ne: undefined } } }, /^where\.E\.A\.ne must have a value/],
    ["an empty string", { E: { A: "" } }, /^where\.E\.A must not be an empty string/],
    [
      "an empty beginning, which everything has",
      { E: { A: { startsWith: "" } } },
      /startsWith must not be an empty/,
    ],
    ["a list of values", { E: { A: ["a", "b"] } }, /^where\.E\.A must be one value/],
    [
      "an operator of another tool",
      { E: { A: { contains: "a" } } },
      /^where\.E\.A\.contains is not a condition/,
    ],
    ["a number that starts with something", { E: { A: { startsWith: 4 } } }, /startsWith must be a string/],
    ["a fraction", { E: { A: 1.5 } }, /^where\.E\.A must be a whole number/],
    ["half of a character", { E: { A: "\ud800" } }, /^where\.E\.A must be valid Unicode/],
    ["a name that would change the filter", { "E/A eq 1 or x": { A: "a" } }, /letters and digits only/],
    ["such a name of an attribute", { E: { "A eq 1) or (B": "a" } }, /letters and digits only/],
    ["an object instead of a value", { E: { A: { eq: { ne: "x" } } } }, /^where\.E\.A\.eq must be a string/],
  ];
  for (const [what, where, problem] of refusals) {
    it(`are refused: ${what} [whole-question]`, () => {
      const { problems } = readWhere(where);
      assert.match(problems.map(({ path, reason }) => `${path} ${reason}`).join("\n"), problem);
    });
  }
});

describe("whether a principal holds what is asked for", () => {
  const one = (value: AttributeValue | undefined) => ({
    principalType: "User" as const,
    principalObjectId: "x",
    attributes: new Map([["E", new Map(value === undefined ? [] : [["A", value]])]]),
  });
  const cases: [where: object, value: AttributeValue | undefined, expected: boolean][] = [
    [{ E: { A: "Baker" } }, ["Alpine", "Baker"], true],
    [{ E: { A: "Baker" } }, ["baker"], false],
    [{ E: { A: "2022" } }, 2022, false],
    [{ E: { A: { ne: "Oslo" } } }, undefined, true],
    [{ E: { A: { ne: "Oslo" } } }, ["Oslo", "Bergen"], false],
    [{ E: { A: { startsWith: "S" } } }, "Senior", true],
    [{ E: { A: { startsWith: "S" } } }, ["x", "Sx"], true],
    [{ E: { A: { startsWith: "S" } } }, 5, false],
    [{ E: { A: false } }, undefined, false],
  ];
  for (const [where, value, expected] of cases) {
    it(`${JSON.stringify(where)} of ${JSON.stringify(value)}: ${expected}`, () =>
      assert.equal(holdsAll(one(value), readWhere(where).conditions), expected));
  }
});
