import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

describe("the example otherOutputs", () => {
  it("previews what it does not know yet, and assigns it in the update", () =>
    tellExample(
      "otherOutputs",
      { config: { servicePrincipalId: orders.id } },
      async ({ directory, stack }) => {
        const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
        assertSteps(await stack.preview(), ["create orders-api"]);

        assertSteps(await stack.up(), ["create orders-api"]);
        const { deployedSince } = await stack.outputs();
        assert.match(String(deployedSince), /^\d{4}-\d\d-\d\d$/);
        assert.deepEqual(values(), {
          Engineering: {
            ProjectDate: deployedSince,
            CostCenter: [1001, 1003],
            NumVendors: 2,
            Project: ["orders-test"],
          },
        });
        await assertNothingToDo(stack);

        assertSteps(await stack.destroy(), ["delete orders-api"]);
        assert.deepEqual(values(), {});
      },
    ));
});
