import assert from "node:assert/strict";
import { instantly, withLookUps } from "../support/graph/withLookUps";

describe("getAttributeSet and getAttributeSets", () => {
  it("give Graph's properties, with the id as the name", () =>
    withLookUps(
      async ({ look }) => {
        assert.deepEqual(await look("getAttributeSet", { name: "Größe" }), { name: "Größe" });
        assert.deepEqual(await look("getAttributeSets"), [
          { name: "Alpha", description: "First", maxAttributesPerSet: 25 },
          { name: "Größe" },
        ]);
      },
      {
        attributeSets: ["Größe", { id: "Alpha", description: "First", maxAttributesPerSet: 25 }],
        definitions: [],
      },
    ));

  it("refuse a name that does not exist, or in another case even if Graph finds it [names-as-defined]", async () => {
    for (const nameCase of ["exact", "folded"] as const) {
      await withLookUps(
        async ({ look }) => {
          await assert.rejects(
            look("getAttributeSet", { name: "marketing" }),
            /name: the tenant has .*: `Marketing`/,
          );
          await assert.rejects(
            look("getAttributeSet", { name: "Markting" }),
            /no attribute set Markting.*`Marketing`/,
          );
        },
        { assume: { nameCase } },
      );
    }
  });

  it("wait for a set that was created just now", () =>
    withLookUps(async ({ directory, look }) => {
      directory.faults.add({
        match: { path: "attributeSets/Marketing", times: 3 },
        respond: { status: 404 },
      });
      const options = { ...instantly, mayBeNew: true };
      assert.equal((await look("getAttributeSet", { name: "Marketing" }, options)).name, "Marketing");
    }));

  it("say which permission is missing", () =>
    withLookUps(
      async ({ look }) => {
        const needed = /403 [^]*CustomSecAttributeDefinition\.Read\.All[^]*Attribute Definition Reader/;
        await assert.rejects(look("getAttributeSet", { name: "Marketing" }), needed);
        await assert.rejects(look("getAttributeSets"), needed);
        await assert.rejects(look("getCustomSecurityAttributeDefinitions"), needed);
      },
      { callers: [{ roles: ["User.Read.All"] }] },
    ));
});
