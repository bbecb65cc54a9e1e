import assert from "node:assert/strict";
import { tell } from "../support/engine/story";
import { assertSettled } from "../support/engine/verdict";
import { changed, first, foreign, foreignPart, withForeign } from "./assignments";
import { oftenness } from "./reliabilityTable";
import { wireFaults, type WireFault } from "./wireFaults";
import {
  config,
  meets,
  operations,
  runThrough,
  victimOf,
  type Met,
  type Operation,
  type Victim,
} from "./wireStory";

const victims = wireFaults.map(victimOf);
const users = victims.map(({ id }) => ({
  id,
  userPrincipalName: `${id}@contoso.example`,
  customSecurityAttributes: foreign,
}));

const wanted: Record<Operation, object> = {
  "first up": first,
  "up with a change": changed,
  refresh: changed,
  destroy: {},
};

describe("faults between the provider and Graph, through the real engine", () => {
  const met = new Map<Operation, Map<Victim, Met>>();

  before("run every operation with all faults, and again without", async () => {
    await tell({ files: {}, config, tenant: { users } }, async (parts) => {
      for (const operation of operations) {
        met.set(operation, await runThrough(operation, parts, victims));
        await assertSettledUnlessDestroyed(operation, parts);
      }
    });
  });

  for (const operation of operations) {
    describe(operation, () => {
      for (const victim of victims.filter(({ fault }) => meets(operation, fault))) {
        it(titleOf(victim.fault), () => {
          const result = met.get(operation)?.get(victim);
          assert.ok(result);
          assertOutcome(victim.fault, result);
          assert.deepEqual(foreignPart(result.duringFault), foreign);
          assert.deepEqual(result.afterNextRun, withForeign(wanted[operation]));
        });
      }
    });
  }
});

function titleOf({ name, to, times, failsWith }: WireFault): string {
  return `${failsWith ? "fails and converges" : "overcomes"}: ${name}, ${oftenness(times)}, to a ${to}`;
}

function assertOutcome({ failsWith, atMost = 12 }: WireFault, { failed, said, hits, requests }: Met): void {
  assert.ok(hits > 0, "the fault was never played");
  assert.ok(requests <= atMost, `${requests} requests were sent`);
  assert.equal(failed, failsWith !== undefined, said);
  if (failsWith) assert.match(said, failsWith);
}

async function assertSettledUnlessDestroyed(
  operation: Operation,
  { stack }: Parameters<typeof runThrough>[1],
) {
  if (operation !== "destroy") await assertSettled(stack);
}
