import assert from "node:assert/strict";
import { resourcesIn } from "../support/engine/resourcesInState";
import type { Stack } from "../support/engine/stack";
import { program, tell } from "../support/engine/story";
import { alice, orders } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const tag = (attributes: object, others: object = {}) =>
  program({ tag: { ...place, attributes, ...others } });

describe("ownership over time", () => {
  it("puts missing names back, heals drift, and a refresh before destroy spares what was changed [destroy-spares] [drift-repair]", async () => {
    const all = { NumVendors: 4, Level: "a", Project: ["Baker"] };
    await tell({ files: tag(all) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assertSteps(await stack.up(), ["create tag"]);
      directory.assign(alice.id, "Engineering", { NumVendors: 9, Level: null, Project: [] });
      assertSteps(await stack.up("--refresh"), ["update tag"]);
      assert.deepEqual(values(), all);
      assert.deepEqual(await driftedIn(stack), []);
      await assertSettled(stack);

      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      assert.equal((await stack.refresh()).exitCode, 0);
      assert.deepEqual(await driftedIn(stack), ["NumVendors"]);
      directory.assign(alice.id, "Engineering", { NumVendors: 4 });
      // It was restored by others: the next update finds nothing to write, and owns the name again.
      directory.journal.clear();
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(await driftedIn(stack), []);

      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      assert.equal((await stack.refresh()).exitCode, 0);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), { NumVendors: 9 });
    });
  });

  it("is shared by two stacks where they agree, and the first to go clears [two-stacks]", async () => {
    await tell({ files: tag({ Level: "a" }) }, async ({ directory, stack, anotherStack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      const other = await anotherStack({ files: tag({ Level: "b", NumVendors: 4 }) });
      assertSteps(await stack.up(), ["create tag"]);
      assertFails(await other.up(), "Engineering.Level", "already");
      assert.deepEqual(values(), { Level: "a" });

      await other.program(tag({ Level: "a", NumVendors: 4 }));
      const adopting = await other.up();
      assertSteps(adopting, ["create tag"]);
      const lines = adopting.diagnostics.filter(({ message }) => message.includes("Adopted"));
      assert.equal(lines.length, 1, adopting.output);
      await assertSettled(other);

      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), { NumVendors: 4 });
      assertSteps(await other.up("--refresh"), ["update tag"]);
      assert.deepEqual(values(), { Level: "a", NumVendors: 4 });
    });
  });
});

describe("what `pulumi up` prints without any flag", () => {
  it("is nothing of ours in a quiet run, and says what a wait is for and how long it can take [speaks] [new-principal]", async () => {
    const billing = {
      id: "b1111000-0000-4000-8000-000000000007",
      appId: "b1111000-0000-4000-8000-0000000000aa",
      displayName: "billing",
    };
    const ofOrders = { principalType: "ServicePrincipal", principalId: orders.id };
    const ofBilling = { principalType: "ServicePrincipal", principalId: billing.id };
    const tenant = { replicas: 2, replicationLag: 1_000 };
    await tell({ files: tag({ NumVendors: 4 }, ofOrders), tenant }, async ({ directory, stack }) => {
      const quiet = await stack.up();
      assertSteps(quiet, ["create tag"]);
      const said = quiet.diagnostics.filter(({ severity }) => severity !== "debug");
      assert.deepEqual(said, []);

      directory.addServicePrincipal(billing, { visibleAfter: 9_000 });
      await stack.program(tag({ NumVendors: 4 }, ofBilling));
      const waited = await stack.up();
      assert.equal(waited.exitCode, 0, waited.output);
      assert.match(waited.output, /Waiting for service principal b1111000.* to appear/);
      assert.match(waited.output, /at most 5 min/);

      const headers = { "Retry-After": "6" };
      directory.faults.add({ match: { method: "PATCH" }, respond: { status: 429, headers } });
      await stack.program(tag({ NumVendors: 5 }, ofBilling));
      const throttled = await stack.up();
      assertSteps(throttled, ["update tag"]);
      assert.match(throttled.output, /Microsoft Graph is throttling: .* in 6 s, .*at most 10 min/);
    });
  });
});

async function driftedIn(stack: Stack): Promise<string[] | undefined> {
  return (await resourcesIn(stack)).find(({ drifted }) => drifted)?.drifted;
}
