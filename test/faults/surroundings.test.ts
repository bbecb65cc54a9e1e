import assert from "node:assert/strict";
import { begin, tell, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled } from "../support/engine/verdict";
import {
  aliceAndBob,
  assertForeignUntouched,
  assertTenant,
  assertValues,
  assigning,
  changed,
  first,
} from "./assignments";
import { tenants, troubles, type Trouble } from "./surroundings";
import { timeoutSeconds } from "./wireFaults";

const config = { "customSecurityAttributes:timeout": `${timeoutSeconds}s` };

describe("trouble around the provider, in the middle of a stack's life", () => {
  let story: Story;
  before(async () => {
    story = await begin({ files: assigning({ alice: first }), config, tenant: aliceAndBob });
    const up = await story.stack.up();
    assert.equal(up.exitCode, 0, up.output);
  });
  after("nothing is left to do", async () => {
    await assertSettled(story.stack);
    await story.stack.remove();
    await story.directory.close();
  });

  troubles.forEach((trouble, index) => {
    it(`${trouble.failsWith ? "fails and converges" : "overcomes"}: ${trouble.name}`, async () => {
      const wanted = { alice: { NumVendors: 10 + index } };
      await story.stack.program(assigning(wanted));
      await runIn(trouble, story);
      assertForeignUntouched(story.directory);
      if (trouble.failsWith) {
        const up = await story.stack.up();
        assert.equal(up.exitCode, 0, up.output);
      }
      assertValues(story.directory, wanted);
    });
  });
});

async function runIn({ begin: beginTrouble, failsWith }: Trouble, story: Story): Promise<void> {
  const end = await beginTrouble(story);
  try {
    const up = await story.stack.up();
    if (failsWith) assertFails(up, failsWith);
    else assert.equal(up.exitCode, 0, up.output);
  } finally {
    story.directory.faults.clear();
    await end();
  }
}

describe("a tenant that is hard to work with", () => {
  for (const { name, options } of tenants) {
    it(`is overcome: ${name}`, async () => {
      const throttle = { status: 429, headers: { "Retry-After": "3" } };
      const files = assigning({ alice: first });
      await tell({ files, tenant: { ...aliceAndBob, ...options } }, async (story) => {
        for (const wanted of [{ alice: first }, { alice: changed, bob: first }]) {
          await story.stack.program(assigning(wanted));
          story.directory.faults.add({ match: { method: "PATCH", path: alice.id }, respond: throttle });
          const up = await story.stack.up();
          assert.equal(up.exitCode, 0, up.output);
          await assertTenant(story, wanted);
        }
      });
    });
  }
});
