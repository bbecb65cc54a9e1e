import type { Command } from "commander";
import { addExitCodes, addStackOption } from "../options";

export function addWhoami(program: Command): void {
  const command = program
    .command("whoami")
    .description(
      "Say as whom the assignments of a stack act, what that identity may do, and what is missing. In a Pulumi project it " +
        "reads the configuration of the selected stack, otherwise the environment alone.",
    );
  addStackOption(command);
  addExitCodes(
    command,
    "Exit code 0 if assignments can work, otherwise 1; 2 for a command line that is wrong; 130 after Ctrl-C.",
  )
    .option("--json", "print one JSON object, for programs")
    .action(async (options: { stack?: string; json?: boolean }) => {
      const { whoami } = await import("./whoami");
      process.exitCode = await whoami({ ...options, folder: process.cwd(), environment: process.env });
    });
}
