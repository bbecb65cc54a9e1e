import { Command } from "commander";
import { name, version } from "../manifest";
import { addExport } from "./export/exportCommand";
import { addReport } from "./report/reportCommand";
import { addSimulate } from "./simulate/simulateCommand";
import { addWhoami } from "./whoami/whoamiCommand";

/** The parser of the whole command line. */
export function commandLine(): Command {
  const program = new Command(name)
    .description(
      "Looks after Microsoft Entra custom security attributes: who signs in, what is there, who carries what.",
    )
    .version(version)
    .showHelpAfterError("(--help lists what there is)")
    // Commands inherit this. Without it the parser itself would end the process, with 1 for every mistake.
    .exitOverride();
  addWhoami(program);
  addExport(program);
  addReport(program);
  addSimulate(program);
  return program;
}
