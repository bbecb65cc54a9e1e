import assert from "node:assert/strict";
import { join } from "node:path";
import { assertNothingToDo, exampleProject, tellExample } from "../support/examples/example";
import { orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const platformsOwn = { Certification: true, CostCenter: [1001, 1003] };
const teamsOwn = { Project: ["Baker"], NumVendors: 4 };

describe("the example sharedSet", () => {
  it("lets two stacks own different names of one set", () =>
    tellExample(
      "sharedSet/platform",
      { config: { servicePrincipalId: orders.id } },
      async ({ directory, stack: platform, anotherStack }) => {
        const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
        assertSteps(await platform.up(), ["create orders-api"]);

        const team = await anotherStack(
          exampleProject("sharedSet/team", {
            config: { platformStack: "organization/shared-set-platform/test" },
            environment: { PULUMI_BACKEND_URL: `file://${join(platform.folder, ".state")}` },
          }),
        );
        assertSteps(await team.up(), ["create orders-api"]);
        assert.deepEqual(values(), { Engineering: { ...platformsOwn, ...teamsOwn } });
        await assertNothingToDo(platform);
        await assertNothingToDo(team);

        assertSteps(await platform.destroy(), ["delete orders-api"]);
        assert.deepEqual(values(), { Engineering: teamsOwn });
        assertSteps(await team.destroy(), ["delete orders-api"]);
        assert.deepEqual(values(), {});
        await team.remove();
      },
    ));
});
