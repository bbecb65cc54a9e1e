import assert from "node:assert/strict";
import { fleetProgram, numberedUsers } from "../support/engine/fleetProgram";
import { tell } from "../support/engine/story";
import { alice, bob, tenant } from "../support/tenant";
import { carol } from "../support/provider/oneOrMany";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const [newcomer = alice] = numberedUsers(1);
const secret = `pulumi.secret("clandestine-level")`;

/** A single assignment of Alice, and a fleet of Bob and Carol. */
const files = (single: string, fleet: string) =>
  fleetProgram(
    { team: `{ principalType: "User", attributeSet: "Engineering", principals: ${fleet} }` },
    {
      head: `new CustomSecurityAttributeAssignment("tag", {
        principalType: "User", principalId: "${alice.id}", attributeSet: "Engineering", attributes: ${single},
      });`,
    },
  );

const before = files(
  `{ Level: ${secret}, NumVendors: 4 }`,
  `{
    bob: { principalId: "${bob.id}", attributes: { Level: ${secret}, NumVendors: 4 } },
    carol: { principalId: "${carol.id}", attributes: { Level: ${secret} } },
  }`,
);
/**
 * A name that was secret leaves the one, and so does a whole principal the other. A new principal succeeds, so that state is
 * kept.
 */
const after = files(
  `{ NumVendors: 5 }`,
  `{
    bob: { principalId: "${bob.id}", attributes: { NumVendors: 5 } },
    new: { principalId: "${newcomer.id}", attributes: { NumVendors: 5 } },
  }`,
);

describe("a secret that the program gives up in a run that fails", () => {
  it("stays a secret in the state that keeps it, until it is cleared [no-values]", async () => {
    const users = [...(tenant.users ?? []), carol, newcomer];
    const config = { "customSecurityAttributes:timeout": "2s" };
    await tell({ files: before, config, tenant: { ...tenant, users } }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag", "create team"]);
      await stack.program(after);
      // What was accepted and is not seen, and what is refused beside something that succeeds, leaves state.
      directory.faults.add({ match: { method: "PATCH", path: alice.id }, respond: { kind: "dropWrite" } });
      for (const { id } of [bob, carol]) {
        directory.faults.add({ match: { method: "PATCH", path: id }, respond: { status: 403 } });
      }
      const failed = await stack.up();
      assertFails(failed, "does not show it", "bob: 403", "carol: 403");
      const kept = await stack.state();
      const refreshed = await stack.refresh();
      for (const text of [failed.output, kept, refreshed.output, await stack.state()]) {
        assert.doesNotMatch(text, /clandestine/);
      }
      for (const { id } of [alice, bob, carol]) {
        assert.equal(directory.user(id).customSecurityAttributes.Engineering?.Level, "clandestine-level");
      }

      assertSteps(await stack.up(), ["update tag", "update team"]);
      for (const { id } of [alice, bob, carol]) {
        assert.equal(directory.user(id).customSecurityAttributes.Engineering?.Level, undefined);
      }
      await assertSettled(stack);
    });
  });
});
