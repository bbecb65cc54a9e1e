import assert from "node:assert/strict";
import { explore } from "./explore";
import { stage } from "./scenario";

/** As many as the time of a test run allows, and always the same ones; `npm run soak` plays others, and more. */
const runs = 60;
const seed = Number(process.env["MODEL_SEED"] ?? 12);
const shrinkMilliseconds = 60_000;

describe("the contract, played with the real engine", () => {
  it(`holds in ${runs} random commands, seed ${seed} [model]`, async function () {
    this.timeout(30 * 60_000);
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
