import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const tag = { ...place, attributes: { NumVendors: 4 } };
const owner = { ...place, attributeSet: "Marketing", attributes: { EmployeeId: "QN26904" } };
const urnOf = (name: string) =>
  `urn:pulumi:test::story::pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment::${name}`;

describe("Pulumi's own options and flags", () => {
  it("aliases: a renamed resource stays what it was, and Graph is asked nothing", async () => {
    await tell({ files: program({ before: tag }) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create before"]);
      directory.journal.clear();
      await stack.program(
        program({ after: tag }, { options: { after: `{ aliases: [{ name: "before" }] }` } }),
      );
      assertSteps(await stack.up(), []);
      assert.deepEqual(directory.journal.requests, []);

      // The alias is not needed any more: the state knows the resource by its new name.
      await stack.program(program({ after: tag }));
      await assertSettled(stack);
    });
  });

  it("protect: neither destroy nor the program's forgetting it clears a value", async () => {
    const files = program({ tag }, { options: { tag: "{ protect: true }" } });
    await tell({ files }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes;
      assertSteps(await stack.up(), ["create tag"]);
      assertFails(await stack.destroy(), "protect");
      assert.deepEqual(values(), { Engineering: { NumVendors: 4 } });
      await stack.program(program({}));
      assertFails(await stack.up(), "protect");
      assert.deepEqual(values(), { Engineering: { NumVendors: 4 } });

      await stack.program(program({ tag }));
      assert.equal((await stack.up()).exitCode, 0);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), {});
    });
  });

  it("deletedWith: no request is sent for a value whose owner is deleted anyway", async () => {
    const files = program(
      { tag },
      {
        head: `const owner = new CustomSecurityAttributeAssignment("owner", ${JSON.stringify(owner)});`,
        options: { tag: "{ deletedWith: owner }" },
      },
    );
    await tell({ files }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create owner", "create tag"]);
      directory.journal.clear();
      assertSteps(await stack.destroy(), ["delete owner", "delete tag"]);
      assert.equal(directory.journal.writes().length, 1);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
    });
  });

  it("destroy --run-program: clears what the state owns, whatever the program says by now [destroy-works]", async () => {
    await tell({ files: program({ tag }) }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      assertSteps(await stack.up(), ["create tag"]);
      await stack.program(program({ tag: { ...place, attributes: { NumVendors: 5, Level: "Junior" } } }));
      assertSteps(await stack.destroy("--run-program"), ["delete tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { Level: "Senior" },
      });
    });
  });

  it("up and destroy --target: only the resource that was named", async () => {
    const both = (vendors: number) =>
      program({
        tag: { ...place, attributes: { NumVendors: vendors } },
        owner: { ...owner, attributes: { EmployeeId: `QN${vendors}` } },
      });
    await tell({ files: both(4) }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag", "create owner"]);
      await stack.program(both(5));
      assertSteps(await stack.up("--target", urnOf("tag")), ["update tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { NumVendors: 5 },
        Marketing: { EmployeeId: "QN4" },
      });
      assertSteps(await stack.up(), ["update owner"]);
      await assertSettled(stack);

      assertSteps(await stack.destroy("--target", urnOf("tag")), ["delete tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Marketing: { EmployeeId: "QN5" },
      });
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
        Engineering: { NumVendors: 5 },
        Marketing: { EmployeeId: "QN5" },
      });
    });
  });
});
