import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { differencesIn } from "../support/engine/differences";
import type { Stack } from "../support/engine/stack";
import { program, tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";

const place = { principalType: "User", principalId: alice.id, attributeSet: "Engineering" };

describe("what stories take for a preview", () => {
  it("says the same as the engine's own, of a state with a difference and of one without", async () => {
    await tell(
      { files: program({ tag: { ...place, attributes: { NumVendors: 4 } } }) },
      async ({ stack }) => {
        assertSteps(await stack.up(), ["create tag"]);
        assert.deepEqual(await differencesIn(stack), []);
        assertSteps(await stack.preview(), []);

        // A name that is owned and that the program does not name, as an error may leave it in the outputs.
        await changeOutputs(stack, { attributes: { NumVendors: 4, Level: "Senior" } });
        assert.match((await differencesIn(stack))?.join() ?? "", /^tag: .*"changes":true/);
        assertSteps(await stack.preview(), ["update tag"]);
      },
    );
  });
});

async function changeOutputs(stack: Stack, outputs: object): Promise<void> {
  const file = join(stack.folder, ".state/.pulumi/stacks/story/test.json");
  const state = JSON.parse(await readFile(file, "utf8")) as {
    checkpoint: { latest: { resources: { urn: string; outputs: object }[] } };
  };
  for (const resource of state.checkpoint.latest.resources)
    if (resource.urn.endsWith("::tag")) Object.assign(resource.outputs, outputs);
  await writeFile(file, JSON.stringify(state));
}
