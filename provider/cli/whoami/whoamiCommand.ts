import type { Command } from "commander";
import { addStackOption } from "../options";
import { whoami } from "./whoami";

/** Registers `whoami`. */
export function addWhoami(program: Command): void {
  const command = program
    .command("whoami")
    .description(
      "Say as whom the assignments of a stack act, what that identity may do, and what is missing. In a Pulumi project it " +
        "reads the configuration of the selected stack, otherwise the environment alone.",
    );
  addStackOption(command)
    .option("--json", "print one JSON object, for programs")
    .addHelpText("after", "\nExit codes: 0 if assignments can work; 1 if they cannot; 2 wrong use.")
    .action(async (options: { stack?: string; json?: boolean }) => {
      process.exitCode = await whoami({ ...options, folder: process.cwd(), environment: process.env });
    });
}
