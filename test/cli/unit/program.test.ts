import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { format } from "prettier";
import ts from "typescript";
import { inOrder } from "../../../provider/cli/estate/estate";
import { labelsOf } from "../../../provider/cli/export/labels";
import { plainText } from "../../../provider/cli/export/plainText";
import { programText } from "../../../provider/cli/export/programText";
import { estate, idOf, principal } from "../support/estates";

describe("the program of an export", () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.boolean(),
    fc.array(fc.integer({ min: -99999, max: 99999 }), { minLength: 1, maxLength: 50 }),
    fc.array(fc.string({ minLength: 1, maxLength: 64 }), { minLength: 1, maxLength: 9 }),
  );
  // What Pulumi cannot hold is left out, which has a test of its own.
  const name = fc
    .stringMatching(/^[A-Za-z0-9äß]{1,32}$/)
    .filter((one) => !/^(constructor|prototype)$/.test(one));

  it("is as Prettier would format it, and holds the very values", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
        async (attributes) => {
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

  it("holds nothing of a name that means something to a source file, a terminal or a reader", () => {
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
    assert.equal(attributesIn(text)[0]?.["Note"], nasty);
    assert.doesNotMatch(text, /[\u2028\u202e]/);
    assert.doesNotMatch(text.replace(/Note: .*/g, ""), /\*\/|\$\{/);
    assert.equal(plainText(nasty), "a new Evil() x");
  });

  it("leaves out what Pulumi cannot hold, and says so", () => {
    const { text, leftOut } = programText(
      estate([principal(1, { Engineering: { constructor: "x", Level: "Senior" }, Other: { prototype: 1 } })]),
    );
    assert.deepEqual(attributesIn(text), [{ Level: "Senior" }]);
    assert.equal(leftOut.length, 2);
    assert.match(leftOut[0] ?? "", /Engineering\.constructor of User 1/);
    assert.match(text, /\/\/ Left out, .*: constructor\n/);
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
  });

  it("calls no two of them the same, whatever they are called in the directory", () => {
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
    assert.match(programText(estate([])).text, /export \{\};\n$/);
    const some = [principal(2, { B: { X: 1 } }), principal(1, { A: { Y: 1 }, B: { X: 2 } })];
    assert.equal(
      programText(inOrder(estate(some))).text,
      programText(inOrder(estate([...some].reverse()))).text,
    );
  });
});

/** The `attributes` of every resource, as the program would pass them. */
function attributesIn(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  class CustomSecurityAttributeAssignment {
    constructor(_name: string, args: { attributes: Record<string, unknown> }) {
      // Made in another realm, whose objects have other prototypes.
      found.push(structuredClone(args.attributes));
    }
  }
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  runInNewContext(outputText, { exports: {}, require: () => ({ CustomSecurityAttributeAssignment }) });
  return found;
}
