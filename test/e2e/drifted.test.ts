import assert from "node:assert/strict";
import type { Outcome } from "../support/engine/outcome";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const files = (attributes: object, options?: string) =>
  program({ tag: { ...place, attributes } }, options ? { options: { tag: options } } : {});
const warnings = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

describe("a name that was changed outside the stack", () => {
  for (const ignored of ["attributes.Level", "attributes"]) {
    it(`is not reported under ignoreChanges of ${ignored}, and is left by destroy with a warning [ignored-drift]`, async () => {
      const options = `{ ignoreChanges: [${JSON.stringify(ignored)}] }`;
      const ours = { Level: "Senior", NumVendors: 4 };
      await tell({ files: files(ours, options) }, async ({ directory, stack }) => {
        const values = () => directory.user(alice.id).customSecurityAttributes;
        assertSteps(await stack.up(), ["create tag"]);
        directory.assign(alice.id, "Engineering", { Level: "Principal" });
        assertSteps(await stack.preview("--refresh", "--expect-no-changes"), []);
        assert.equal((await stack.refresh()).exitCode, 0);
        directory.journal.clear();
        assertSteps(await stack.up("--expect-no-changes"), []);
        assert.deepEqual(directory.journal.writes(), []);

        // It was cleared by others, and is not restored.
        directory.assign(alice.id, "Engineering", { Level: null });
        assert.equal((await stack.refresh()).exitCode, 0);
        assertSteps(await stack.preview("--expect-no-changes"), []);

        directory.assign(alice.id, "Engineering", { Level: "Principal" });
        const destroyed = await stack.destroy();
        assert.match(warnings(destroyed).join("\n"), /Left Engineering\.Level .*onDelete: "force"/);
        assert.deepEqual(values(), { Engineering: { Level: "Principal" } });
      });
    });
  }

  it("is no change if the program then has the same value, and is still not owned", async () => {
    await tell({ files: files({ Level: "Senior" }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      directory.assign(alice.id, "Engineering", { Level: "Principal" });
      assert.equal((await stack.refresh()).exitCode, 0);
      await stack.program(files({ Level: "Principal" }));
      directory.journal.clear();
      assertSteps(await stack.up("--expect-no-changes"), []);
      assert.deepEqual(directory.journal.writes(), []);
      assert.match(warnings(await stack.destroy()).join("\n"), /Left Engineering\.Level/);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Principal" },
      });
    });
  });

  it("is left with a warning if it went missing, came back and then leaves the program", async () => {
    await tell({ files: files({ Level: "Senior", NumVendors: 4 }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      directory.assign(alice.id, "Engineering", { Level: null });
      assert.equal((await stack.refresh()).exitCode, 0);
      directory.assign(alice.id, "Engineering", { Level: "Junior" });
      await stack.program(files({ NumVendors: 4 }));
      const dropped = await stack.up();
      assertSteps(dropped, ["update tag"]);
      assert.match(warnings(dropped).join("\n"), /Left Engineering\.Level .* alone/);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Junior", NumVendors: 4 },
      });
      await assertSettled(stack);
    });
  });

  it("leaves the program without being cleared, unless forced [given-up]", async () => {
    await tell({ files: files({ Level: "Senior", NumVendors: 4 }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      directory.assign(alice.id, "Engineering", { Level: "Junior", NumVendors: 5 });
      await stack.program(files({ NumVendors: 4 }));
      const dropped = await stack.up();
      assert.match(warnings(dropped).join("\n"), /Left Engineering\.Level .*onDelete: "force"/);
      assert.match(warnings(dropped).join("\n"), /Left Engineering\.NumVendors .*--refresh/);
      await stack.program(program({ tag: { ...place, attributes: {}, onDelete: "force" } }));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Junior" },
      });
    });
  });
});
