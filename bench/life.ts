import { startDirectory, type RunningDirectory } from "../simulator";
import { ensurePulumi } from "../tools/pulumiCli";
import type { QuotaOptions } from "../simulator/server/quota";
import type { Installation } from "../test/support/installation/pulumiProject";
import { Stack } from "../test/support/engine/stack";
import type { Contestant } from "./contestants";
import { measure, type Cost } from "./measuredCommand";

export const steps = ["up", "no-change up", "one change", "refresh", "destroy"] as const;
export type Step = (typeof steps)[number];

/** What one step of one contestant took. */
export interface Sample extends Cost {
  readonly contestant: string;
  readonly size: number;
  readonly step: Step;
  /** Requests to Graph, and those of them that write. */
  readonly requests: number;
  readonly writes: number;
  /** Requests to the token endpoint, and for what it says of itself. */
  readonly tokens: number;
  readonly discoveries: number;
  /** Of the writes, those that Graph throttled. */
  readonly throttled: number;
  /** From the first request to Graph to the answer of the last. */
  readonly graphSeconds: number;
  /** Bytes of state for each principal, on average; none once all are destroyed. */
  readonly stateBytes: number;
}

export interface LifeOptions {
  /** How many service principals, each with one resource. */
  readonly size: number;
  /** Milliseconds that Graph and the token endpoint take to answer. */
  readonly latency: number;
  /** The steps of its life that are measured, from the first. @default all */
  readonly steps?: readonly Step[];
  /** What Graph allows the app. @default no limits */
  readonly quota?: QuotaOptions;
}

const commands: Readonly<Record<Step, readonly string[]>> = {
  up: ["up", "--yes", "--skip-preview"],
  "no-change up": ["up", "--yes", "--skip-preview"],
  "one change": ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** The whole life of one stack of a contestant, in a tenant of its own, measured step by step. */
export async function live(
  { id, files, projectOptions, config, environment: particular = {}, options = [] }: Contestant,
  { size, latency, quota, steps: lived = steps }: LifeOptions,
  installation: Pick<Installation, "folder">,
  onStep: (step: Step, state: string) => void = () => {},
): Promise<Sample[]> {
  const cli = await ensurePulumi();
  const directory = await startDirectory({
    servicePrincipals: principals(size),
    latency,
    ...(quota && { quota }),
  });
  try {
    const environment = {
      BENCH_COUNT: String(size),
      BENCH_CHANGED: "no",
      BENCH_LATENCY: String(latency),
      BENCH_GRAPH: directory.graphEndpoint,
      ...particular,
    };
    const stack = await Stack.create(installation, directory, {
      files: { ...files },
      environment,
      ...(projectOptions && { projectOptions }),
      ...(config && { config }),
    });
    const samples: Sample[] = [];
    for (const step of lived) {
      if (step === "one change") stack.setEnvironment({ BENCH_CHANGED: "yes" });
      directory.journal.clear();
      const cost = await measure({
        program: cli.command,
        options: [...commands[step], ...options, "--non-interactive", "--color", "never"],
        folder: stack.folder,
        environment: stack.environment,
      });
      const state = await stack.state();
      samples.push({
        contestant: id,
        size,
        step,
        ...cost,
        ...requestsIn(directory),
        stateBytes: Math.round(bytesOfResources(state) / size),
      });
      onStep(step, state);
    }
    await stack.remove();
    return samples;
  } finally {
    await directory.close();
  }
}

function principals(size: number) {
  return Array.from({ length: size }, (_, index) => {
    const number = String(index).padStart(12, "0");
    return {
      id: `be9c0000-0000-4000-8000-${number}`,
      appId: `be9c0000-0000-4000-9000-${number}`,
      displayName: `app-${index}`,
    };
  });
}

function requestsIn({ journal }: RunningDirectory) {
  const isDiscovery = (path: string) => path.includes("/.well-known/") || path.includes("/discovery/");
  const isToken = (path: string) => path.endsWith("/token");
  // The steps of a batch travel with it.
  const paths = journal.requests.filter(({ inBatch }) => !inBatch).map(({ path }) => path);
  const tokens = paths.filter(isToken).length;
  const discoveries = paths.filter(isDiscovery).length;
  const toGraph = journal.requests.filter(({ replica }) => replica !== undefined);
  const end = toGraph.reduce((last, { answeredAt = 0 }) => Math.max(last, answeredAt), 0);
  return {
    requests: paths.length - tokens - discoveries,
    writes: journal.writes().length,
    tokens,
    discoveries,
    throttled: journal.writes().filter(({ status }) => status === 429).length,
    graphSeconds: toGraph[0] ? (end - toGraph[0].time) / 1_000 : 0,
  };
}

/** One resource as it stands in the state. */
export interface SavedResource {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: Readonly<Record<string, unknown>>;
}

export function assignmentsIn(state: string): SavedResource[] {
  const { checkpoint } = JSON.parse(state) as {
    checkpoint: { latest: { resources?: SavedResource[] } };
  };
  return (checkpoint.latest.resources ?? []).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
}

/** Bytes of compact JSON: how a backend lays the state out differs. */
function bytesOfResources(state: string): number {
  return assignmentsIn(state).reduce((sum, resource) => sum + Buffer.byteLength(JSON.stringify(resource)), 0);
}
