import assert from "node:assert/strict";
import { program, tell } from "../support/engine/story";
import { alice, fiveShapes, orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const tag = (attributes: object) => ({
  tag: { principalType: "ServicePrincipal", principalId: orders.id, attributeSet: "Engineering", attributes },
});

describe("an assignment through the real engine", () => {
  it("assigns, changes and clears the five shapes, and nothing else [others-survive] [destroy-works]", async () => {
    await tell({ files: program(tag(fiveShapes)), asUsers: true }, async ({ directory, stack }) => {
      directory.assign(orders.id, "Engineering", { Level: "Senior" });
      directory.assign(orders.id, "Marketing", { EmployeeId: "QN26904" });
      const values = () => directory.servicePrincipal(orders.id).customSecurityAttributes;
      const others = { Marketing: { EmployeeId: "QN26904" } };

      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(values(), { ...others, Engineering: { Level: "Senior", ...fiveShapes } });
      await assertSettled(stack);

      await stack.program(
        program(tag({ ...fiveShapes, NumVendors: 8, Certification: false, Project: ["Alpine"] })),
      );
      directory.journal.clear();
      assertSteps(await stack.up(), ["update tag"]);
      assert.equal(directory.journal.writes().length, 1);
      assert.deepEqual(values(), {
        ...others,
        Engineering: {
          Level: "Senior",
          ...fiveShapes,
          NumVendors: 8,
          Certification: false,
          Project: ["Alpine"],
        },
      });
      await assertSettled(stack);

      await stack.program(program(tag({ NumVendors: 8 })));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(values(), { ...others, Engineering: { Level: "Senior", NumVendors: 8 } });
      await assertSettled(stack);

      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(values(), { ...others, Engineering: { Level: "Senior" } });
    });
  });

  it("resolves the principal name of a user once", async () => {
    const byName = (principalId: string) =>
      program({
        tag: {
          principalType: "User",
          principalId,
          attributeSet: "Engineering",
          attributes: { NumVendors: 4 },
        },
      });
    await tell({ files: byName(alice.userPrincipalName), asUsers: true }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
      await assertSettled(stack);

      directory.journal.clear();
      await stack.program(byName(alice.id));
      assertSteps(await stack.up(), ["update tag"]);
      assert.deepEqual(directory.journal.writes(), []);
      await assertSettled(stack);
    });
  });
});
