import type { Command } from "commander";
import { addFormatOption, addOutOption, addStackOption } from "../options";
import { runCommand } from "../runCommand";
import { addSelectionOptions, readSelection, type SelectionOptions } from "../estate/selection";
import { wrongUse } from "../commandError";
import { PartialFile } from "../estate/partialFile";
import { exportTenant } from "./exportTenant";

const formats = ["typescript", "json", "csv"] as const;
export type ExportFormat = (typeof formats)[number];

interface ExportOptions extends SelectionOptions {
  readonly stack?: string;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly resume?: boolean;
}

/** Registers `export`. */
export function addExport(program: Command): void {
  const command = program
    .command("export")
    .description(
      "Write down what the tenant holds: as a program that adopts it, as an estate file, or as rows. Nothing is written to the tenant.",
    );
  addSelectionOptions(command);
  addStackOption(command);
  addFormatOption(command, formats);
  addOutOption(command, "the folder of the program, or the file");
  command
    .option("--resume", "go on where an earlier run with the same --out was interrupted")
    .addHelpText(
      "after",
      "\nExit codes: 0; 1 it failed, or a name does not exist; 2 wrong use; 130 after Ctrl-C, which --resume goes on from.",
    )
    .action((options: ExportOptions) => runExport(options));
}

async function runExport({ stack, format, out, resume = false, ...options }: ExportOptions): Promise<void> {
  const whenInterrupted = () =>
    out === undefined
      ? "Interrupted. Nothing was written."
      : `Interrupted. What was read stands in ${PartialFile.pathFor(out)}; the same command with --resume goes on from there.`;
  await runCommand(async () => {
    const selection = readSelection(options);
    if (resume && out === undefined)
      throw wrongUse("--resume needs the --out of the run that was interrupted.");
    await exportTenant({
      selection,
      stack,
      format,
      out,
      resume,
      folder: process.cwd(),
      environment: process.env,
    });
  }, whenInterrupted);
}
