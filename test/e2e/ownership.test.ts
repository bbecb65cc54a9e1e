import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const tag = (args: object, attributes: object = { NumVendors: 4, Level: "Senior" }) =>
  program({
    tag: { principalType: "User", principalId: alice.id, attributeSet: "Engineering", attributes, ...args },
  });

describe("names that have a value already", () => {
  it("refuses a different one, adopts an equal one, and overwrites with onConflict [conflict]", async () => {
    await tell({ files: tag({}) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      directory.assign(alice.id, "Engineering", {
        NumVendors: 87654,
        Level: "Senior",
        ProjectDate: "2022-10-01",
      });

      const refused = await stack.up();
      assertFails(refused, "Engineering.NumVendors", "aliases", 'onConflict: "overwrite"');
      assert.doesNotMatch(refused.output, /87654/);
      assert.deepEqual(directory.journal.writes(), []);

      await stack.program(tag({ onConflict: "overwrite" }));
      const overwritten = await stack.up();
      assertSteps(overwritten, ["create tag"]);
      assert.match(overwritten.output, /Adopted Engineering\.Level/);
      assert.deepEqual(values(), { NumVendors: 4, Level: "Senior", ProjectDate: "2022-10-01" });
      await assertSettled(stack);

      directory.journal.clear();
      await stack.program(tag({ onDelete: "force" }));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(
        directory.journal.requests.filter(({ path }) => path.includes("/users/")),
        [],
      );
      await assertSettled(stack);

      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      await stack.program(tag({ onDelete: "force" }, { NumVendors: 4, Level: "Junior" }));
      const left = await stack.up();
      assertSteps(left, ["update tag"]);
      assert.match(left.output, /Left Engineering\.NumVendors/);
      await assertSettled(stack);
      assert.deepEqual(values(), { NumVendors: 9, Level: "Junior", ProjectDate: "2022-10-01" });

      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), { ProjectDate: "2022-10-01" });
    });
  });

  it("lets two assignments share a set, each with its own names [overlap]", async () => {
    const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
    const one = { one: { ...place, attributes: { NumVendors: 4 } } };
    const other = { other: { ...place, attributes: { Level: "Senior" } } };
    await tell({ files: program({ ...one, ...other }) }, async ({ directory, stack }) => {
      assert.equal((await stack.up()).exitCode, 0);
      await stack.program(program(other));
      assertSteps(await stack.up(), ["delete one"]);
      await assertSettled(stack);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
    });
  });
});
