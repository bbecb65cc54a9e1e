import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const names = ["orders-api-Engineering", "orders-api-Marketing", "orders-api-Operations"];

describe("the example severalSets", () => {
  it("assigns every set of the component, and clears no other attribute of them", () =>
    tellExample(
      "severalSets",
      { config: { servicePrincipalId: orders.id } },
      async ({ directory, stack }) => {
        directory.assign(orders.id, "Engineering", { Level: "Senior" });
        const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;

        assertSteps(
          await stack.up(),
          names.map((name) => `create ${name}`),
        );
        assert.deepEqual(values(), {
          Engineering: { Level: "Senior", Project: ["Baker", "Cascade"], NumVendors: 4, Certification: true },
          Marketing: { AppCountry: ["FR", "CH"] },
          Operations: { Project: ["Alpine"] },
        });
        await assertNothingToDo(stack);

        directory.assign(orders.id, "Marketing", { AppCountry: ["DE"] });
        assertSteps(await stack.up("--refresh"), ["update orders-api-Marketing"]);
        assert.deepEqual(values()["Marketing"], { AppCountry: ["FR", "CH"] });

        assertSteps(
          await stack.destroy(),
          names.map((name) => `delete ${name}`),
        );
        assert.deepEqual(values(), { Engineering: { Level: "Senior" } });
      },
    ));
});
