import assert from "node:assert/strict";
import type { Clock } from "../../provider/graph/clock";
import { firstOf, Notices, type Notice } from "../../provider/report/notices";

const seen: Notice<string> = { severity: "info", text: (names) => `Saw ${names.join(", ")}.` };

const instantly: Clock["sleep"] = () => Promise.resolve();

function notices({ sleep = instantly } = {}) {
  const said: string[] = [];
  const time = { now: 0 };
  const clock = { now: () => new Date(time.now), sleep };
  const say = (severity: string, message: string) => {
    said.push(`${severity}: ${message}`);
    return Promise.resolve();
  };
  return { said, time, notices: new Notices(say, clock) };
}

describe("what many operations have to tell", () => {
  it("is one line, printed before the last of them ends", async () => {
    const { said, notices: told } = notices();
    let endFirst = () => {};
    const first = told.during(async () => {
      told.note(seen, "a");
      await new Promise<void>((resolve) => (endFirst = resolve));
      return 1;
    });
    assert.equal(await told.during(async () => (told.note(seen, "b"), 2)), 2);
    assert.deepEqual(said, []);
    endFirst();
    assert.equal(await first, 1);
    assert.deepEqual(said, ["info: Saw a, b."]);
  });

  it("waits a moment for the engine to begin another one", async () => {
    const { said, notices: told } = notices({ sleep: () => new Promise(() => {}) });
    const first = told.during(async () => told.note(seen, "a"));
    await new Promise((resolve) => setImmediate(resolve));
    void told.during(() => new Promise(() => {}));
    await first;
    assert.deepEqual(said, []);
  });

  it("is printed after a while although another one is still running", async () => {
    const { said, time, notices: told } = notices();
    void told.during(() => new Promise(() => {}));
    await told.during(async () => told.note(seen, "a"));
    assert.deepEqual(said, []);
    time.now = 60_000;
    await told.during(async () => told.note(seen, "b"));
    assert.deepEqual(said, ["info: Saw a, b."]);

    // The longer it takes, the rarer.
    time.now = 75_000;
    await told.during(async () => told.note(seen, "c"));
    time.now = 90_000;
    await told.during(async () => told.note(seen, "d"));
    assert.equal(said.length, 1);
    time.now = 95_000;
    await told.during(async () => {});
    assert.deepEqual(said.slice(1), ["info: Saw c, d."]);
  });

  it("waits longer after a line that came too early, but not longer than helps", async () => {
    const slept: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void slept.push(milliseconds));
    const { said, notices: told } = notices({ sleep });
    for (const name of "abcdefghi") await told.during(async () => told.note(seen, name));
    assert.equal(said.length, 9);
    assert.deepEqual(slept, [50, 100, 200, 400, 800, 1_000, 1_000, 50, 50]);
  });

  it("is printed when an operation fails, and only once", async () => {
    const { said, notices: told } = notices();
    const failing = told.during(async () => {
      told.note(seen, "a");
      throw new Error("no");
    });
    await assert.rejects(failing, /^Error: no$/);
    await told.during(async () => {});
    assert.deepEqual(said, ["info: Saw a."]);
  });

  it("names the first twenty", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index + 1}`);
    assert.equal(firstOf(names(2), "things"), "2 things: n1; n2");
    assert.match(firstOf(names(1_200), "things"), /^1,200 things, the first 20: n1; .*; n20$/);
  });
});
