import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { sharedInstallation } from "../test/support/installation/pulumiProject";
import { ensurePulumi } from "../tools/pulumiCli";
import { contestantIds, contestantNamed } from "./contestants";
import { knobs } from "./knobs";
import { fleetRaces } from "./fleetRaces";
import { fleetTables } from "./fleetReport";
import type { Sample } from "./life";
import type { Results } from "./medians";
import { run, type Race } from "./race";
import { tablesOf } from "./report";
import { writeResults, type ResultsFile } from "./resultsFiles";

const { values } = parseArgs({
  options: {
    fleet: { type: "boolean", default: false },
    knobs: { type: "boolean", default: false },
    sizes: { type: "string" },
    rounds: { type: "string", default: "3" },
    latency: { type: "string", default: "100" },
    contestants: { type: "string", default: contestantIds.join(",") },
    write: { type: "boolean", default: false },
  },
});

/** What is measured, and what is made of it. */
interface Bench {
  readonly races: readonly Race[];
  readonly tables: (results: Results) => string;
  /** Where the results are kept, if they are. */
  readonly file?: ResultsFile;
}

function benchOf(latency: number): Bench {
  const rounds = values.rounds.split(",").map(Number);
  const roundsOf = (index: number) => rounds[index] ?? rounds.at(-1) ?? 1;
  const sizes = (standard: string) => (values.sizes ?? standard).split(",").map(Number);
  if (values.fleet) {
    const races = fleetRaces(sizes("1000,5000,50000"), roundsOf, latency);
    return { races, tables: fleetTables, file: "fleetResults" };
  }
  const chosen = values.knobs ? knobs : values.contestants.split(",").map(contestantNamed);
  const races = sizes("1,10,100,300").map((size, index) => ({
    name: `size ${size}`,
    rounds: roundsOf(index),
    entries: chosen.map((contestant) => ({ contestant, life: { size, latency } })),
  }));
  const tables = (results: Results) => tablesOf(results, chosen);
  return { races, tables, ...(!values.knobs && { file: "results" }) };
}

async function main(): Promise<void> {
  const latency = Number(values.latency);
  const { races, tables, file } = benchOf(latency);
  const cli = await ensurePulumi();
  const setting = { pulumi: cli.version, node: process.version, cores: cpus().length, latency };
  const installation = await sharedInstallation();
  const samples: Sample[] = [];
  try {
    for (const race of races) {
      samples.push(...(await run(race, installation, (what) => process.stderr.write(`${what}\n`))));
      // What has been measured so far is kept after Ctrl-C.
      if (values.write && file) await writeResults(file, { ...setting, samples });
    }
  } finally {
    await installation.remove();
  }
  console.log(tables({ ...setting, samples }));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
