import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { alice, connected } from "./connected";
import { errorOf } from "./graphConnection";

const user = `/v1.0/users/${alice.id}`;
const sets = "/v1.0/directory/attributeSets";
const definitions = "/v1.0/directory/customSecurityAttributeDefinitions";
const level = {
  ...{ attributeSet: "Engineering", name: "Grade", type: "String", status: "Available" },
  ...{ isCollection: false, isSearchable: true, usePreDefinedValuesOnly: true },
  allowedValues: [{ id: "one", isActive: true }],
};

describe("what was defined a moment ago", () => {
  it("is unknown to other requests until the lag is over", () =>
    connected({ definitionLag: 1_500 }, async ({ graph }) => {
      const started = Date.now();
      assert.equal((await graph.post(sets, { id: "Sales" })).status, 201);
      assert.equal((await graph.post(definitions, level)).status, 201);
      assert.equal((await graph.get(`${sets}/Sales`)).status, 404);
      assert.equal((await graph.get(`${definitions}/Engineering_Grade`)).status, 404);
      assert.equal((await graph.assign(user, "Engineering", { Grade: "one" })).status, 400);
      await pause(started + 2_000 - Date.now());
      assert.equal((await graph.get(`${sets}/Sales`)).status, 200);
      assert.equal((await graph.assign(user, "Engineering", { Grade: "one" })).status, 204);
    }));

  it("lags when it is reactivated or a value is added, and not when it is deactivated", () =>
    connected({ definitionLag: 1_500 }, async ({ directory, graph }) => {
      directory.defineAttribute({
        attributeSet: "Engineering",
        name: "Grade",
        type: "String",
        allowedValues: ["one"],
      });
      const grade = `${definitions}/Engineering_Grade`;
      assert.equal((await graph.assign(user, "Engineering", { Grade: "one" })).status, 204);
      assert.equal((await graph.patch(grade, { status: "Deprecated" })).status, 204);
      assert.equal((await graph.assign(user, "Engineering", { Grade: "one" })).status, 400);
      const started = Date.now();
      assert.equal((await graph.patch(grade, { status: "Available" })).status, 204);
      assert.equal((await graph.post(`${grade}/allowedValues`, { id: "two", isActive: true })).status, 201);
      const refused = await graph.assign(user, "Engineering", { Grade: "one" });
      assert.match(errorOf(refused).message, /deprecated/);
      await pause(started + 2_000 - Date.now());
      assert.equal((await graph.assign(user, "Engineering", { Grade: "two" })).status, 204);
    }));
});

describe("names with different upper and lower case", () => {
  it("are refused, or treated as the defined names and shown like them", async () => {
    await connected({}, async ({ graph }) => {
      assert.equal((await graph.assign(user, "engineering", { Level: "a" })).status, 400);
      assert.equal((await graph.assign(user, "Engineering", { level: "a" })).status, 400);
      assert.equal((await graph.get(`${sets}/engineering`)).status, 404);
    });
    await connected({ assume: { nameCase: "folded" } }, async ({ directory, graph }) => {
      const values = { level: "a", "PROJECT@odata.type": "#Collection(String)", PROJECT: ["Baker"] };
      assert.equal((await graph.assign(user, "engineering", values)).status, 204);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "a", Project: ["Baker"] },
      });
      const { body } = await graph.get(`${user}?$select=customSecurityAttributes`);
      assert.match(JSON.stringify(body), /"Engineering":.*"Level":"a"/);
      assert.equal(((await graph.get(`${sets}/engineering`)).body as { id: string }).id, "Engineering");
      const list = await graph.get(`${definitions}?$filter=attributeSet%20eq%20'engineering'&$top=1`);
      assert.equal(
        (list.body as { value: { attributeSet: string }[] }).value[0]?.attributeSet,
        "Engineering",
      );
    });
  });

  it("cannot be defined a second time, whatever the answer's status", async () => {
    for (const [duplicate, status] of [
      ["badRequest", 400],
      ["conflict", 409],
    ] as const) {
      await connected({ assume: { duplicate } }, async ({ graph }) => {
        assert.equal((await graph.post(sets, { id: "engineering" })).status, status);
        const again = { ...level, name: "level" };
        assert.equal((await graph.post(definitions, again)).status, status);
        await graph.post(definitions, level);
        const value = { id: "one", isActive: true };
        const path = `${definitions}/Engineering_Grade/allowedValues`;
        assert.equal((await graph.post(path, value)).status, status);
      });
    }
  });
});

describe("the limit of 500 active definitions", () => {
  it("counts active ones only, for new and for reactivated ones", async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...{ attributeSet: "Many", name: `A${index}`, type: "String" as const },
    }));
    await connected({ definitions: many }, async ({ graph }) => {
      const other = { ...level, attributeSet: "Many" };
      assert.equal((await graph.post(definitions, other)).status, 400);
      assert.equal((await graph.patch(`${definitions}/Many_A0`, { status: "Deprecated" })).status, 204);
      assert.equal((await graph.post(definitions, other)).status, 201);
      assert.equal((await graph.patch(`${definitions}/Many_A0`, { status: "Available" })).status, 400);
      assert.equal((await graph.patch(`${definitions}/Many_A1`, { status: "Available" })).status, 204);
    });
  });

  it("and integers predefine whole numbers only", () =>
    connected({}, async ({ graph }) => {
      const number = { ...level, type: "Integer" };
      const withText = { ...number, name: "Texts", allowedValues: [{ id: "one", isActive: true }] };
      assert.equal((await graph.post(definitions, withText)).status, 400);
      const withNumber = { ...number, name: "Numbers", allowedValues: [{ id: "-1", isActive: true }] };
      assert.equal((await graph.post(definitions, withNumber)).status, 201);
    }));
});
