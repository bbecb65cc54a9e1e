import assert from "node:assert/strict";
import { sharedInstallation } from "../support/pulumiProject";
import { explore } from "./explore";
import { fixedCases } from "./fixedCases";
import { play, report, type Stage } from "./player";

/** As many as the time of a test run allows; `npm run soak` plays more. */
const runs = 100;
const shrinkMilliseconds = 60_000;

describe("the contract, played with the real engine", () => {
  let stage: Stage;

  before("install the package", async () => {
    stage = { installation: await sharedInstallation() };
  });

  for (const { name, steps } of fixedCases) {
    it(`${name} [model]`, async () => {
      const sequence = { late: false, steps };
      const violation = await play(sequence, stage);
      assert.ok(!violation, violation && report(sequence, violation));
    });
  }

  it(`holds in ${runs} random commands [model]`, async function () {
    this.timeout(30 * 60_000);
    const seed = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000);
    const found: string[] = [];
    await explore({ seed, runs, shrinkMilliseconds, jobs: 2, stage, onFailure: (text) => found.push(text) });
    assert.deepEqual(found, [], `seed ${seed}\n${found.join("\n\n")}`);
  });
});
