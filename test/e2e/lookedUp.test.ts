import assert from "node:assert/strict";
import type { Stack } from "../support/engine/stack";
import { js, program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSettled } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };
const id = `users/${alice.id}/Engineering`;

const look = (options = "{}") =>
  `CustomSecurityAttributeAssignment.get("looked", ${JSON.stringify(id)}, ${options});`;

const secret = js(`config.requireSecret("level")`);
const head = `const config = new pulumi.Config("story");`;

describe("a look at a place", () => {
  it("keeps secret what another resource of the program keeps secret there [no-values]", async () => {
    const ways: Record<string, unknown> = {
      "a value": { Level: secret },
      "an element of a list": { Project: ["clandestine-project", secret] },
      "the whole map": js(`config.requireSecret("level").apply((Level) => ({ Level, NumVendors: 4 }))`),
    };
    const lookFirst = (attributes: unknown) =>
      program({ tag: { ...place, attributes } }, { head: `${head}\n${look()}` });
    const lookLast = (attributes: unknown) => ({
      "index.js": `${program({ tag: { ...place, attributes } }, { head })["index.js"]}\n${look()}`,
    });
    const files = lookFirst(ways["a value"]);
    await tell({ files, secrets: { "story:level": "clandestine" } }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine" });
      for (const [way, attributes] of Object.entries(ways)) {
        if (way !== "a value") await stack.program(lookLast(attributes));
        const up = await stack.up();
        assert.equal(up.exitCode, 0, up.output);
        await assertHidden(stack, way);
      }
      // Now it sees what the last update has written, whichever of them was faster then.
      await stack.up();
      directory.assign(alice.id, "Engineering", { Level: "clandestine too" });
      const refreshed = await stack.refresh();
      assert.doesNotMatch(refreshed.output, /clandestine/);
      await assertHidden(stack, "a refresh");
    });
  });

  it("shows values that are not secret, and keeps those secret that the program says", async () => {
    const files = program({ tag: { ...place, attributes: { Level: js(`pulumi.output("overt")`) } } });
    const followedBy = (text: string) => ({ "index.js": `${files["index.js"]}\n${text}` });
    await tell({ files: followedBy(look()) }, async ({ directory, stack }) => {
      directory.assign(alice.id, "Engineering", { Level: "overt" });
      assert.equal((await stack.up()).exitCode, 0);
      assert.deepEqual((await stack.state()).match(/"overt"/g)?.length, 3);
      await stack.program(followedBy(look(`{ additionalSecretOutputs: ["attributes"] }`)));
      assert.equal((await stack.up()).exitCode, 0);
      assert.deepEqual((await stack.state()).match(/"overt"/g)?.length, 2);
      await assertSettled(stack);
      assert.equal((await stack.refresh()).exitCode, 0);
      assert.deepEqual((await stack.state()).match(/"overt"/g)?.length, 2);
    });
  });
});

async function assertHidden(stack: Stack, way: string): Promise<void> {
  assert.doesNotMatch(await stack.state(), /clandestine/, way);
  const { output } = await stack.preview("--show-reads", "--show-sames");
  assert.doesNotMatch(output, /clandestine/, way);
}
