import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { alice, bob } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

describe("the example people", () => {
  it("tags the people in the file, and takes it back", () =>
    tellExample("people", {}, async ({ directory, stack }) => {
      directory.assign(bob.id, "Engineering", { NumVendors: 4 });
      const values = ({ id }: { id: string }) => directory.user(id).customSecurityAttributes.Engineering;

      assertSteps(await stack.up(), ["create people"]);
      assert.deepEqual(values(alice), {
        Certification: true,
        Level: "Senior",
        Project: ["Baker", "Cascade"],
      });
      assert.deepEqual(values(bob), { Certification: true, Level: "Junior", NumVendors: 4 });
      assert.deepEqual(await stack.outputs(), { objectIds: { QN26904: alice.id, QN31177: bob.id } });
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete people"]);
      assert.deepEqual(values(bob), { NumVendors: 4 });
    }));
});
