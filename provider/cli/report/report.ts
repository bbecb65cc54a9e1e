import type { SelectionOptions } from "../estate/selectionOptions";
import { resolve } from "node:path";
import { wrongUse } from "../commandError";
import type { Estate } from "../estate/estate";
import { selectFrom } from "../estate/selectFrom";
import { readEstateFile } from "../estate/readEstate";
import { readTenant } from "../estate/readTenant";
import { readSelection, type Selection } from "../estate/selection";
import { deliver, refuseUnwritableFile } from "../output";
import { principalsCounted, talkOn, type Talk } from "../talk";
import { connectToTenant } from "../tenantConnection";
import { reportPage } from "./reportPage";
import { reportCsv, reportJson } from "./reportText";

export type ReportFormat = "html" | "json" | "csv";

export interface ReportOptions extends SelectionOptions {
  readonly stack?: string;
  readonly from?: string;
  readonly format: ReportFormat;
  readonly out?: string;
}

export interface ReportRequest extends ReportOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

const textIn = { html: reportPage, json: reportJson, csv: reportCsv } as const;

/** Shows who carries which values, in the tenant or in an estate file. */
export async function report(request: ReportRequest): Promise<void> {
  const { stack, from, format, folder, ...options } = request;
  const out = request.out === undefined ? undefined : resolve(folder, request.out);
  const selection = readSelection(options);
  if (from !== undefined && stack !== undefined) {
    throw wrongUse("--from reads a file instead of a tenant, so --stack cannot be used with it.");
  }
  if (out !== undefined) refuseUnwritableFile(out);
  else if (format === "html" && process.stdout.isTTY) {
    throw wrongUse("A page cannot be written to a terminal. Give a file with --out.");
  }
  const talk = talkOn(process.stderr);
  // After Ctrl-C, too, no half a line stays in the terminal.
  process.once("exit", talk.end);
  try {
    const estate =
      from === undefined
        ? await fromTenant(request, selection, talk)
        : selectFrom(await readEstateFile(resolve(folder, from)), selection);
    if (estate.definitions === undefined) {
      talk.say("The definitions are not known, so no value is compared with them.");
    }
    await deliver(textIn[format](estate), out);
    if (out !== undefined) talk.say(`Wrote ${principalsCounted(estate.principals.length)} to ${out}.`);
  } finally {
    talk.end();
  }
}

async function fromTenant(
  { folder, environment, stack }: ReportRequest,
  selection: Selection,
  talk: Talk,
): Promise<Estate> {
  const tenant = await connectToTenant({ folder, environment, stack, say: talk.say, onWait: talk.waiting });
  return readTenant({ ...tenant, permissions: tenant.claims }, selection, { talk });
}
