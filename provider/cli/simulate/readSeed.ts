import { readFile } from "node:fs/promises";
import type { Estate } from "pulumi-custom-security-attributes/simulator";
import { wrongUse } from "../commandError";

/** @throws CommandError (2) when the file cannot be read, or is no estate of this version. */
export async function readSeed(path: string): Promise<Estate> {
  try {
    const estate = JSON.parse(await readFile(path, "utf8")) as Estate;
    if (estate.version !== 1) throw new Error("it is no estate of version 1.");
    return estate;
  } catch (error) {
    throw wrongUse(`Could not read the estate ${path}: ${(error as Error).message}`);
  }
}
