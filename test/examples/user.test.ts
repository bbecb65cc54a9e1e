import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { alice } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const options = {
  config: { userPrincipalName: alice.userPrincipalName },
  secrets: { employeeId: "QN26904" },
};

describe("the example user", () => {
  it("tags the user in the configuration, and keeps the secret value encrypted", () =>
    tellExample("user", options, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      const others = { Engineering: { Level: "Senior" } };
      const values = () => directory.user(alice.id).customSecurityAttributes;

      assertSteps(await stack.up(), ["create employee"]);
      assert.deepEqual(values(), {
        ...others,
        Marketing: { AppCountry: ["FR", "CH"], EmployeeId: "QN26904" },
      });
      assert.deepEqual(await stack.outputs(), { userObjectId: alice.id });
      assert.doesNotMatch((await stack.pulumi("stack", "export")).output, /QN26904/);
      await assertNothingToDo(stack);

      assertSteps(await stack.destroy(), ["delete employee"]);
      assert.deepEqual(values(), others);
    }));
});
