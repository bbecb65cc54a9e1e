import type { ContestantId } from "./contestants";
import type { Step } from "./life";
import { median, type Results } from "./medians";

/** Something that was measured, and what it must not exceed. */
export interface Goal {
  readonly text: string;
  readonly atMost: number;
  readonly measure: (results: Results) => number | undefined;
}

const size = 100;

function cpuRatio(step: Step, to: ContestantId) {
  return (results: Results) => {
    const ours = median(results, { contestant: "package", size, step }, "cpuSeconds");
    const theirs = median(results, { contestant: to, size, step }, "cpuSeconds");
    return ours === undefined || theirs === undefined ? undefined : ours / theirs;
  };
}

function ours(step: Step, ...measures: ("requests" | "tokens" | "discoveries")[]) {
  return (results: Results) => {
    const counts = measures.map((measure) => median(results, { contestant: "package", size, step }, measure));
    return counts.reduce<number | undefined>(
      (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
      0,
    );
  };
}

function stateRatio(results: Results): number | undefined {
  const own = median(results, { contestant: "package", size, step: "up" }, "stateBytes");
  const theirs = median(results, { contestant: "graphClient", size, step: "up" }, "stateBytes");
  return own === undefined || theirs === undefined ? undefined : own / theirs;
}

/** What the package is held to, with 100 resources. */
export const goals: readonly Goal[] = [
  { text: "CPU of `up`, to (c), which does nothing", atMost: 1, measure: cpuRatio("up", "nothing") },
  {
    text: "CPU of `up`, to (c′), whose resources share a provider",
    atMost: 1,
    measure: cpuRatio("up", "shared"),
  },
  {
    text: "CPU of `up`, to (a), with the Graph client",
    atMost: 0.55,
    measure: cpuRatio("up", "graphClient"),
  },
  {
    text: "CPU of an `up` without a change, to (c)",
    atMost: 0.9,
    measure: cpuRatio("no-change up", "nothing"),
  },
  {
    text: "requests of an `up` without a change",
    atMost: 0,
    measure: ours("no-change up", "requests", "tokens", "discoveries"),
  },
  {
    text: "CPU of `refresh`, to (d), which sleeps for one latency",
    atMost: 1.1,
    measure: cpuRatio("refresh", "sleep"),
  },
  {
    text: "requests for tokens and discovery, of one process",
    atMost: 2,
    measure: ours("up", "tokens", "discoveries"),
  },
  { text: "bytes of state, to (a)", atMost: 0.2, measure: stateRatio },
];
