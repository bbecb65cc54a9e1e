import assert from "node:assert/strict";
import { Gate, type RunningDirectory } from "../../simulator";
import type { Stack } from "../support/stack";
import { program, tell } from "../support/story";
import { alice, bob } from "../support/tenant";
import { assertSettled } from "../support/verdict";
import { interruptions, type Interruption, type Moment } from "./interruptions";
import { changed, first, foreign, withForeign } from "./wireStory";

const place = { principalType: "User", attributeSet: "Engineering" };
const toAlice = (attributes: object) => ({ alice: { ...place, principalId: alice.id, attributes } });
const toBob = (attributes: object) => ({ bob: { ...place, principalId: bob.id, attributes } });

const tenant = { users: [alice, bob].map((user) => ({ ...user, customSecurityAttributes: foreign })) };

describe("runs that end before their time, in the middle of an update and of a creation", () => {
  for (const interruption of interruptions) {
    for (const moment of interruption.moments) {
      it(`${interruption.name}, ${moment.name}`, async () => {
        await tell({ files: program(toAlice(first)), tenant }, async ({ directory, stack }) => {
          assert.equal((await stack.up()).exitCode, 0);
          await stack.program(program({ ...toAlice(changed), ...toBob(first) }));
          await interrupt({ directory, stack }, interruption, moment);
          for (const { id } of [alice, bob]) assert.deepEqual(foreignValues(directory, id), foreign);

          if (interruption.leavesLock) await stack.pulumi("cancel", "--yes");
          const up = await stack.up();
          assert.equal(up.exitCode, 0, up.output);
          assert.deepEqual(directory.user(alice.id).customSecurityAttributes, withForeign(changed));
          assert.deepEqual(directory.user(bob.id).customSecurityAttributes, withForeign(first));
          await assertSettled(stack);
        });
      });
    }
  }
});

/** Runs an update, holds it when both assignments are at that moment, and lets it be interrupted. */
async function interrupt(
  { directory, stack }: { directory: RunningDirectory; stack: Stack },
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

/** What others wrote, out of all that is there. */
function foreignValues(directory: RunningDirectory, id: string): object {
  const { Engineering, Marketing } = directory.user(id).customSecurityAttributes;
  return { Engineering: { Level: Engineering?.Level }, Marketing };
}
