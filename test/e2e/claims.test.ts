import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const named = (name: string, attributes: object = { NumVendors: 4 }) => ({
  [name]: { ...place, attributes },
});

describe("a name that moves to another resource within one run", () => {
  it("keeps its value when a resource is renamed, replaced, or gives the name to another one [rename]", async () => {
    await tell({ files: program(named("before")) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assertSteps(await stack.up(), ["create before"]);
      directory.journal.clear();

      await stack.program(program(named("after")));
      assertSteps(await stack.up(), ["create after", "delete before"]);
      assert.deepEqual(values(), { NumVendors: 4 });

      const urn =
        "urn:pulumi:test::story::pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment::after";
      const replaced = await stack.up("--replace", urn);
      assertSteps(replaced, ["create-replacement after", "replace after", "delete-replaced after"]);
      await assertSettled(stack);
      assert.deepEqual(values(), { NumVendors: 4 });

      await stack.program(program({ ...named("after", {}), ...named("heir") }));
      assertSteps(await stack.up(), ["create heir", "update after"]);
      assert.deepEqual(values(), { NumVendors: 4 });
      assert.deepEqual(directory.journal.writes(), []);
      await assertSettled(stack);
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.equal(values(), undefined);
    });
  });
});
