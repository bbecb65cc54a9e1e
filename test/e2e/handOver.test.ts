import assert from "node:assert/strict";
import type { Outcome } from "../support/engine/outcome";
import { program, tell } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { assertFails, assertSettled } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };

interface Assignments {
  readonly one: object;
  readonly other?: object;
}

/** `other` waits for an assignment to another user, so that the engine hears of it last. */
function files({ one, other }: Assignments) {
  const create = (name: string, args: object, dependsOn = "") =>
    `const ${name} = new CustomSecurityAttributeAssignment("${name}", ${JSON.stringify(args)}, ` +
    `{ dependsOn: [${dependsOn}] });`;
  const head = [
    create("one", { ...place, attributes: one }),
    create("first", { ...place, principalId: bob.id, attributes: { NumVendors: 1 } }),
    ...(other ? [create("other", { ...place, attributes: other }, "first")] : []),
  ];
  return program({}, { head: head.join("\n") });
}

const warnings = ({ diagnostics }: Outcome) =>
  diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);

describe("a name that another resource takes over", () => {
  it("stays as a colleague has edited it, and the new owner gets a conflict [conflict]", async () => {
    await tell({ files: files({ one: { NumVendors: 4, Level: "a" } }) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assert.equal((await stack.up()).exitCode, 0);
      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      await stack.program(files({ one: { Level: "a" }, other: { NumVendors: 4 } }));
      assertFails(await stack.up(), "Engineering.NumVendors", 'onConflict: "overwrite"');
      assert.deepEqual(values(), { NumVendors: 9, Level: "a" });
    });
  });

  it("belongs to the new owner, or still to the old one, when the new owner is refused [given-up]", async () => {
    await tell({ files: files({ one: { NumVendors: 4, Level: "a" } }) }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering ?? {};
      assert.equal((await stack.up()).exitCode, 0);
      directory.assign(alice.id, "Engineering", { Project: ["somebody else's"] });
      await stack.program(files({ one: { Level: "a" }, other: { NumVendors: 4, Project: ["ours"] } }));
      const refused = await stack.up();
      assertFails(
        refused,
        "Engineering.Project",
        /Engineering\.NumVendors .*(belongs to this resource|was cleared|Kept)/s,
      );
      // Whichever resource owns the name now, giving up the new one leaves nothing behind.
      await stack.program(files({ one: { Level: "a" } }));
      const next = await stack.up();
      assert.equal(next.exitCode, 0, next.output);
      assert.deepEqual(values(), { Level: "a", Project: ["somebody else's"] });
      await assertSettled(stack);
      assert.deepEqual(warnings(next), []);
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.deepEqual(values(), { Project: ["somebody else's"] });
    });
  });
});

describe("a name with different upper and lower case", () => {
  it("is refused before anything is written, and nothing is left behind [names-as-defined]", async () => {
    await tell({ files: files({ one: { numVendors: 4 } }) }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 9 });
      directory.journal.clear();
      assertFails(await stack.up(), "attributes.numVendors", "NumVendors");
      const writes = directory.journal.writes().filter(({ path }) => path.includes(alice.id));
      assert.deepEqual(writes, []);
      assert.equal((await stack.destroy()).exitCode, 0);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, { NumVendors: 9 });
    });
  });
});
