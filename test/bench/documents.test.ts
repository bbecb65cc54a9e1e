import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chartOf } from "../../bench/chart";
import { contestants } from "../../bench/contestants";
import { fleetContestants } from "../../bench/fleetContestants";
import { fleetGoals } from "../../bench/fleetGoals";
import { goals } from "../../bench/goals";
import { growth } from "../../bench/growth";
import { steps, type Sample, type Step } from "../../bench/life";
import { median, sizesIn, type Results } from "../../bench/medians";
import { documentOf } from "../../bench/report";

const bench = join(__dirname, "../../bench");
const read = (name: string) => readFileSync(join(bench, name), "utf8");

describe("what the bench has written", () => {
  const results = JSON.parse(read("results.json")) as Results;
  const fleets = JSON.parse(read("fleetResults.json")) as Results;

  it("says what was measured, and nothing else", () => {
    assert.equal(read("README.md"), documentOf(results, fleets));
    assert.equal(read("chart.svg"), chartOf(results));
  });

  const assertMeasured = (
    all: Results,
    those: readonly { id: string }[],
    size: number,
    lived: readonly Step[] = steps,
  ) => {
    for (const { id } of those)
      for (const step of lived)
        assert.ok(median(all, { contestant: id, size, step }, "cpuSeconds"), `${id} ${size} ${step}`);
  };

  it("holds every contestant at every step", () => {
    assert.deepEqual(sizesIn(results), [1, 10, 100, 300]);
    for (const size of sizesIn(results)) {
      // (c′) stands where the goals and the README look.
      const measured = contestants.filter(({ id }) => id !== "shared" || size === 100);
      assertMeasured(results, measured, size);
    }
    for (const size of [1_000, 5_000]) assertMeasured(fleets, fleetContestants, size);
    assertMeasured(fleets, fleetContestants, 50_000, ["up"]);
  });

  it("holds what every goal is about", () => {
    for (const { text, measure } of goals) assert.ok(measure(results) !== undefined, text);
    for (const { text, measure } of fleetGoals) assert.ok(measure(fleets) !== undefined, text);
  });
});

describe("the README's headline", () => {
  it("matches what was measured", () => {
    const results = JSON.parse(read("results.json")) as Results;
    const readme = readFileSync(join(bench, "../README.md"), "utf8").replace(/\s+/g, " ");
    const cpu = (contestant: string) =>
      median(results, { contestant, size: 100, step: "up" }, "cpuSeconds") ?? 0;
    const said = (
      [
        ["nothing", "times the CPU of a dynamic provider that does nothing"],
        ["shared", "times the CPU of dynamic resources that do nothing and share one provider"],
        ["graphClient", "times that of one with the Graph client"],
      ] as const
    ).filter(([, words]) => readme.includes(words));
    assert.equal(said.length, 2);
    for (const [other, words] of said) {
      const [, times] = new RegExp(`(\\d\\.\\d) ${words}`).exec(readme) ?? [];
      const measured = (cpu("package") / cpu(other)).toFixed(1);
      assert.ok(Number(times) >= Number(measured), `${times} ${words}, and ${measured} measured`);
    }
  });
});

/** A sample of an `up`, of which nothing else matters. */
const upOf = (contestant: string, size: number, cpuSeconds: number): Sample => ({
  ...{ contestant, size, cpuSeconds, step: "up", wallSeconds: 0, largestMegabytes: 0, pluginMegabytes: 0 },
  ...{ requests: 0, writes: 0, tokens: 0, discoveries: 0, throttled: 0, graphSeconds: 0, stateBytes: 0 },
});

const resultsOf = (samples: Sample[]): Results => ({ pulumi: "", node: "", cores: 1, latency: 0, samples });

describe("the median", () => {
  const of = (...seconds: number[]) =>
    median(
      resultsOf(seconds.map((cpuSeconds) => upOf("package", 1, cpuSeconds))),
      { contestant: "package", size: 1, step: "up" },
      "cpuSeconds",
    );

  it("is the one in the middle, or half-way between two", () => {
    assert.equal(of(3, 1, 2), 2);
    assert.equal(of(4, 1, 2, 3), 2.5);
    assert.equal(of(), undefined);
  });
});

describe("the line through what fleets take", () => {
  const of = (...points: [size: number, seconds: number][]) =>
    growth(resultsOf(points.map(([size, seconds]) => upOf("fleet", size, seconds))));

  it("gives the fixed cost of a run, and the cost of each principal", () => {
    const { start = 0, each = 0, points = [] } = of([1_000, 5], [5_000, 13], [50_000, 103]) ?? {};
    assert.ok(Math.abs(start - 3) < 1e-6 && Math.abs(each - 0.002) < 1e-9, `${start} ${each}`);
    for (const { ratio } of points) assert.ok(Math.abs(ratio - 1) < 1e-6);
  });

  it("shows where more principals take more than their share", () => {
    const last = of([1_000, 5], [5_000, 13], [50_000, 400])?.points.at(-1);
    assert.ok(last && last.ratio > 1.3, `${last?.ratio}`);
  });

  it("needs three points", () => {
    assert.equal(of([1_000, 5], [5_000, 13]), undefined);
  });
});
