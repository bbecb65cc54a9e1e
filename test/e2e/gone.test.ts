import assert from "node:assert/strict";
import { program, tell } from "../support/story";
import { alice, bob } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/verdict";

const on = (principalId: string, attributes: object = { NumVendors: 4 }) => ({
  principalType: "User",
  principalId,
  attributeSet: "Engineering",
  attributes,
});

describe("what is no longer there", () => {
  it("a principal: refresh forgets its assignment, and the next up makes it again when it is back", async () => {
    const files = program({ stays: on(alice.id), leaver: on(bob.id) });
    await tell({ files }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create stays", "create leaver"]);
      await assertSettled(stack);
      directory.removePrincipal(bob.id);

      const refreshed = await stack.refresh();
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      const state = await stack.state();
      assert.ok(!state.includes(bob.id), "the state still speaks of the principal that is gone");
      assert.ok(state.includes(alice.id), state);

      directory.addUser(bob);
      assertSteps(await stack.up(), ["create leaver"]);
      assert.deepEqual(directory.user(bob.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
      await assertSettled(stack);
    });
  });

  it("all values: the assignment stays, drifted, and a plain refresh writes nothing", async () => {
    await tell(
      { files: program({ tag: on(alice.id, { NumVendors: 4, Project: ["Baker"] }) }) },
      async ({ directory, stack }) => {
        assertSteps(await stack.up(), ["create tag"]);
        await assertSettled(stack);
        directory.assign(alice.id, "Engineering", { NumVendors: null, Project: [] });
        directory.journal.clear();

        const refreshed = await stack.refresh();
        assert.equal(refreshed.exitCode, 0, refreshed.output);
        assert.deepEqual(directory.journal.writes(), []);
        assertSteps(await stack.preview(), ["update tag"]);

        assertSteps(await stack.up(), ["update tag"]);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Engineering: { NumVendors: 4, Project: ["Baker"] },
        });
        await assertSettled(stack);
      },
    );
  });

  it("what get looks for: values that are not there are none, a principal that is not there is an error", async () => {
    const look = (...ids: string[]) => ({
      "index.js": [
        `const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");`,
        ...ids.map(
          (id, index) =>
            `exports.found${index} = CustomSecurityAttributeAssignment.get("found${index}", ${JSON.stringify(id)}).attributes;`,
        ),
      ].join("\n"),
    });
    const files = look(`users/${alice.id}/Engineering`, `users/${alice.id}/Marketing`);
    await tell({ files }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { CostCenter: [1001], NumVendors: 0 });
      assertSteps(await stack.up(), []);
      assert.deepEqual(await stack.outputs(), {
        found0: { CostCenter: [1001], NumVendors: 0 },
        found1: {},
      });
      await assertSettled(stack);
      // Destroying a stack that only looks leaves the tenant alone.
      await stack.program(look(`users/${bob.id.replace("b0b", "b0c")}/Engineering`));
      assertFails(await stack.up(), "404", "b0c00000");
      directory.journal.clear();
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
        CostCenter: [1001],
        NumVendors: 0,
      });
    });
  });
});
