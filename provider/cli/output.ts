import { accessSync, constants, existsSync, statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { failed } from "./commandError";

/** Writes a temporary file and renames it, so that the file is never seen incomplete. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeTogether(new Map([[path, text]]));
}

/** Writes files that belong together: none is moved to its place before the last one has found room on the disk. */
export async function writeTogether(files: ReadonlyMap<string, string>): Promise<void> {
  const beside = (path: string) => `${path}.${process.pid}.tmp`;
  try {
    for (const [path, text] of files) await naming(path, writeFile(beside(path), text));
    for (const path of files.keys()) await naming(path, rename(beside(path), path));
  } catch (error) {
    for (const path of files.keys()) await rm(beside(path), { force: true });
    throw error;
  }
}

async function naming(path: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw failed(`Could not write ${path}: ${(error as Error).message}`);
  }
}

/**
 * Looks, before any request, whether a file can be written there.
 *
 * @throws CommandError (1)
 */
export function refuseUnwritableFile(path: string): void {
  // To move a file onto /dev/null would take it from everybody.
  if (existsSync(path) && !statSync(path).isFile())
    throw failed(`${path} is a folder or a device; --out needs the path of a file.`);
  refuseUnusableFolder(dirname(path));
}

/** @throws CommandError (1) where no file can be put into a folder. */
export function refuseUnusableFolder(folder: string): void {
  if (!existsSync(folder)) throw failed(`The folder ${folder} does not exist.`);
  if (!statSync(folder).isDirectory()) throw failed(`${folder} is a file, not a folder.`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw failed(`You do not have permission to write to the folder ${folder}.`);
  }
}

/** Writes data to where it was asked for: to a file, or to stdout. */
export async function deliver(text: string, out: string | undefined): Promise<void> {
  if (out !== undefined) return writeWhole(out, text);
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}
