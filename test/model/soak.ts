import { parseArgs } from "node:util";
import { sharedInstallation } from "../support/installation/pulumiProject";
import { explore } from "./explore";

const usage = "npm run soak -- [--steps N] [--seed S] [--jobs J] [--shrink SECONDS]";

/** Runs as many random commands as wanted. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      steps: { type: "string", default: "500" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      jobs: { type: "string", default: "2" },
      shrink: { type: "string", default: "300" },
    },
  });
  const [runs, seed, jobs, shrink] = [values.steps, values.seed, values.jobs, values.shrink].map(Number);
  if (![runs, seed, jobs, shrink].every(Number.isInteger)) throw new Error(usage);
  const installation = await sharedInstallation();
  process.on("exit", () => installation.removeSync());
  let played = 0;
  const onRun = () => {
    played += 1;
    if (played % 50 === 0) console.log(`${played} commands`);
  };
  console.log(`seed ${seed}`);
  const failures = await explore({
    seed: seed ?? 0,
    runs: runs ?? 0,
    jobs: jobs ?? 1,
    shrinkMilliseconds: (shrink ?? 0) * 1_000,
    stage: { installation, onRun },
    onFailure: (text) => console.log(`\n${text}\n`),
  });
  console.log(`${played} commands with seed ${seed}; ${failures} sequences broke a law`);
  process.exitCode = failures === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
