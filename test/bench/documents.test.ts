import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chartOf } from "../../bench/chart";
import { contestants } from "../../bench/contestants";
import { steps } from "../../bench/life";
import { median, sizesIn, type Results } from "../../bench/medians";
import { documentOf } from "../../bench/report";

const bench = join(__dirname, "../../bench");
const read = (name: string) => readFileSync(join(bench, name), "utf8");

describe("what the bench has written", () => {
  const results = JSON.parse(read("results.json")) as Results;

  it("says what was measured, and nothing else", () => {
    assert.equal(read("README.md"), documentOf(results));
    assert.equal(read("chart.svg"), chartOf(results));
  });

  it("holds every contestant, with every number of resources, at every step", () => {
    assert.deepEqual(sizesIn(results), [1, 10, 100, 300]);
    for (const size of sizesIn(results))
      for (const { id } of contestants)
        for (const step of steps)
          assert.ok(median(results, { contestant: id, size, step }, "cpuSeconds"), `${id} ${size} ${step}`);
  });
});

describe("the README's headline", () => {
  it("is what was measured", () => {
    const results = JSON.parse(read("results.json")) as Results;
    const readme = readFileSync(join(bench, "../README.md"), "utf8").replace(/\s+/g, " ");
    const cpu = (contestant: string) =>
      median(results, { contestant, size: 100, step: "up" }, "cpuSeconds") ?? 0;
    for (const [other, words] of [
      ["nothing", "times the CPU of a dynamic provider that does nothing"],
      ["graphClient", "times that of one with the Graph client"],
    ] as const)
      assert.match(readme, new RegExp(`${(cpu("package") / cpu(other)).toFixed(1)} ${words}`));
  });
});

describe("the median", () => {
  const sample = (cpuSeconds: number) => ({
    ...({
      contestant: "package",
      size: 1,
      step: "up",
      wallSeconds: 0,
      largestMegabytes: 0,
      requests: 0,
    } as const),
    ...{ writes: 0, tokens: 0, discoveries: 0, stateBytes: 0, cpuSeconds },
  });
  const of = (...seconds: number[]) =>
    median(
      { pulumi: "", node: "", cores: 1, latency: 0, samples: seconds.map(sample) },
      { contestant: "package", size: 1, step: "up" },
      "cpuSeconds",
    );

  it("is the one in the middle, or half-way between two", () => {
    assert.equal(of(3, 1, 2), 2);
    assert.equal(of(4, 1, 2, 3), 2.5);
    assert.equal(of(), undefined);
  });
});
