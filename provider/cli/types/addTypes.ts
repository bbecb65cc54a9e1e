import type { Command } from "commander";
import { addExitCodes, addOutOption, addStackOption } from "../options";
import type { TypesOptions } from "./types";

export function addTypes(program: Command): void {
  const command = program
    .command("types")
    .description(
      "Write a declaration file of the tenant's attribute sets, with which the compiler and the editor check the programs " +
        "that assign them.",
    );
  addStackOption(command).option(
    "--from <estate>",
    "an estate file, as export --format json writes it, instead of the tenant",
  );
  addOutOption(command, "the file");
  addExitCodes(
    command,
    "Exit code 0; 1 if it failed or, with --check, if the file is out of date; 2 for a wrong command line or " +
      "estate and, with --check, if it could not read the tenant or the file; 130 after Ctrl-C.",
  )
    .option("--check", "write nothing, and check that the file of --out is up to date")
    .action(async (options: TypesOptions) => {
      const { types } = await import("./types");
      process.exitCode = await types({ ...options, folder: process.cwd(), environment: process.env });
    });
}
