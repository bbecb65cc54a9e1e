import assert from "node:assert/strict";
import { js, program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const tag = (level: unknown, options: object = {}) =>
  program({
    tag: {
      principalType: "User",
      principalId: alice.id,
      attributeSet: "Engineering",
      attributes: { Level: level },
      ...options,
    },
  });
const secret = js(`pulumi.secret("clandestine")`);

describe("a plain value that the program makes a secret, the same one", () => {
  it("is in the state until the next update, such as one of only onDelete, which sends nothing", async () => {
    await tell({ files: tag("clandestine") }, async ({ directory, stack }) => {
      assert.equal((await stack.up()).exitCode, 0);
      await stack.program(tag(secret));
      assert.equal((await stack.up()).exitCode, 0);
      assert.match(await stack.state(), /clandestine/, "Pulumi sees no difference and keeps the outputs");

      directory.journal.clear();
      await stack.program(tag(secret, { onDelete: "force" }));
      assertSteps(await stack.up(), ["update tag"]);
      assert.doesNotMatch(await stack.state(), /clandestine/);
      assert.deepEqual(directory.journal.writes(), []);
      await assertSettled(stack);
    });
  });
});
