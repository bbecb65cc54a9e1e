import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "prettier";
import { inOrder } from "../../../provider/cli/estate/estate";
import { estateObject } from "../../../provider/cli/estate/estateJson";
import { plainText } from "../../../provider/cli/export/plainText";
import { programText } from "../../../provider/cli/export/programText";
import { caseVariants } from "../../../provider/entra/names";
import { definition, estate, idOf, principal } from "../support/estates";
import { attributesIn, resourcesIn } from "../support/resourcesIn";

describe("the program of an export", () => {
  // What Prettier counts as one column, as two and as none, alone and in sequences.
  const widths = fc
    .array(
      fc.constantFrom("a", '"', "é", "e\u0301", "太", "한", "︰", "ั", "☃", "❤️", "1️⃣", "👍🏽", "🇩🇪", "👩‍👧"),
      {
        minLength: 15,
        maxLength: 64,
      },
    )
    .map((graphemes) => [...graphemes.join("")].slice(0, 64).join(""));
  const value = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
    widths,
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.boolean(),
    fc.uniqueArray(fc.integer({ min: -99999, max: 99999 }), { minLength: 1, maxLength: 50 }),
    fc.uniqueArray(fc.string({ minLength: 1, maxLength: 64 }), { minLength: 1, maxLength: 9 }),
  );
  // What a resource would refuse, such as the same value twice, is left out, which has a test of its own.
  const name = fc
    .stringMatching(/^[A-Za-z0-9äß]{1,32}$/)
    .filter((one) => !/^(constructor|prototype)$/.test(one));

  it("is formatted as by Prettier, and contains exactly the values", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
        async (attributes) => {
          // Of names that differ in upper and lower case only, Entra has one.
          fc.pre(caseVariants(Object.keys(attributes)).length === 0);
          const { text } = programText(inOrder(estate([principal(1, { Engineering: attributes })])));
          assert.equal(await format(text, { parser: "typescript" }), text);
          const { principals } = inOrder(estate([principal(1, { Engineering: attributes })]));
          const expected = Object.fromEntries(principals[0]?.attributes.get("Engineering") ?? []);
          assert.deepEqual(attributesIn(text), [expected]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("contains nothing of a name that would end a comment or a string, or control a terminal", () => {
    const nasty = 'a*/ new Evil();//\n${x}`\u2028\u202e"\\';
    const { text } = programText(
      estate([
        principal(
          1,
          { Engineering: { Note: nasty } },
          { displayName: nasty, userPrincipalName: `${nasty}@x` },
        ),
      ]),
    );
    assert.deepEqual(attributesIn(text), [{ Note: nasty }]);
    assert.doesNotMatch(text, /[\u2028\u202e]/);
    assert.doesNotMatch(text.replace(/Note: .*/g, ""), /\*\/|\$\{/);
    assert.equal(plainText(nasty), "a new Evil() x");
  });

  it("starts with the definitions of the tenant, with inactive values in a comment", async () => {
    const attributeSets = [
      {
        name: "Engineering",
        description: 'For "engineers" in every single one of our many offices',
        maxAttributesPerSet: 25,
      },
      { name: "Unused" },
    ];
    const definitions = [
      definition("Level", {
        description: "",
        usePreDefinedValuesOnly: true,
        allowedValues: [
          { id: "Junior", isActive: true },
          { id: "a\u2028*/", isActive: false },
        ],
      }),
      definition("Rank", {
        type: "Integer",
        isCollection: true,
        isSearchable: false,
        status: "Deprecated",
        usePreDefinedValuesOnly: true,
        allowedValues: [{ id: "7", isActive: true }],
      }),
    ];
    const { text, data, leftOut } = programText(
      estate([principal(1, { Engineering: { Level: "Junior" } })], { attributeSets, definitions }),
    );
    assert.equal(await format(text, { parser: "typescript" }), text);
    assert.deepEqual([data, leftOut], [undefined, []]);
    assert.match(
      text,
      /\/\/ Predefined, and not active: "a\\u2028\*\\u002f"\n {4}allowedValues: \["Junior"\],/,
    );
    assert.deepEqual(
      resourcesIn(text).map(({ className, name, args }) => [className, name, args]),
      [
        ["AttributeSet", "Engineering", attributeSets[0]],
        ["AttributeSet", "Unused", { name: "Unused" }],
        [
          "CustomSecurityAttributeDefinition",
          "Engineering Level",
          {
            attributeSet: "Engineering",
            name: "Level",
            type: "String",
            usePreDefinedValuesOnly: true,
            allowedValues: ["Junior"],
          },
        ],
        [
          "CustomSecurityAttributeDefinition",
          "Engineering Rank",
          {
            attributeSet: "Engineering",
            name: "Rank",
            type: "Integer",
            isCollection: true,
            isSearchable: false,
            status: "Deprecated",
            usePreDefinedValuesOnly: true,
            allowedValues: [7],
          },
        ],
        [
          "CustomSecurityAttributeAssignment",
          "User 1 Engineering",
          {
            principalType: "User",
            principalId: idOf(1),
            attributeSet: "Engineering",
            attributes: { Level: "Junior" },
          },
        ],
      ],
    );
  });

  it("creates one resource for more than fifty principals, whose data is in a separate file", async () => {
    const users = Array.from({ length: 51 }, (_, index) =>
      principal(index, {
        Engineering: { Level: `L${index}`, ...(index === 0 && { constructor: "x" }) },
        ...(index < 50 && { toString: { Note: "n" } }),
      }),
    );
    const apps = [principal(99, { Engineering: { Level: "x" } }, { principalType: "ServicePrincipal" })];
    const nasty = { displayName: "a`*/\n${x}" };
    const everybody = estate([...users.slice(1), { ...(users[0] ?? principal(0)), ...nasty }, ...apps]);
    const { text, data, leftOut } = programText(everybody);
    assert.equal(await format(text, { parser: "typescript" }), text);
    assert.equal(leftOut.filter((line) => line.includes("Engineering.constructor")).length, 1);
    const written = data && (JSON.parse(JSON.stringify(estateObject(data))) as { principals: object[] });
    assert.equal(written?.principals.length, 51);
    const resources = resourcesIn(text, written);
    const [app, fleet, ...singles] = resources;
    assert.equal(app?.className, "CustomSecurityAttributeAssignment");
    assert.deepEqual(
      [fleet?.className, fleet?.name],
      ["CustomSecurityAttributeAssignments", "users Engineering"],
    );
    const members = fleet?.args["principals"] as Record<string, { principalId: string; attributes: object }>;
    assert.equal(Object.keys(members).length, 51);
    assert.deepEqual(members[`User 7 ${idOf(7)}`], { principalId: idOf(7), attributes: { Level: "L7" } });
    assert.deepEqual(members[`a x ${idOf(0)}`]?.attributes, { Level: "L0" });
    assert.equal(singles.length, 50);
    assert.ok(singles.every(({ args }) => args["attributeSet"] === "toString"));
  });

  it("names a user in a comment with all characters of the user principal name", () => {
    const userPrincipalName = "o'brien_x.example#EXT#@contoso.example";
    const { text } = programText(
      estate([principal(1, { Engineering: { Note: "x" } }, { userPrincipalName })]),
    );
    assert.ok(text.includes(`, // ${userPrincipalName}\n`), text);
  });

  it("is empty for an empty tenant, and does not depend on the order of the answer", () => {
    assert.match(programText(estate([], { attributeSets: [], definitions: [] })).text, /export \{\};\n$/);
    const some = [principal(2, { B: { X: 1 } }), principal(1, { A: { Y: 1 }, B: { X: 2 } })];
    assert.equal(
      programText(inOrder(estate(some))).text,
      programText(inOrder(estate([...some].reverse()))).text,
    );
  });
});
