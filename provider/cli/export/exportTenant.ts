import type { SelectionOptions } from "../estate/selectionOptions";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { wrongUse } from "../commandError";
import { csvText } from "../estate/csv";
import type { Estate } from "../estate/estate";
import { estateText } from "../estate/estateJson";
import { PartialFile } from "../estate/partialFile";
import { readTenant } from "../estate/readTenant";
import { readSelection, recordOf, type Selection } from "../estate/selection";
import { exitCodes } from "../runCommandLine";
import { deliver, refuseUnwritableFile } from "../output";
import { principalsCounted, talkOn, type Talk } from "../talk";
import { connectToTenant } from "../tenantConnection";
import { refuseForeignFolder, writeProgram } from "./programFolder";

export type ExportFormat = "typescript" | "json" | "csv";

export interface ExportOptions extends SelectionOptions {
  readonly stack?: string;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly resume?: boolean;
}

export interface ExportRequest extends ExportOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Reads the selected part of a tenant and writes it down. */
export async function exportTenant(request: ExportRequest): Promise<void> {
  const { stack, format, resume = false, folder, environment, ...options } = request;
  const selection = readSelection(options);
  const out = request.out === undefined ? undefined : resolve(folder, request.out);
  refuseOut(format, out, resume);
  const talk = talkOn(process.stderr);
  const stopListening = onInterrupt(talk, out);
  try {
    const tenant = await connectToTenant({ folder, environment, stack, say: talk.say, onWait: talk.waiting });
    const { tenantId, claims } = tenant;
    const partial = out === undefined ? undefined : partialFor(out, resume, { tenantId, selection }, talk);
    try {
      const estate = await readTenant({ ...tenant, permissions: claims }, selection, { talk, partial });
      await write(estate, format, out, talk);
    } catch (error) {
      const wayOn = wayOnFrom(out);
      if (wayOn !== undefined) talk.say(wayOn);
      throw error;
    }
    partial?.remove();
  } finally {
    stopListening();
    talk.end();
  }
}

/** Says after Ctrl-C how to continue. What was read is already on the disk, page by page. */
function onInterrupt(talk: Talk, out: string | undefined): () => void {
  const end = () => {
    talk.end();
    talk.say(`Interrupted. ${wayOnFrom(out) ?? "Nothing was written."}`);
    process.exit(exitCodes.interrupted);
  };
  process.once("SIGINT", end);
  return () => process.off("SIGINT", end);
}

/** How to continue from what was read; undefined if none of it is on the disk. */
function wayOnFrom(out: string | undefined): string | undefined {
  const partial = out === undefined ? undefined : PartialFile.pathFor(out);
  if (partial === undefined || !existsSync(partial)) return undefined;
  return `What was read is in ${partial}; the same command with --resume continues from there.`;
}

/** Looks at where to write before anything is asked of the tenant. */
function refuseOut(format: ExportFormat, out: string | undefined, resume: boolean): void {
  if (out === undefined) {
    if (resume) throw wrongUse("--resume needs the --out of the run that was interrupted.");
    if (format === "typescript") throw wrongUse("A program is a folder. Give its path with --out.");
    return;
  }
  if (format === "typescript") refuseForeignFolder(out);
  else refuseUnwritableFile(out);
}

function partialFor(
  out: string,
  resume: boolean,
  { tenantId, selection }: { tenantId: string; selection: Selection },
  talk: Talk,
): PartialFile {
  const path = PartialFile.pathFor(out);
  const record = recordOf(selection);
  const earlier = resume ? PartialFile.takeUp(path, tenantId, record) : undefined;
  if (resume && !earlier) talk.say(`There is no ${path} to continue; starting over.`);
  return earlier ?? PartialFile.begin(path, tenantId, record);
}

async function write(
  estate: Estate,
  format: ExportFormat,
  out: string | undefined,
  talk: Talk,
): Promise<void> {
  if (format === "typescript" && out !== undefined) {
    await writeProgram(estate, out, talk);
  } else {
    if (estate.definitions === undefined) {
      talk.say("The definitions are left out: this identity may not read them.");
    }
    await deliver(format === "csv" ? csvText(estate) : estateText(estate), out);
  }
  if (out !== undefined) talk.say(`Wrote ${principalsCounted(estate.principals.length)} to ${out}.`);
}
