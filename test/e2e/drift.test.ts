import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice, bob, orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const wanted = { ProjectDate: "2022-10-01", Project: ["Baker", "Cascade"], NumVendors: 4 };
const stayers = {
  tag: {
    principalType: "ServicePrincipal",
    principalId: orders.id,
    attributeSet: "Engineering",
    attributes: wanted,
  },
  person: {
    principalType: "User",
    principalId: alice.id,
    attributeSet: "Engineering",
    attributes: { NumVendors: 1 },
  },
};
const files = program({
  ...stayers,
  leaver: {
    principalType: "User",
    principalId: bob.id,
    attributeSet: "Engineering",
    attributes: { NumVendors: 2 },
  },
});

describe("a tenant that others change too", () => {
  it("shows drift in a preview, and repairs it [drift-repair]", async () => {
    await tell({ files }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag", "create person", "create leaver"]);
      directory.assign(orders.id, "Engineering", {
        NumVendors: 9,
        ProjectDate: null,
        Project: ["Cascade", "Baker"],
      });
      directory.removePrincipal(bob.id);

      const preview = await stack.preview("--refresh");
      assert.equal(preview.exitCode, 0, preview.output);
      assert.match(preview.output, /NumVendors *: 9 => 4/);
      assert.match(preview.output, /\+ +ProjectDate/);
      assert.doesNotMatch(preview.output, /Cascade" => /, "the order of a collection is no drift");

      await stack.program(program(stayers));
      const repaired = await stack.up("--refresh");
      assert.equal(repaired.exitCode, 0, repaired.output);
      // The collection keeps the order that others gave it, because it did not have to be written.
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { ...wanted, Project: ["Cascade", "Baker"] },
      });
      assertSteps(await stack.preview("--refresh"), []);
    });
  });

  it("leaves what a colleague changed when it is destroyed, and clears the rest [destroy-spares]", async () => {
    await tell({ files }, async ({ directory, stack }) => {
      assert.equal((await stack.up()).exitCode, 0);
      directory.assign(orders.id, "Engineering", { NumVendors: 9 });
      directory.removePrincipal(bob.id);
      const destroyed = await stack.destroy();
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { NumVendors: 9 },
      });
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      const warnings = destroyed.diagnostics.filter(({ severity }) => severity === "warning");
      assert.match(warnings.map(({ message }) => message).join(), /Left Engineering\.NumVendors/);
    });
  });
});
