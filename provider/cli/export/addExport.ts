import type { Command } from "commander";
import { addSelectionOptions } from "../estate/selectionOptions";
import { addExitCodes, addFormatOption, addOutOption, addStackOption } from "../options";
import type { ExportFormat, ExportOptions } from "./exportTenant";

const formats = ["typescript", "json", "csv"] as const satisfies readonly ExportFormat[];

export function addExport(program: Command): void {
  const command = program
    .command("export")
    .description(
      "Write what the tenant holds: as a program that adopts it, as an estate file, or as rows. Nothing is written " +
        "to the tenant.",
    );
  addSelectionOptions(command);
  addStackOption(command);
  addFormatOption(command, formats);
  addOutOption(command, "the folder of the program, or the file");
  addExitCodes(
    command,
    "Exit code 0; 1 if it failed or a name does not exist; 2 for a wrong command line; 130 after Ctrl-C, and --resume " +
      "continues from there.",
  )
    .option("--resume", "continue an interrupted run with the same --out")
    .action(async (options: ExportOptions) => {
      const { exportTenant } = await import("./exportTenant");
      await exportTenant({ ...options, folder: process.cwd(), environment: process.env });
    });
}
