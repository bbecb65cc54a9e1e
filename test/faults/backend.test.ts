import assert from "node:assert/strict";
import { tell } from "../support/engine/story";
import { alice } from "../support/tenant";
import { aliceAndBob, assertForeignUntouched, assertTenant, assigning, changed, first } from "./assignments";
import { backendTrouble } from "./backendTrouble";
import { smallDisk } from "./smallDisk";
import { upOnFullDisk } from "./upOnFullDisk";

describe("the state backend", () => {
  it(`loses no value when ${backendTrouble}`, async () => {
    const disk = await smallDisk();
    try {
      const environment = { PULUMI_BACKEND_URL: `file://${disk.folder}` };
      await tell({ files: assigning({ alice: first }), tenant: aliceAndBob, environment }, async (story) => {
        const { directory, stack } = story;
        assert.equal((await stack.up()).exitCode, 0);
        const wanted = { alice: changed, bob: first };
        await stack.program(assigning(wanted));
        await upOnFullDisk(story, disk, { match: { method: "GET", path: alice.id }, when: "after" });
        assertForeignUntouched(directory);

        await disk.free();
        await stack.pulumi("cancel", "--yes");
        const next = await stack.up();
        assert.equal(next.exitCode, 0, next.output);
        await assertTenant(story, wanted);
      });
    } finally {
      await disk.remove();
    }
  });
});
