import assert from "node:assert/strict";
import { js, program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };

describe("what Pulumi offers to every resource", () => {
  it("keeps secrets encrypted in the state, and out of what is printed [no-values]", async () => {
    const head = `const config = new pulumi.Config("story");`;
    const attributes = { Level: js(`config.requireSecret("level")`), ProjectDate: "2022-10-01" };
    const files = program({ tag: { ...place, attributes } }, { head });
    await tell({ files, secrets: { "story:level": "clandestine" } }, async ({ directory, stack }) => {
      const up = await stack.up();
      assertSteps(up, ["create tag"]);
      directory.assign(alice.id, "Engineering", { Level: "surreptitious" });
      const refreshed = await stack.refresh();
      assert.equal(refreshed.exitCode, 0, refreshed.output);
      const state = await stack.state();
      const preview = await stack.preview();
      assert.match(state, /2022-10-01/);
      for (const text of [state, up.output, refreshed.output, preview.output]) {
        assert.doesNotMatch(text, /clandestine|surreptitious/);
      }
      assertSteps(await stack.up(), ["update tag"]);
      assert.equal(directory.user(alice.id).customSecurityAttributes.Engineering?.Level, "clandestine");
      assert.doesNotMatch(await stack.state(), /clandestine|surreptitious/);
      await assertSettled(stack);
    });
  });

  it("previews values that are not known yet, at any depth [unknowns]", async () => {
    const first = { ...place, attributes: { NumVendors: 4 } };
    const files = program(
      {
        dependent: {
          principalType: "User",
          principalId: bob.id,
          attributeSet: js(`first.principalObjectId.apply(() => "Engineering")`),
          attributes: {
            Level: js(`first.principalObjectId.apply(() => "Senior")`),
            Project: ["Baker", js(`first.principalObjectId.apply(() => "Cascade")`)],
          },
        },
        whole: {
          principalType: "User",
          principalId: js(`first.principalObjectId.apply(() => "${bob.id}")`),
          attributeSet: "Marketing",
          attributes: js(`first.principalObjectId.apply(() => ({ EmployeeId: "QN26904" }))`),
        },
      },
      { head: `const first = new CustomSecurityAttributeAssignment("first", ${JSON.stringify(first)});` },
    );
    await tell({ files }, async ({ directory, stack }) => {
      const preview = await stack.preview();
      assert.equal(preview.exitCode, 0, preview.output);
      assert.equal((await stack.up()).exitCode, 0);
      assert.deepEqual(directory.user(bob.id).customSecurityAttributes, {
        Engineering: { Level: "Senior", Project: ["Baker", "Cascade"] },
        Marketing: { EmployeeId: "QN26904" },
      });
      await assertSettled(stack);
    });
  });

  it("honours ignoreChanges and retainOnDelete", async () => {
    const files = (attributes: object) =>
      program(
        { tag: { ...place, attributes } },
        { options: { tag: `{ ignoreChanges: ["attributes.Level"], retainOnDelete: true }` } },
      );
    await tell({ files: files({ Level: "Senior", NumVendors: 4 }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      await stack.program(files({ Level: "Junior", NumVendors: 4 }));
      await assertSettled(stack);
      directory.assign(alice.id, "Engineering", { Level: "Principal" });
      await stack.program(files({ Level: "Junior", NumVendors: 5 }));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
        Level: "Principal",
        NumVendors: 5,
      });
      await assertSettled(stack);
      directory.journal.clear();
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, {
        Level: "Principal",
        NumVendors: 5,
      });
    });
  });
});
