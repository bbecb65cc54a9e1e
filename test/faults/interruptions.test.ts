import assert from "node:assert/strict";
import { Gate } from "../../simulator";
import { tell, type Story } from "../support/engine/story";
import { alice, bob } from "../support/tenant";
import { aliceAndBob, assertForeignUntouched, assertTenant, assigning, changed, first } from "./assignments";
import { interruptions, type Interruption, type Moment } from "./interruptions";

describe("runs that end before their time, in the middle of an update and of a creation", () => {
  for (const interruption of interruptions) {
    for (const moment of interruption.moments) {
      it(`${interruption.name}, ${moment.name}`, async () => {
        await tell({ files: assigning({ alice: first }), tenant: aliceAndBob }, async (story) => {
          const { directory, stack } = story;
          assert.equal((await stack.up()).exitCode, 0);
          const wanted = { alice: changed, bob: first };
          await stack.program(assigning(wanted));
          await interrupt(story, interruption, moment);
          assertForeignUntouched(directory);

          if (interruption.leavesLock) await stack.pulumi("cancel", "--yes");
          const up = await stack.up();
          assert.equal(up.exitCode, 0, up.output);
          await assertTenant(story, wanted);
        });
      });
    }
  }
});

/** Runs an update, holds it when both assignments are at that moment, and lets it be interrupted. */
async function interrupt(
  { directory, stack }: Story,
  interruption: Interruption,
  { method, when }: Moment,
): Promise<void> {
  const gates = [alice, bob].map(({ id }) => {
    const gate = new Gate();
    directory.faults.add({ match: { method, path: id }, respond: { kind: "hold", gate, when } });
    return gate;
  });
  directory.journal.clear();
  const engine = stack.startUp();
  const early = engine.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
  await Promise.race([Promise.all(gates.map(({ reached }) => reached)), early]);
  await interruption.happen({ engine, directory, release: () => gates.forEach((gate) => gate.open()) });
  const { exitCode, output } = await engine.ended;
  assert.notEqual(exitCode, 0, output);
}
