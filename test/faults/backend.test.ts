import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import { tell } from "../support/story";
import { alice } from "../support/tenant";
import { aliceAndBob, assertForeignUntouched, assertTenant, assigning, changed, first } from "./assignments";
import { backendTrouble } from "./backendTrouble";
import { smallDisk } from "./smallDisk";

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
        const gate = new Gate();
        const respond = { kind: "hold", gate, when: "after" } as const;
        directory.faults.add({ match: { method: "GET", path: alice.id }, respond });
        const run = stack.startUp();
        await gate.reached;
        await disk.fill();
        gate.open();
        const up = await run.ended;
        assert.notEqual(up.exitCode, 0, up.output);
        assert.match(up.output, /no space left on device|permission denied/);
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
