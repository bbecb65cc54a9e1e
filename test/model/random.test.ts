import assert from "node:assert/strict";
import { explore } from "./explore";
import { stage } from "./scenario";

/** As many as the time of a test run allows; `npm run soak` plays more. */
const runs = 100;
const shrinkMilliseconds = 60_000;

describe("the contract, played with the real engine", () => {
  it(`holds in ${runs} random commands [model]`, async function () {
    this.timeout(30 * 60_000);
    const seed = Number(process.env["MODEL_SEED"] ?? Date.now() % 1_000_000);
    const found: string[] = [];
    const installation = await stage();
    await explore({
      seed,
      runs,
      shrinkMilliseconds,
      jobs: 2,
      stage: { installation },
      onFailure: (text) => found.push(text),
    });
    assert.deepEqual(found, [], `seed ${seed}\n${found.join("\n\n")}`);
  });
});
