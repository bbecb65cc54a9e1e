import assert from "node:assert/strict";
import { js, program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const tag = (attributes: object, principalId: unknown = alice.id) => ({
  principalType: "User",
  principalId,
  attributeSet: "Engineering",
  attributes,
});

describe("two resources of one program", () => {
  it("may share a set, and are refused when they share an attribute [overlap]", async () => {
    const apart = program({
      one: tag({ NumVendors: 4 }),
      two: tag({ Level: "Senior", NumVendors: undefined }),
    });
    await tell({ files: apart }, async ({ directory, stack }) => {
      const values = () => directory.user(alice.id).customSecurityAttributes.Engineering;
      assertSteps(await stack.up(), ["create one", "create two"]);
      await assertSettled(stack);

      await stack.program(
        program({ one: tag({ NumVendors: 4 }), two: tag({ Level: "Senior", NumVendors: 98765 }) }),
      );
      const refused = await stack.up();
      assertFails(refused, "both one and two assign Engineering.NumVendors to user a11ce000");
      assert.doesNotMatch(refused.output, /98765|at .*sharedNames/);
      assert.deepEqual(values(), { NumVendors: 4, Level: "Senior" });
    });
  });

  it("are refused when one names the user by id, and the other in words", async () => {
    const files = program({
      one: tag({ NumVendors: 4 }),
      two: tag({ NumVendors: 4 }, alice.userPrincipalName),
    });
    await tell({ files }, async ({ stack }) => {
      assertFails(
        await stack.up(),
        /attributes\.NumVendors: another resource of this program, with the principalId/,
      );
    });
  });

  it("are refused when the id is known only during the update", async () => {
    const later = js(`pulumi.output(Promise.resolve("${alice.id}"))`);
    const files = program({ one: tag({ NumVendors: 4 }, later), two: tag({ NumVendors: 4 }, later) });
    await tell({ files }, async ({ stack }) => {
      assertFails(await stack.up(), /both (one and two|two and one) assign Engineering\.NumVendors/);
    });
  });
});
