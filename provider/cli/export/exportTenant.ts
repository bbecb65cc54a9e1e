import { resolve } from "node:path";
import { wrongUse } from "../commandError";
import { csvText } from "../estate/csv";
import type { Estate } from "../estate/estate";
import { estateText } from "../estate/estateJson";
import { PartialFile } from "../estate/partialFile";
import { readTenant } from "../estate/readTenant";
import { recordOf, type Selection } from "../estate/selection";
import { deliver, refuseUnwritableFile } from "../output";
import { talkOn, type Talk } from "../talk";
import { connectToTenant } from "../tenantConnection";
import type { ExportFormat } from "./exportCommand";
import { refuseForeignFolder, writeProgram } from "./programFolder";

export interface ExportRequest {
  readonly selection: Selection;
  readonly stack: string | undefined;
  readonly format: ExportFormat;
  readonly out: string | undefined;
  readonly resume: boolean;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Reads the selected part of a tenant and writes it down. */
export async function exportTenant(request: ExportRequest): Promise<void> {
  const { selection, stack, format, resume, folder, environment } = request;
  const out = request.out === undefined ? undefined : resolve(folder, request.out);
  refuseOut(format, out);
  const talk = talkOn(process.stderr);
  try {
    const tenant = await connectToTenant({ folder, environment, stack, say: talk.say, onWait: talk.waiting });
    const partial =
      out === undefined ? undefined : partialFor(out, resume, { tenantId: tenant.tenantId, selection }, talk);
    const estate = await readTenant({ ...tenant, permissions: tenant.claims }, selection, { talk, partial });
    await write(estate, format, out, talk);
    partial?.remove();
  } finally {
    talk.end();
  }
}

/** Looks at where to write before anything is asked of the tenant. */
function refuseOut(format: ExportFormat, out: string | undefined): void {
  if (out === undefined) {
    if (format === "typescript") throw wrongUse("A program is a folder: say where with --out.");
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
  if (resume && !earlier) talk.say(`There is no ${path} to go on from; starting over.`);
  return earlier ?? PartialFile.begin(path, tenantId, record);
}

async function write(
  estate: Estate,
  format: ExportFormat,
  out: string | undefined,
  talk: Talk,
): Promise<void> {
  if (format === "typescript" && out !== undefined) await writeProgram(estate, out, talk);
  else await deliver(format === "csv" ? csvText(estate) : estateText(estate), out);
  if (out !== undefined) talk.say(`Wrote ${estate.principals.length} principals to ${out}.`);
}
