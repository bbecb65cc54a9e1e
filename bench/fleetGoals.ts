import { emptyBucket, fullBucket, scaledQuota } from "./fleetContestants";
import { principalsWith } from "./fleetRaces";
import type { Goal } from "./goals";
import type { Step } from "./life";
import { median, type Cell, type Measure, type Results } from "./medians";

/** Principals in a batch of Graph's. */
const batch = 20;

function quotient(measure: Measure, ours: Cell, theirs: Cell) {
  return (results: Results) => {
    const [own, other] = [ours, theirs].map((cell) => median(results, cell, measure));
    return own === undefined || other === undefined ? undefined : own / other;
  };
}

const cell = (contestant: string, size: number, step: Step = "up"): Cell => ({ contestant, size, step });

/** Requests in every so many principals, those that one run needs anyway left out. */
function requests(step: Step, per: number, anyway = 0) {
  return (results: Results) => {
    const count = median(results, cell("fleet", 1_000, step), "requests");
    return count === undefined ? undefined : (count - anyway) / (1_000 / per);
  };
}

/** What a fleet is held to. */
export const fleetGoals: readonly Goal[] = [
  {
    text: "CPU of `up` of 1,000, to that of 300 singles of (c)",
    atMost: 0.2,
    measure: quotient("cpuSeconds", cell("fleet", 1_000), cell("nothing", 300)),
  },
  {
    text: "CPU of `up` of 1,000, to (c) with the same map",
    atMost: 1.3,
    measure: quotient("cpuSeconds", cell("fleet", 1_000), cell("nothingFleet", 1_000)),
  },
  { text: "requests of `up` for every 20 principals, and 2", atMost: 3, measure: requests("up", batch, 2) },
  {
    text: "requests of an `up` of 1,000 without a change",
    atMost: 0,
    measure: requests("no-change up", 1_000),
  },
  { text: "requests of a refresh for every 20 principals", atMost: 1, measure: requests("refresh", batch) },
  { text: "requests of one change in 1,000", atMost: 4, measure: requests("one change", 1_000) },
  {
    text: "bytes of state for each principal",
    atMost: 350,
    measure: (results) => median(results, cell("fleet", 1_000), "stateBytes"),
  },
  {
    text: "the plugin's memory with 50,000, to (c) with the same map",
    atMost: 1.25,
    measure: quotient("pluginMegabytes", cell("fleet", 50_000), cell("nothingFleet", 50_000)),
  },
  {
    text: "CPU of `up` for each principal of 50,000, to that of 5,000",
    atMost: 1.3,
    measure: (results) => {
      const ratio = quotient("cpuSeconds", cell("fleet", 50_000), cell("fleet", 5_000))(results);
      return ratio === undefined ? undefined : ratio / 10;
    },
  },
  {
    text: "time of a fleet that finds the whole quota, to what it allows",
    atMost: 1.15,
    measure: (results) => {
      const seconds = median(results, cell(fullBucket.id, principalsWith.all), "graphSeconds");
      return seconds === undefined ? undefined : seconds / secondsAllowed(fullBucket.id, principalsWith.all);
    },
  },
  {
    text: "writes throttled, of a fleet that finds the whole quota",
    atMost: 0.01,
    measure: throttledShare(fullBucket.id, principalsWith.all),
  },
  {
    text: "writes throttled, of a fleet that finds nothing left of it",
    atMost: 0.05,
    measure: throttledShare(emptyBucket.id, principalsWith.none),
  },
];

function throttledShare(contestant: string, size: number) {
  return (results: Results) => {
    const throttled = median(results, cell(contestant, size), "throttled");
    return throttled === undefined ? undefined : throttled / size;
  };
}

/** The least time that so many writes take: a bucket fills at an even pace. */
export function secondsAllowed(contestant: string, writes: number): number {
  const there = contestant === emptyBucket.id ? 0 : scaledQuota;
  return ((writes - there) / scaledQuota) * 150;
}
