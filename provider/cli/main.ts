#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { name, version } from "../manifest";
import { addExport } from "./export/exportCommand";
import { addReport } from "./report/reportCommand";
import { whoami } from "./whoami/whoami";

const wrongUse = 2;

const program = new Command(name)
  .description(
    "Looks after Microsoft Entra custom security attributes: who signs in, what is there, who carries what.",
  )
  .version(version)
  .showHelpAfterError("(--help lists what there is)")
  .exitOverride();

addWhoami(program);
addExport(program);
addReport(program);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // It has said what there is to say; help that was asked for is no failure.
    process.exitCode = error.exitCode === 0 ? 0 : wrongUse;
    return;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

function addWhoami(command: Command): void {
  command
    .command("whoami")
    .description(
      "Say as whom the assignments of a stack act, what that identity may do, and what is missing. In a Pulumi project it " +
        "reads the configuration of the selected stack, otherwise the environment alone.",
    )
    .option("-s, --stack <name>", "the stack whose configuration to read, instead of the selected one")
    .option("--json", "print one JSON object, for programs")
    .addHelpText("after", "\nExit code 0 if assignments can work, otherwise 1; 2 for wrong use.")
    .action(async (options: { stack?: string; json?: boolean }) => {
      process.exitCode = await whoami({ ...options, folder: process.cwd(), environment: process.env });
    });
}
