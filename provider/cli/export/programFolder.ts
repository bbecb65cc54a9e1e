import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failed } from "../commandError";
import type { Estate } from "../estate/estate";
import { refuseUnusableFolder, writeTogether } from "../output";
import { principalsCounted, type Talk } from "../talk";
import { marker } from "./programText";
import { programFiles } from "./programFiles";

/** Files that an export writes. */
const ours: ReadonlySet<string> = new Set([
  "Pulumi.yaml",
  "package.json",
  "tsconfig.json",
  "index.ts",
  "README.md",
  "estate.json",
]);

/** Files that npm, Pulumi and Git add to an export when it is used. They are not touched. */
const besides =
  /^(?:node_modules|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|Pulumi\.[\w-]+\.ya?ml|\.git|\.gitignore)$/;

/** How far into a file its marker may stand: JSON cannot begin with a comment. */
const firstLines = 3;

/**
 * Looks, before any request, whether a program can be written to a folder: it is empty, or an earlier export is in it.
 *
 * @throws CommandError (1)
 */
export function refuseForeignFolder(folder: string): void {
  // Next to the folder is the file from which --resume continues.
  refuseUnusableFolder(dirname(folder));
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw failed(`${folder} is a file; a program needs the path of a folder.`);
  refuseUnusableFolder(folder);
  const foreign = readdirSync(folder).filter((name) => !besides.test(name) && !isOfExport(folder, name));
  if (foreign.length === 0) return;
  throw failed(
    `${folder} contains files that no export wrote: ${foreign.slice(0, 5).join(", ")}. Choose another folder.`,
  );
}

function isOfExport(folder: string, name: string): boolean {
  const path = join(folder, name);
  if (!ours.has(name) || !statSync(path).isFile()) return false;
  return readFileSync(path, "utf8").split("\n", firstLines).join("\n").includes(marker);
}

/** Writes the program that adopts an estate, and says what could not be put into it. */
export async function writeProgram(estate: Estate, folder: string, talk: Talk): Promise<void> {
  const { files, leftOut } = programFiles(estate, folder);
  await mkdir(folder, { recursive: true });
  await writeTogether(new Map([...files].map(([name, text]) => [join(folder, name), text])));
  // The data of an earlier export, which this program does not read.
  for (const name of ours) if (!files.has(name)) await rm(join(folder, name), { force: true });
  for (const line of leftOut) talk.say(line);
  const untagged = estate.principals.filter(({ attributes }) => attributes.size === 0).length;
  if (untagged > 0)
    talk.say(
      `Not in the program, because it contains only values: ${principalsCounted(untagged)} without any.`,
    );
}
