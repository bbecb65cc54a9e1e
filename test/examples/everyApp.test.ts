import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

describe("the example everyApp", () => {
  it("tags the apps that it finds, and takes it back", () =>
    tellExample("everyApp", {}, async ({ directory, stack }) => {
      directory.assign(orders.id, "Engineering", { Project: ["Baker"] });
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;

      assertSteps(await stack.up(), ["create reviewed"]);
      assert.deepEqual(values(), { Engineering: { Project: ["Baker"] }, Marketing: { AppCountry: ["FR"] } });
      assert.deepEqual(await stack.outputs(), { count: 1 });
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete reviewed"]);
      assert.deepEqual(values(), { Engineering: { Project: ["Baker"] } });
    }));
});
