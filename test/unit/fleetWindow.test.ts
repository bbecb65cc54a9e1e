import assert from "node:assert/strict";
import { inWindow } from "../../provider/resources/fleet/window";

describe("inWindow", () => {
  it("limits how many tasks run at a time, without counting those that wait", async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await inWindow(
      Array.from({ length: 1_000 }, (_, index) => index),
      async (thing) => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        done.push(thing);
      },
    );
    assert.equal(done.length, 1_000);
    assert.equal(most, 200);

    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const passed: number[] = [];
    const all = inWindow(
      Array.from({ length: 900 }, (_, index) => index),
      async (thing, stepAside) => {
        if (thing < 500) {
          stepAside();
          await gate;
        }
        passed.push(thing);
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(passed.length, 400, "500 wait, and do not delay the others");
    release();
    await all;
    assert.equal(passed.length, 900);
  });
});
