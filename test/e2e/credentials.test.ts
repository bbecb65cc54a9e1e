import assert from "node:assert/strict";
import type { StackOptions } from "../support/engine/stack";
import { program, tell } from "../support/engine/story";
import { alice, tenant } from "../support/tenant";
import { assertFails } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const files = program({ tag: { ...place, attributes: { NumVendors: 4 } } });

const tenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
const clientId = "00001111-aaaa-2222-bbbb-3333cccc4444";
const simulated = { ...tenant, tenantId, callers: [{ clientId, secrets: ["old-secret"] }] };

/** Nothing in the environment to sign in with; empty text counts as nothing. */
const nobody = { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" };

describe("a secret that is rotated between two commands", () => {
  it("in the stack's configuration, is used by every command that runs the program", async () => {
    const options: StackOptions = {
      files,
      environment: nobody,
      config: { "azuread:tenantId": tenantId, "azuread:clientId": clientId },
      secrets: { "azuread:clientSecret": "old-secret" },
    };
    await tell({ ...options, tenant: simulated }, async ({ directory, stack }) => {
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      const { secrets } = directory.caller();
      const rotate = async (secret: string) => {
        secrets.clear();
        secrets.add(secret);
        await stack.pulumi("config", "set", "--secret", "azuread:clientSecret", secret);
      };
      await rotate("new-secret");

      // Pulumi hands these two the configuration that the last update left in the state.
      const stale = await stack.destroy();
      assertFails(stale, /AADSTS7000215[^]*azuread:clientSecret[^]*option --run-program/);
      const refreshed = await stack.refresh("--run-program");
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      await rotate("newest-secret");
      const destroyed = await stack.destroy("--run-program");
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      for (const text of [stale.output, refreshed.output, destroyed.output, await stack.state()])
        assert.doesNotMatch(text, /(old|new|newest)-secret/);
    });
  });

  it("in the environment, is used by every command", async () => {
    const environment = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId };
    await tell({ files, environment, tenant: simulated }, async ({ directory, stack }) => {
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      const { secrets } = directory.caller();
      secrets.delete("old-secret");
      secrets.add("new-secret");
      stack.setEnvironment({ AZURE_CLIENT_SECRET: "new-secret" });
      const refreshed = await stack.refresh();
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      const destroyed = await stack.destroy();
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    });
  });
});
