import type { Command } from "commander";
import { addSelectionOptions } from "../estate/selectionOptions";
import { addExitCodes, addFormatOption, addOutOption, addStackOption } from "../options";
import type { ReportFormat, ReportOptions } from "./report";

const formats = ["html", "json", "csv"] as const satisfies readonly ReportFormat[];

export function addReport(program: Command): void {
  const command = program
    .command("report")
    .description(
      "Show who carries which values: as one page for a browser, as an estate with findings, or as rows. Nothing is " +
        "written to the tenant.",
    );
  addSelectionOptions(command);
  addStackOption(command).option(
    "--from <estate>",
    "an estate file, as export --format json writes it, instead of the tenant",
  );
  addFormatOption(command, formats);
  addOutOption(command, "the file");
  addExitCodes(
    command,
    "Exit code 0; 1 if it failed or a name does not exist; 2 for a wrong command line or estate; 130 after Ctrl-C.",
  ).action(async (options: ReportOptions) => {
    const { report } = await import("./report");
    await report({ ...options, folder: process.cwd(), environment: process.env });
  });
}
