import { InvalidArgumentError, type Command } from "commander";
import { addExitCodes } from "../options";
import type { SimulateOptions } from "./simulate";

export function addSimulate(program: Command): void {
  const command = program
    .command("simulate")
    .description(
      "Run a simulated Microsoft Entra tenant on this machine until Ctrl-C. It prints what a shell and a Pulumi stack need to " +
        "use it, then ready, and on stderr a line for every request. Its address shows the tenant and the requests in a browser.",
    )
    .option(
      "--port <n>",
      "where to listen, on this machine only; 0 for any free port",
      wholeNumber(0, 65535),
      8443,
    )
    .option("--seed <estate>", "start with the tenant in this file, as export --format json writes it")
    .option("--latency <ms>", "milliseconds before each answer", wholeNumber(0, 60_000))
    .option(
      "--replicas <n>",
      "number of replicas, which take turns and see each write two seconds late",
      wholeNumber(1, 10),
    )
    .option("--throttle", "apply Graph's limits for a small tenant to each app");
  addExitCodes(
    command,
    "Exit code 130 after Ctrl-C and 0 after SIGTERM; 1 if it cannot listen; 2 for a wrong command line or estate.",
  ).action(async (options: SimulateOptions) => {
    const { simulate } = await import("./simulate");
    process.exitCode = await simulate(options);
  });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
