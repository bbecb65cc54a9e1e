import { Command } from "commander";
import { name, version } from "../manifest";
import { addExport } from "./export/addExport";
import { addReport } from "./report/addReport";
import { addSimulate } from "./simulate/addSimulate";
import { addTypes } from "./types/addTypes";
import { addWhoami } from "./whoami/addWhoami";

/** The parser of the whole command line. Each command loads what carries it out only when it runs. */
export function commandLine(): Command {
  const program = new Command(name)
    .description(
      "Works with the Microsoft Entra custom security attributes of a tenant, and of a simulated one.",
    )
    .version(version)
    .showHelpAfterError("(--help lists the commands and options)")
    // Commands inherit this. Without it the parser itself would end the process, with 1 for every mistake.
    .exitOverride();
  addWhoami(program);
  addExport(program);
  addReport(program);
  addTypes(program);
  addSimulate(program);
  return program;
}
