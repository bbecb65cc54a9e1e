#!/usr/bin/env node
import { Command } from "commander";
import { name, version } from "../manifest";
import { whoami } from "./whoami/whoami";

const command = new Command(name)
  .description("Looks after the sign-in of stacks that assign Microsoft Entra custom security attributes.")
  .version(version)
  .showHelpAfterError("(--help lists what there is)");

command
  .command("whoami")
  .description(
    "Say as whom the assignments of a stack act, what that identity may do, and what is missing. In a Pulumi project it " +
      "reads the configuration of the selected stack, otherwise environment variables only.",
  )
  .option("-s, --stack <name>", "the stack whose configuration to read, instead of the selected one")
  .option("--json", "print one JSON object, for programs")
  .addHelpText("after", "\nExit code 0 if assignments can work, otherwise 1.")
  .action(async (options: { stack?: string; json?: boolean }) => {
    process.exitCode = await whoami({ ...options, folder: process.cwd(), environment: process.env });
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
