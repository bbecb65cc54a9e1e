import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { formatVersion, isAtLeast, minimumPulumiVersion, parseVersion } from "./pulumiVersion";
import type { Run } from "./run";

/** A Pulumi CLI that runs, is new enough, and can run Node programs with dynamic resources. */
export interface Installation {
  version: string;
  /** Absolute path of the `pulumi` executable. */
  command: string;
}

/** Why there is no installation, in words that can follow "PATH:" or "download:". */
export interface Refusal {
  refusal: string;
  /** Nothing was there, as on most machines: not worth a line unless everything else fails as well. */
  expected?: true;
}

/** What the engine starts for a program in TypeScript, and for its dynamic resources. */
const companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Long, because taking a busy machine's CLI for a broken one would cost a build. */
const patience = 60_000;

/** Looks at one `pulumi` executable, and for its companions beside it or in the given folders. */
export async function inspectInstallation(
  command: string,
  {
    run,
    environment,
    folders = [],
  }: { run: Run; environment: NodeJS.ProcessEnv; folders?: readonly string[] },
): Promise<Installation | Refusal> {
  let answer: string;
  try {
    const result = await run(command, ["version"], {
      environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "1" },
      signal: AbortSignal.timeout(patience),
    });
    if (!result.succeeded) return { refusal: `${command} does not run: ${lastLine(result.stderr)}` };
    answer = result.stdout.trim();
  } catch (error) {
    return { refusal: `${command} does not run: ${(error as Error).message}` };
  }

  // Homebrew and others put a link on PATH, and leave the companions beside the real file.
  const places = [...folders, dirname(command), dirname(await realpath(command))];
  const missing: string[] = [];
  for (const name of companions) if (!(await findExecutable(name, places))) missing.push(name);
  const refusal = refusalOf(answer, missing);
  return refusal ? { refusal: `${command} ${refusal}` } : { version: answer.replace(/^v/, ""), command };
}

/** What is wrong with a CLI that gives this version and lacks these companions; nothing if it will do. */
export function refusalOf(answer: string, missing: readonly string[]): string | undefined {
  const version = parseVersion(answer);
  if (!version) return `gives no version ("${answer}")`;
  if (!isAtLeast(version, minimumPulumiVersion)) {
    return `is version ${formatVersion(version)}; ${formatVersion(minimumPulumiVersion)} or newer is needed`;
  }
  return missing.length > 0 ? `comes without ${missing.join(" and ")}` : undefined;
}

export function pathFolders(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment[pathKey(environment)] ?? "").split(delimiter);
  return folders.filter(Boolean).map((folder) => resolve(folder));
}

/** Windows spells it `Path`, and a copy of its environment is an ordinary object that minds the difference. */
export function pathKey(environment: NodeJS.ProcessEnv): string {
  return Object.keys(environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
}

export async function findExecutable(name: string, folders: readonly string[]): Promise<string | undefined> {
  // Node starts no .cmd file without a shell, so `pulumi` itself has to be an .exe there.
  const windowsSuffixes = name === "pulumi" ? [".exe"] : [".exe", ".cmd"];
  for (const folder of folders) {
    for (const suffix of process.platform === "win32" ? windowsSuffixes : [""]) {
      const file = join(folder, name + suffix);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
