import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const engineer = (args: object) => ({ tag: { principalType: "User", attributeSet: "Engineering", ...args } });

describe("where an assignment is", () => {
  it("moves to another principal, and leaves nothing behind [replace] [others-survive]", async () => {
    const on = (principalId: string) => program(engineer({ principalId, attributes: { NumVendors: 4 } }));
    await tell({ files: on(alice.id) }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      directory.assign(bob.id, "Engineering", { Level: "Junior" });
      assertSteps(await stack.up(), ["create tag"]);
      await stack.program(on(bob.id.toUpperCase()));
      assertSteps(await stack.up(), ["create-replacement tag", "replace tag", "delete-replaced tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
      assert.deepEqual(directory.user(bob.id).customSecurityAttributes, {
        Engineering: { Level: "Junior", NumVendors: 4 },
      });
      await assertSettled(stack);
    });
  });

  it("moves to another attribute set [replace]", async () => {
    const inSet = (attributeSet: string) =>
      program(engineer({ principalId: alice.id, attributeSet, attributes: { Project: ["Baker"] } }));
    await tell({ files: inSet("Engineering") }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      await stack.program(inSet("Operations"));
      assertSteps(await stack.up(), ["create-replacement tag", "replace tag", "delete-replaced tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Operations: { Project: ["Baker"] },
      });
      await assertSettled(stack);
    });
  });

  it("owns nothing and writes nothing while its map is empty [names-only]", async () => {
    const map = (attributes: object) => program(engineer({ principalId: alice.id, attributes }));
    await tell({ files: map({}) }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      assertSteps(await stack.up(), ["create tag"]);
      await assertSettled(stack);
      assert.deepEqual(directory.journal.writes(), []);

      await stack.program(map({ NumVendors: 0 }));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
        Level: "Senior",
        NumVendors: 0,
      });

      await assertSettled(stack);
      await stack.program(map({}));
      assertSteps(await stack.up(), ["update tag"]);
      await assertSettled(stack);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, { Level: "Senior" });
      assert.equal(directory.journal.writes().length, 2);
    });
  });
});
