import assert from "node:assert/strict";
import { sufficientRoles } from "../../simulator";
import { connectAzuread, pathWithAzuread } from "../support/examples/azureadExample";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { assertSteps } from "../support/engine/verdict";

/** A lag that outlasts the start of the assignment's own plugin, also on a busy machine: its first look comes too early. */
const tenant = {
  callers: [{ roles: [...sufficientRoles, "Application.ReadWrite.All"] }],
  replicas: 4,
  newObjectLag: 12_000,
};

describe("the example servicePrincipal", () => {
  it("creates an application with its service principal, and tags it in the same update", async () => {
    const PATH = await pathWithAzuread();
    await tellExample("servicePrincipal", { tenant, environment: { PATH } }, async (story) => {
      const { directory, stack } = story;
      await connectAzuread(story);

      assertSteps(await stack.up(), ["create orders-api"]);
      const { clientId, servicePrincipalId } = await stack.outputs();
      const found = () => directory.servicePrincipal(String(clientId));
      assert.deepEqual(found(), {
        id: servicePrincipalId,
        customSecurityAttributes: {
          Engineering: { Project: ["Baker", "Cascade"], CostCenter: [1001, 1003], Certification: true },
        },
      });
      const looks = directory.journal.requests.filter(
        ({ method, path }) => method === "GET" && path.endsWith(`/servicePrincipals/${found().id}`),
      );
      const missed = looks.filter(({ status }) => status === 404);
      assert.ok(missed.length > 0, "the service principal was to be too new for the first look");
      const writes = directory.journal.writes().filter(({ status }) => status !== 404);
      assert.equal(writes.length, 1);
      await assertNothingToDo(stack);

      directory.journal.clear();
      assertSteps(await stack.destroy(), ["delete orders-api"]);
      assert.deepEqual(
        directory.journal.requests
          .filter(({ method }) => ["PATCH", "DELETE"].includes(method))
          .map(({ method, path }) => `${method} ${path.split("/")[2]}`),
        ["PATCH servicePrincipals", "DELETE servicePrincipals", "DELETE applications"],
      );
      assert.throws(found, "nothing is to be left");
    });
  });
});
