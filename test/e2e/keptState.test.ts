import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const files = (attributes: object) => program({ tag: { ...place, attributes } });
const config = { "customSecurityAttributes:timeout": "2s" };

/** Graph takes the next PATCH, and never shows what was in it. */
const lost = { match: { method: "PATCH" }, respond: { kind: "dropWrite" } } as const;

describe("state that is kept with an error", () => {
  it("of a create serves a refresh, an update with a refresh, and the next update [read-back]", async () => {
    await tell({ files: files({ NumVendors: 4 }), config }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes;
      directory.faults.add(lost);
      assertFails(await stack.up(), "accepted the change of NumVendors, but does not show it");
      const refreshed = await stack.refresh();
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      assertSteps(await stack.up("--refresh"), ["update tag"]);
      assert.deepEqual(values(), { Engineering: { NumVendors: 4 } });

      await stack.program(files({ NumVendors: 5 }));
      directory.faults.add(lost);
      assertFails(await stack.up(), "accepted the change of NumVendors, but does not show it");
      const repaired = await stack.up();
      assert.equal(repaired.exitCode, 0, repaired.output);
      assert.deepEqual(values(), { Engineering: { NumVendors: 5 } });
      await assertSettled(stack);
    });
  });

  it("of a create and of an update serves a destroy [read-back]", async () => {
    await tell({ files: files({ NumVendors: 4 }), config }, async ({ directory, stack }) => {
      directory.faults.add(lost);
      assertFails(await stack.up(), "does not show it");
      const destroyed = await stack.destroy();
      assert.equal(destroyed.exitCode, 0, destroyed.output);

      assertSteps(await stack.up(), ["create tag"]);
      await stack.program(files({ NumVendors: 5 }));
      directory.faults.add(lost);
      assertFails(await stack.up(), "does not show it");
      const cleared = await stack.destroy();
      assert.equal(cleared.exitCode, 0, cleared.output);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    });
  });
});
