import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice, bob, orders } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const on = (principalId: string, attributes: object = { NumVendors: 4 }) => ({
  principalType: "User",
  principalId,
  attributeSet: "Engineering",
  attributes,
});

describe("principals and values that are gone", () => {
  it("a principal: refresh removes its assignment from the state, and the next up creates it again when it is back", async () => {
    const files = program({ stays: on(alice.id), leaver: on(bob.id) });
    await tell({ files }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create stays", "create leaver"]);
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
    const look = (ids: Record<string, string>) => ({
      "index.js": [
        `const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");`,
        ...Object.entries(ids).map(
          ([name, id]) =>
            `const ${name} = CustomSecurityAttributeAssignment.get("${name}", "${id}");` +
            `exports.${name} = { attributes: ${name}.attributes, principal: ${name}.principalObjectId };`,
        ),
      ].join("\n"),
    });
    const files = look({
      all: `servicePrincipals/${orders.id}/Engineering`,
      none: `users/${alice.id}/Marketing`,
    });
    await tell({ files }, async ({ directory, stack }) => {
      const values = { Project: ["Baker"], NumVendors: 0, Certification: false };
      directory.assign(orders.id, "Engineering", values);
      directory.assign(alice.id, "Engineering", { NumVendors: 4 });
      assertSteps(await stack.up(), []);
      assert.deepEqual(await stack.outputs(), {
        all: { attributes: values, principal: orders.id },
        none: { attributes: {}, principal: alice.id },
      });
      await assertSettled(stack);

      await stack.program(look({ gone: `users/${orders.id}/Engineering`, wrong: "users/alice/Engineering" }));
      assertFails(await stack.up(), "404", orders.id, "servicePrincipals/{object id}/{attribute set}");
      // Destroying a stack that only looks leaves the tenant alone.
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes.Engineering, values);
    });
  });
});
