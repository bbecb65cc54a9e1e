import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sharedInstallation } from "../test/support/pulumiProject";
import { ensurePulumi } from "../tools/pulumiCli";
import { contestantIds, contestantNamed, type Contestant } from "./contestants";
import { knobs } from "./knobs";
import { live, type Sample } from "./life";
import { chartOf } from "./chart";
import type { Results } from "./medians";
import { documentOf, tablesOf } from "./report";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1,10,100,300" },
    rounds: { type: "string", default: "3" },
    latency: { type: "string", default: "100" },
    contestants: { type: "string", default: contestantIds.join(",") },
    knobs: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

async function main(): Promise<void> {
  const sizes = values.sizes.split(",").map(Number);
  const rounds = Number(values.rounds);
  const latency = Number(values.latency);
  const chosen = values.knobs ? knobs : values.contestants.split(",").map(contestantNamed);
  const cli = await ensurePulumi();
  const setting = { pulumi: cli.version, node: process.version, cores: cpus().length, latency };
  const installation = await sharedInstallation();
  const samples: Sample[] = [];
  try {
    for (const size of sizes) {
      for (let round = 0; round < rounds; round++) {
        for (const contestant of rotated(chosen, round)) {
          process.stderr.write(`size ${size}, round ${round + 1} of ${rounds}: ${contestant.title}\n`);
          samples.push(...(await live(contestant, { size, latency }, installation)));
        }
      }
      // What has been measured so far is not lost when somebody has had enough.
      if (values.write && !values.knobs) await write({ ...setting, samples });
    }
  } finally {
    await installation.remove();
  }
  console.log(tablesOf({ ...setting, samples }, chosen));
}

/** Each round begins with another contestant, so that none is always the one that warms the machine up. */
function rotated(all: readonly Contestant[], round: number): Contestant[] {
  const start = round % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
}

async function write(results: Results): Promise<void> {
  await writeFile(join(__dirname, "results.json"), `${JSON.stringify(results)}\n`);
  await writeFile(join(__dirname, "chart.svg"), chartOf(results));
  await writeFile(join(__dirname, "README.md"), documentOf(results));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
