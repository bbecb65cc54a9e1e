import type { Command } from "commander";
import { addExitCodes, addStackOption } from "../options";

export function addWhoami(program: Command): void {
  const command = program
    .command("whoami")
    .description(
      "Show which identity the assignments of a stack use, what it may do, and what is missing. In a Pulumi project it " +
        "reads the configuration of the selected stack, otherwise only the environment.",
    );
  addStackOption(command);
  addExitCodes(
    command,
    "Exit code 0 if assignments can work, otherwise 1; 2 for a wrong command line; 130 after Ctrl-C.",
  )
    .option("--json", "print one JSON object, for programs")
    .action(async (options: { stack?: string; json?: boolean }) => {
      const { whoami } = await import("./whoami");
      process.exitCode = await whoami({ ...options, folder: process.cwd(), environment: process.env });
    });
}
