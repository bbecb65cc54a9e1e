import assert from "node:assert/strict";
import { posix } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { caseVariants } from "../../../provider/entra/names";
import { estateObject } from "../../../provider/cli/estate/estateJson";
import { inOrder } from "../../../provider/cli/estate/estate";
import { labelsOf } from "../../../provider/cli/export/labels";
import { plainText } from "../../../provider/cli/export/plainText";
import { programText } from "../../../provider/cli/export/programText";
import { definition, estate, idOf, principal } from "../support/estates";

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

  it("contains no part of a name that has a meaning in source code, in a terminal or for a reader", () => {
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

  it("leaves out what the resources would refuse, and says why, once for many principals", () => {
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

  it("holds values only where the definitions are not known, and says so", () => {
    const { text, leftOut } = programText(estate([principal(1, { Engineering: { Rank: "seven" } })]));
    assert.deepEqual(attributesIn(text), [{ Rank: "seven" }]);
    assert.deepEqual(leftOut, [
      "The program contains only values: this identity may not read the tenant's definitions.",
    ]);
  });

  it("leaves out sets and definitions that the resources would refuse", () => {
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

  it("gives every one of several equal names the beginning of its object id", () => {
    const same = [
      principal(1, {}, { displayName: "orders" }),
      principal(2, {}, { displayName: "orders" }),
      principal(3),
    ];
    assert.deepEqual([...labelsOf(same).values()], [`orders ${idOf(1)}`, `orders ${idOf(2)}`, "User 3"]);
    const apart = [
      principal(1, {}, { displayName: "x", principalObjectId: `aaaaaaaa${idOf(1).slice(8)}` }),
      principal(2, {}, { displayName: "x" }),
    ];
    assert.deepEqual([...labelsOf(apart).values()], ["x aaaaaaaa", "x 00000000"]);
    const alike = ["Zo\u00eb", "Zoe\u0308"].map((displayName, index) =>
      principal(index, {}, { displayName }),
    );
    assert.deepEqual([...labelsOf(alike).values()], [`Zo\u00eb ${idOf(0)}`, `Zo\u00eb ${idOf(1)}`]);
  });

  it("names a user in a comment with all that a user principal name may hold", () => {
    const userPrincipalName = "o'brien_x.example#EXT#@contoso.example";
    const { text } = programText(
      estate([principal(1, { Engineering: { Note: "x" } }, { userPrincipalName })]),
    );
    assert.ok(text.includes(`, // ${userPrincipalName}\n`), text);
  });

  it("gives each of them a different name, whatever their names in the directory", () => {
    const [one, two] = [`aaaaaaaa${idOf(1).slice(8)}`, `bbbbbbbb${idOf(2).slice(8)}`];
    const called = (id: string, displayName: string) =>
      principal(0, {}, { principalObjectId: id, displayName });
    const labels = [
      ...labelsOf([called(one, "x"), called(two, "x"), called(idOf(3), "x aaaaaaaa")]).values(),
    ];
    assert.equal(new Set(labels).size, 3);
    assert.ok(labels.includes("x bbbbbbbb"));
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

interface Registered {
  readonly className: string;
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** The resources that a program registers, in their order. `data` is what it finds in estate.json. */
function resourcesIn(text: string, data?: object): Registered[] {
  const found: Registered[] = [];
  const classNames = [
    "AttributeSet",
    "CustomSecurityAttributeDefinition",
    "CustomSecurityAttributeAssignment",
    "CustomSecurityAttributeAssignments",
  ];
  const classes = Object.fromEntries(
    classNames.map((className) => [
      className,
      class {
        constructor(name: string, args: Record<string, unknown>, options: object) {
          assert.deepEqual(structuredClone(options), { protect: true });
          // Made in another realm, whose objects have other prototypes.
          found.push({ className, name, args: structuredClone(args) });
        }
      },
    ]),
  );
  const modules: Record<string, object> = {
    "node:fs": {
      readFileSync: (path: string) => (assert.equal(path, "/p/estate.json"), JSON.stringify(data)),
    },
    "node:path": posix,
    "pulumi-custom-security-attributes": classes,
  };
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  runInNewContext(outputText, { exports: {}, __dirname: "/p", require: (name: string) => modules[name] });
  return found;
}

/** The `attributes` of every resource, as the program would pass them. */
function attributesIn(text: string): unknown[] {
  return resourcesIn(text).map(({ args }) => args["attributes"]);
}
