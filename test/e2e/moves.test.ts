import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };

/** Two assignments of one set; `later` depends on the other one, if it is given. */
function two(one: object, other: object, later?: "one" | "other") {
  const create = (name: string, attributes: object, dependsOn?: string) =>
    `const ${name} = new CustomSecurityAttributeAssignment("${name}", ${JSON.stringify({ ...place, attributes })}` +
    `, { dependsOn: [${dependsOn ?? ""}] });`;
  const statements =
    later === "one"
      ? [create("other", other), create("one", one, "other")]
      : [create("one", one), create("other", other, later && "one")];
  return program({}, { head: statements.join("\n") });
}

describe("a name that moves between two resources", () => {
  for (const later of [undefined, "one", "other"] as const) {
    it(`keeps its value, ${later ? `when ${later} depends on the other` : "in either order"} [rename]`, async () => {
      await tell(
        { files: two({ NumVendors: 4, Level: "a" }, { ProjectDate: "x" }, later) },
        async (parts) => {
          const { directory, stack } = parts;
          const all = { NumVendors: 4, Level: "a", ProjectDate: "x" };
          const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
          assert.equal((await stack.up()).exitCode, 0);
          for (const hasIt of ["other", "one"]) {
            const one = hasIt === "one" ? { NumVendors: 4, Level: "a" } : { Level: "a" };
            const other = hasIt === "one" ? { ProjectDate: "x" } : { NumVendors: 4, ProjectDate: "x" };
            await stack.program(two(one, other, later));
            assertSteps(await stack.up(), ["update one", "update other"]);
            assert.deepEqual(values(), all, `moved to ${hasIt}`);
          }
          await assertSettled(stack);
        },
      );
    });
  }

  it("gets its new value in the move, or the run fails and says what to do [rename] [conflict]", async () => {
    for (const later of ["one", "other"] as const) {
      const files = two({ NumVendors: 4, Level: "a" }, { ProjectDate: "x" }, later);
      await tell({ files }, async ({ directory, stack }) => {
        const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
        assert.equal((await stack.up()).exitCode, 0);
        await stack.program(two({ Level: "a" }, { NumVendors: 5, ProjectDate: "x" }, later));
        const moved = await stack.up();
        if (later === "other") {
          // The one that gives the name up comes first, so that its old value is known to be free.
          assertSteps(moved, ["update one", "update other"]);
          assert.deepEqual(values(), { NumVendors: 5, Level: "a", ProjectDate: "x" });
          await assertSettled(stack);
        } else {
          assertFails(moved, "Engineering.NumVendors", 'onConflict: "overwrite"');
          assert.deepEqual(values(), { NumVendors: 4, Level: "a", ProjectDate: "x" });
        }
      });
    }
  });
});

describe("a resource with another name", () => {
  it("keeps its value by object id and by principal name, or fails and says what to do [rename]", async () => {
    const named = (name: string, principalId: string, NumVendors = 4) =>
      program({ [name]: { ...place, principalId, attributes: { NumVendors } } });
    await tell({ files: named("before", alice.id) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assertSteps(await stack.up(), ["create before"]);
      await stack.program(named("after", alice.userPrincipalName));
      assertSteps(await stack.up(), ["create after", "delete before"]);
      assert.deepEqual(values(), { NumVendors: 4 });
      await stack.program(named("last", alice.id));
      assertSteps(await stack.up(), ["create last", "delete after"]);
      assert.deepEqual(values(), { NumVendors: 4 });
      await assertSettled(stack);
      directory.journal.clear();
      await stack.program(named("other", alice.id, 5));
      assertFails(await stack.up(), "Engineering.NumVendors", "aliases", 'onConflict: "overwrite"');
      assert.deepEqual(values(), { NumVendors: 4 });
      assert.deepEqual(directory.journal.writes(), []);
    });
  });

  it("keeps its value when the delete after --replace fails and is made up for later [rename]", async () => {
    const files = (attributes: object) => program({ tag: { ...place, attributes } });
    const urn = "urn:pulumi:test::story::pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment::tag";
    await tell({ files: files({ NumVendors: 4 }) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assertSteps(await stack.up(), ["create tag"]);
      // The look of create passes, and that of delete after it does not.
      directory.faults.add({
        match: { method: "GET", path: alice.id, after: 1 },
        respond: { status: 403 },
      });
      const failed = await stack.up("--replace", urn);
      assertFails(failed, "Could not clear Engineering.NumVendors");
      assert.deepEqual(values(), { NumVendors: 4 });
      const next = await stack.up();
      assert.equal(next.exitCode, 0, next.output);
      assert.deepEqual(values(), { NumVendors: 4 });
      await assertSettled(stack);
    });
  });
});
