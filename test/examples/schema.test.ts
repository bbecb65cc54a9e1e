import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const definitions = ["project", "tier", "cost-center", "personal-data"];

describe("the example schema", () => {
  it("defines in an empty tenant what it then assigns, takes it back, and brings it again", () =>
    tellExample(
      "schema",
      { config: { servicePrincipalId: orders.id }, tenant: { attributeSets: [], definitions: [] } },
      async ({ directory, stack }) => {
        const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
        const status = () =>
          directory
            .estate()
            .definitions?.map(({ name, status }) => `${name} ${status}`)
            .sort();
        const active = ["CostCenter", "PersonalData", "Project", "Tier"].map((name) => `${name} Available`);

        assertSteps(
          await stack.up(),
          ["apps", ...definitions, "orders-api"].map((name) => `create ${name}`),
        );
        const tags = { Apps: { Project: ["Baker"], Tier: "Gold", CostCenter: 1001, PersonalData: true } };
        assert.deepEqual(values(), tags);
        assert.deepEqual(status(), active);
        await assertNothingToDo(stack);

        const destroyed = await stack.destroy();
        assertSteps(
          destroyed,
          ["orders-api", ...definitions, "apps"].map((name) => `delete ${name}`),
        );
        assert.match(
          destroyed.output,
          /The attribute set Apps stays in the tenant: Entra cannot delete attribute sets\./,
        );
        assert.deepEqual(values(), {});
        assert.deepEqual(
          status(),
          active.map((line) => line.replace("Available", "Deprecated")),
        );

        assert.equal((await stack.up()).exitCode, 0);
        assert.deepEqual([values(), status()], [tags, active]);
      },
    ));
});
