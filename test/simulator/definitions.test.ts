import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import { connected } from "./connected";

const sets = "/v1.0/directory/attributeSets";
const definitions = "/v1.0/directory/customSecurityAttributeDefinitions";
const definition = {
  attributeSet: "Engineering",
  name: "Colour",
  type: "String",
  isCollection: false,
  isSearchable: true,
  status: "Available",
  usePreDefinedValuesOnly: true,
};

describe("attribute sets", () => {
  const refused: [what: string, body: object][] = [
    ["a space", { id: "My Set" }],
    ["an underscore", { id: "My_Set" }],
    ["a hyphen", { id: "My-Set" }],
    ["a digit in front", { id: "1Set" }],
    ["more than 32 characters", { id: "x".repeat(33) }],
    ["no id", { description: "x" }],
    ["a name that differs in case only", { id: "engineering" }],
    ["a description of more than 128 characters", { id: "Sales", description: "x".repeat(129) }],
    ["a property that does not exist", { id: "Sales", colour: "red" }],
  ];
  for (const [what, body] of refused) {
    it(`cannot have ${what}`, () =>
      connected({}, async ({ graph }) => {
        assert.equal((await graph.post(sets, body)).status, 400);
        const { body: after } = await graph.get(sets);
        assert.equal((after as { value: unknown[] }).value.length, 3);
      }));
  }

  it("can get a new description, and cannot be renamed or deleted", () =>
    connected({}, async ({ graph }) => {
      assert.equal(
        (await graph.patch(`${sets}/Engineering`, { description: "Makers", maxAttributesPerSet: null }))
          .status,
        204,
      );
      const { body } = await graph.get(`${sets}/Engineering?$select=id,description,maxAttributesPerSet`);
      const { description, maxAttributesPerSet } = body as Record<string, unknown>;
      assert.deepEqual([description, maxAttributesPerSet], ["Makers", null]);
      assert.equal((await graph.patch(`${sets}/Engineering`, { id: "Makers" })).status, 400);
      assert.equal((await graph.send({ method: "DELETE", path: `${sets}/Engineering` })).status, 405);
      assert.equal((await graph.get(`${sets}/engineering`)).status, 404);
    }));

  it("are full at their own maximum", () =>
    connected({}, async ({ graph }) => {
      await graph.patch(`${sets}/Operations`, { maxAttributesPerSet: 2 });
      const add = (name: string) =>
        graph.post(definitions, { ...definition, attributeSet: "Operations", name });
      assert.deepEqual([(await add("First")).status, (await add("Second")).status], [201, 400]);
    }));
});

describe("definitions", () => {
  const refused: [what: string, change: object][] = [
    ["of an unknown type", { type: "Date" }],
    ["without isSearchable", { isSearchable: undefined }],
    ["with a name that is taken", { name: "level" }],
    ["with a special character", { name: "My.Colour" }],
    ["of several Booleans", { type: "Boolean", isCollection: true, usePreDefinedValuesOnly: false }],
    ["of predefined Booleans", { type: "Boolean" }],
    ["with a value predefined twice", { allowedValues: [allowed("red"), allowed("red")] }],
    [
      "with 101 predefined values",
      { allowedValues: Array.from({ length: 101 }, (_, index) => allowed(String(index))) },
    ],
    ["with an empty predefined value", { allowedValues: [allowed("")] }],
    [
      "with a predefined value that is neither on nor off",
      { allowedValues: [{ id: "red", isActive: "yes" }] },
    ],
    [
      "with predefined values where other values are allowed too",
      { usePreDefinedValuesOnly: false, allowedValues: [allowed("red")] },
    ],
  ];
  for (const [what, change] of refused) {
    it(`${what} are refused`, () =>
      connected({}, async ({ graph }) => {
        assert.equal((await graph.post(definitions, { ...definition, ...change })).status, 400);
        assert.equal((await graph.get(`${definitions}/Engineering_Colour`)).status, 404);
      }));
  }

  it("of a set that does not exist are refused", () =>
    connected({}, async ({ graph }) => {
      assert.equal((await graph.post(definitions, { ...definition, attributeSet: "Nowhere" })).status, 404);
    }));

  it("take effect on the values that can be assigned", () =>
    connected({}, async ({ graph }) => {
      const created = await graph.post(definitions, { ...definition, allowedValues: [allowed("red")] });
      assert.equal(created.status, 201);
      assert.equal("allowedValues" in (created.body as object), false);
      const paint = async (Colour: string) =>
        (await graph.assign("/v1.0/users/alice@contoso.example", "Engineering", { Colour })).status;
      assert.deepEqual([await paint("red"), await paint("blue")], [204, 400]);
      await graph.post(`${definitions}/Engineering_Colour/allowedValues`, allowed("blue"));
      // Two pages of the documentation send the text instead of the boolean.
      await graph.patch(`${definitions}/Engineering_Colour/allowedValues/red`, { isActive: "false" });
      assert.deepEqual([await paint("blue"), await paint("red")], [204, 400]);
      const expanded = await graph.get(`${definitions}/Engineering_Colour?$expand=allowedValues`);
      assert.deepEqual((expanded.body as { allowedValues: unknown }).allowedValues, [
        { id: "red", isActive: false },
        { id: "blue", isActive: true },
      ]);
      await graph.patch(`${definitions}/Engineering_Colour`, { status: "Deprecated" });
      assert.equal(await paint("blue"), 400);
      await graph.patch(`${definitions}/Engineering_Colour`, { status: "Available" });
      assert.equal(await paint("blue"), 204);
    }));

  it("can be freed of their predefined values, and not bound to them again", () =>
    connected(
      { definitions: [{ attributeSet: "Engineering", name: "Colour", type: "String", allowedValues: [] }] },
      async ({ graph }) => {
        const change = async (usePreDefinedValuesOnly: boolean) =>
          (await graph.patch(`${definitions}/Engineering_Colour`, { usePreDefinedValuesOnly })).status;
        assert.deepEqual([await change(true), await change(false), await change(true)], [204, 204, 400]);
        assert.equal(
          (await graph.patch(`${definitions}/Engineering_Colour`, { type: "Integer" })).status,
          400,
        );
        assert.equal(
          (await graph.send({ method: "DELETE", path: `${definitions}/Engineering_Colour` })).status,
          405,
        );
      },
    ));

  it("number at most 500 that are active", () => {
    const many = Array.from({ length: 499 }, (_, index) => ({
      attributeSet: "Numbers",
      name: `N${index}`,
      type: "Integer" as const,
    }));
    return connected({ definitions: many }, async ({ directory, graph }) => {
      const add = async (name: string) =>
        (await graph.post(definitions, { ...definition, attributeSet: "Numbers", name })).status;
      assert.deepEqual([await add("Last"), await add("TooMany")], [201, 400]);
      directory.deprecate("Numbers", "N0");
      assert.equal(await add("TooMany"), 201);
    });
  });

  it("are found by filter, with blanks written as + or %20", () =>
    connected({ definitions: defaultDefinitions }, async ({ graph }) => {
      const { body } = await graph.get(
        `${definitions}?$filter=type+eq+'Integer'%20and%20attributeSet+eq+'Engineering'&$select=id`,
      );
      assert.deepEqual((body as { value: unknown }).value, [
        { id: "Engineering_NumVendors" },
        { id: "Engineering_CostCenter" },
      ]);
    }));
});

function allowed(id: string) {
  return { id, isActive: true };
}
