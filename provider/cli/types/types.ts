import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { requirements } from "../../entra/permissions";
import { CommandError, failed, wrongUse } from "../commandError";
import type { Estate } from "../estate/estate";
import { readCatalogue } from "../estate/readCatalogue";
import { readEstateFile } from "../estate/readEstate";
import { exitCodes } from "../runCommandLine";
import { deliver, refuseUnwritableFile } from "../output";
import { talkOn } from "../talk";
import { connectToTenant } from "../tenantConnection";
import { declarationText, type DefinedTenant } from "./declarationText";

export interface TypesOptions {
  readonly stack?: string;
  readonly from?: string;
  readonly out?: string;
  readonly check?: boolean;
}

export interface TypesRequest extends TypesOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Writes the declaration file, or compares it with the one that is there. Gives the exit code. */
export async function types(request: TypesRequest): Promise<number> {
  const { folder, from, stack, check = false } = request;
  const out = request.out === undefined ? undefined : resolve(folder, request.out);
  if (from !== undefined && stack !== undefined) {
    throw wrongUse("--from reads a file instead of a tenant, so --stack cannot be used with it.");
  }
  if (check) {
    if (out === undefined) throw wrongUse("--check needs --out, with the file to check.");
    return compare(out, await orCouldNotLook(readText(request)));
  }
  if (out !== undefined) refuseUnwritableFile(out);
  await deliver(await readText(request), out);
  return 0;
}

async function readText(request: TypesRequest): Promise<string> {
  const { from, folder } = request;
  const found = from === undefined ? await fromTenant(request) : await readEstateFile(resolve(folder, from));
  const { tenantId, attributeSets = [], definitions } = found;
  if (definitions === undefined) {
    const { permissions, roles } = requirements.readDefinitions;
    throw failed(
      from === undefined
        ? `The definitions of the tenant could not be read: Graph requires the permission ${permissions[0]} and, for a ` +
            `signed-in user, one of the roles ${roles.join(", ")}.`
        : `The estate ${from} has no definitions: it was written without permission to read them.`,
    );
  }
  return declarationText({ tenantId, attributeSets, definitions } satisfies DefinedTenant);
}

async function fromTenant({
  folder,
  environment,
  stack,
}: TypesRequest): Promise<Pick<Estate, "tenantId" | "attributeSets" | "definitions">> {
  const talk = talkOn(process.stderr);
  try {
    const tenant = await connectToTenant({ folder, environment, stack, say: talk.say, onWait: talk.waiting });
    return { tenantId: tenant.tenantId, ...(await readCatalogue(tenant.graph, talk)) };
  } finally {
    talk.end();
  }
}

/** A check that could not look says neither yes nor no. */
async function orCouldNotLook<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error), exitCodes.wrongUse);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw failed(`Could not read ${file}: ${message}`);
  }
}

async function compare(file: string, text: string): Promise<number> {
  const found = await orCouldNotLook(readIfThere(file));
  // Git may have given the file the line ends of the machine.
  if (found?.replaceAll("\r\n", "\n") === text) return 0;
  process.stderr.write(
    found === undefined
      ? `${file} does not exist. To write it, run the same command without --check.\n`
      : `${file} is out of date. To write it, run the same command without --check.\n`,
  );
  return exitCodes.failed;
}
