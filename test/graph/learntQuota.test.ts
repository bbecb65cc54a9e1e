import assert from "node:assert/strict";
import { virtualFleet } from "../support/graph/virtualFleet";

/** What Graph's documentation says, and what every process assumes that is not told anything else. */
const documented = 3_000;

/** Latency, and the first writes that find out what is left. */
const startSeconds = 3;

const percent = (part: number, all: number) => (100 * part) / all;

interface Case {
  readonly count: number;
  readonly writes: number;
  readonly writesLeft: number;
  readonly writeSeconds?: number;
}

async function throttledPercent({ count, writes, writesLeft, writeSeconds = 150 }: Case): Promise<number> {
  const { graph, seconds } = await virtualFleet(count, { writes, writesLeft, writeSeconds }, documented);
  const allowed = (Math.max(0, count - writesLeft) / writes) * writeSeconds;
  const most = allowed * 1.15 + startSeconds;
  assert.ok(seconds <= most, `${seconds} s where ${allowed} s are allowed`);
  return percent(graph.throttledWrites, count);
}

describe("a quota of writes that is smaller than a process knows", () => {
  const quotas = [300, 600, 1_000, 3_000];
  for (const count of [60, 200, 1_000]) {
    it(`is found out by a fleet of ${count} before anything is refused, when all of it is left`, async () => {
      for (const writes of quotas) {
        const throttled = await throttledPercent({ count, writes, writesLeft: writes });
        assert.ok(throttled <= 1, `${throttled} % of a quota of ${writes}`);
      }
    });

    it(`is found out by a fleet of ${count} with few refusals, when little or nothing of it is left`, async () => {
      for (const writes of [100, ...quotas]) {
        for (const share of [0, 0.1]) {
          const throttled = await throttledPercent({ count, writes, writesLeft: share * writes });
          assert.ok(throttled <= 5, `${throttled} % of a quota of ${writes}, ${share} of which are left`);
        }
      }
    });
  }

  it("may come back much faster than in Graph's 150 seconds", async () => {
    for (const writesLeft of [0, 300]) {
      const throttled = await throttledPercent({ count: 1_000, writes: 300, writesLeft, writeSeconds: 30 });
      assert.ok(throttled <= 5, `${throttled} %`);
    }
  });

  it("is found out by what is refused where Graph does not say how much is used", async () => {
    const { graph, seconds } = await virtualFleet(400, { writes: 300, isSilent: true }, documented);
    const throttled = percent(graph.throttledWrites, 400);
    assert.ok(throttled > 0 && throttled <= 10, `${throttled} %`);
    assert.ok(seconds <= (100 / 2) * 1.15, `${seconds} s`);
  });
});
