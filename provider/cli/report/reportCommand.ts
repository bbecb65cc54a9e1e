import type { Command } from "commander";
import { resolve } from "node:path";
import { wrongUse } from "../commandError";
import { selectFrom } from "../estate/estateFrom";
import type { Estate } from "../estate/estate";
import { readEstateFile } from "../estate/readEstate";
import { readTenant } from "../estate/readTenant";
import {
  addSelectionOptions,
  readSelection,
  type Selection,
  type SelectionOptions,
} from "../estate/selection";
import { addFormatOption, addOutOption, addStackOption } from "../options";
import { deliver, refuseUnwritableFile } from "../output";
import { runCommand } from "../runCommand";
import { talkOn } from "../talk";
import { connectToTenant } from "../tenantConnection";
import { reportPage } from "./reportPage";
import { reportCsv, reportJson } from "./reportText";

const formats = ["html", "json", "csv"] as const;

interface ReportOptions extends SelectionOptions {
  readonly stack?: string;
  readonly from?: string;
  readonly format: (typeof formats)[number];
  readonly out?: string;
}

/** Registers `report`. */
export function addReport(program: Command): void {
  const command = program
    .command("report")
    .description(
      "Show who carries which values: as one page for a browser, as an estate with findings, or as rows. Nothing is written to the tenant.",
    );
  addSelectionOptions(command);
  addStackOption(command).option(
    "--from <estate>",
    "an estate file of `export --format json`, instead of the tenant",
  );
  addFormatOption(command, formats);
  addOutOption(command, "the file");
  command
    .addHelpText(
      "after",
      "\nExit codes: 0; 1 it failed, or a name does not exist; 2 wrong use, or an estate that cannot be read.",
    )
    .action((options: ReportOptions) => runCommand(() => report(options)));
}

async function report({ stack, from, format, out, ...options }: ReportOptions): Promise<void> {
  const selection = readSelection(options);
  if (from !== undefined && stack !== undefined)
    throw wrongUse("--from reads no tenant, so that --stack has no meaning with it.");
  if (out === undefined && format === "html" && process.stdout.isTTY) {
    throw wrongUse("A page is not for a terminal: say where with --out.");
  }
  if (out !== undefined) refuseUnwritableFile(resolve(out));
  const estate =
    from === undefined
      ? await fromTenant(stack, selection)
      : selectFrom(await readEstateFile(from), selection);
  if (estate.definitions === undefined) {
    process.stderr.write("The definitions are not known, so no value is flagged.\n");
  }
  await deliver({ html: reportPage, json: reportJson, csv: reportCsv }[format](estate), out);
}

async function fromTenant(stack: string | undefined, selection: Selection): Promise<Estate> {
  const talk = talkOn(process.stderr);
  try {
    const tenant = await connectToTenant({
      folder: process.cwd(),
      environment: process.env,
      stack,
      say: talk.say,
      onWait: talk.waiting,
    });
    return await readTenant({ ...tenant, permissions: tenant.claims }, selection, { talk });
  } finally {
    talk.end();
  }
}
