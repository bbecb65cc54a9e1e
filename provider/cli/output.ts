import { existsSync, statSync } from "node:fs";
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
    throw failed(`${path} is a folder; --out wants the path of a file.`);
  refuseMissingParent(path);
}

/** @throws CommandError (1) */
export function refuseMissingParent(path: string): void {
  const parent = dirname(path);
  if (!existsSync(parent)) throw failed(`The folder ${parent} does not exist.`);
}

/** Writes data to where it was asked for: to a file, or to stdout. */
export async function deliver(text: string, out: string | undefined): Promise<void> {
  if (out !== undefined) return writeWhole(out, text);
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}
