import { accessSync, constants, existsSync, statSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { failed } from "./commandError";

/** Writes a file beside its place and moves it there, so that nobody ever finds half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw failed(`Could not write ${path}: ${(error as Error).message}`);
  }
}

/**
 * Looks, before any request, whether a file can be written there.
 *
 * @throws CommandError (1)
 */
export function refuseUnwritableFile(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory())
    throw failed(`${path} is a folder; --out needs the path of a file.`);
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
