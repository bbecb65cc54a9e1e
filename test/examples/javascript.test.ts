import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

describe("the example javascript", () => {
  it("assigns, shows that nothing drifted, and clears", () =>
    tellExample("javascript", { config: { servicePrincipalId: orders.id } }, async ({ directory, stack }) => {
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      assertSteps(await stack.up(), ["create orders-api"]);
      assert.deepEqual(values(), {
        Engineering: { Project: ["Baker", "Cascade"], NumVendors: 4, ProjectDate: "2022-10-01" },
      });
      assert.deepEqual(await stack.outputs(), { drifted: [] });
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete orders-api"]);
      assert.deepEqual(values(), {});
    }));
});
