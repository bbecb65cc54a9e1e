import assert from "node:assert/strict";
import { assertNothingToDo, tellExample } from "../support/examples/example";
import { assertSteps } from "../support/engine/verdict";

const identity = {
  id: "1de00000-0000-4000-8000-000000000004",
  appId: "1de00000-0000-4000-8000-0000000000aa",
  displayName: "orders-identity",
  servicePrincipalType: "ManagedIdentity",
} as const;

describe("the example managedIdentity", () => {
  it("waits for the identity's service principal, and tags it", () =>
    tellExample(
      "managedIdentity",
      { config: { identityPrincipalId: identity.id } },
      async ({ directory, stack }) => {
        directory.addServicePrincipal(identity);
        // Its service principal is new: the first two looks meet servers that do not know it.
        directory.faults.add({
          match: { method: "GET", path: `/servicePrincipals/${identity.id}`, times: 2 },
          respond: { status: 404 },
        });
        const values = () => directory.servicePrincipal(identity.id).customSecurityAttributes;

        assertSteps(await stack.up(), ["create orders-identity"]);
        assert.deepEqual(values(), { Operations: { Project: ["Baker"] } });
        const looks = directory.journal.requests.filter(({ path }) =>
          path.endsWith(`/servicePrincipals/${identity.id}`),
        );
        assert.deepEqual(
          looks.slice(0, 3).map(({ status }) => status),
          [404, 404, 200],
        );
        await assertNothingToDo(stack);

        assertSteps(await stack.destroy(), ["delete orders-identity"]);
        assert.deepEqual(values(), {});
      },
    ));
});
