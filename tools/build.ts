import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withProgress, type Output } from "./progress";
import { formatVersion, isAtLeast, parseVersion } from "./pulumiVersion";
import type { Run } from "./run";

interface Tools {
  run: Run;
  environment: NodeJS.ProcessEnv;
  output: Output;
  signal: AbortSignal;
}

/**
 * What each executable is built from is pinned by a Go module of ours, whose go.mod names it as a tool. There are two
 * because the newest language host that is available as a Go module is much older than the engine, and each needs its own
 * version of Pulumi's SDK. The engine's repeats a `replace` of Pulumi's own go.mod, which counts for nothing once Pulumi
 * is a dependency. The language host's holds a launcher besides, which makes up for the host's age.
 */
const engine = goModule("engine");
const languageHost = goModule("language-host");
const launcher: GoModule = { ...languageHost, tool: "." };

export const builtVersion = engine.version;
export const neededGoVersion = engine.goVersion;

const goSettings = {
  // Otherwise, Go would download a newer toolchain, or fail with a message about one that was not chosen.
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  // Without C no other compiler is needed, and on Linux the result does not depend on the C library.
  CGO_ENABLED: "0",
};

/** What stands in the way of a build; nothing if Go can do it. */
export async function buildObstacle({ run, environment }: Pick<Tools, "run" | "environment">) {
  const question = ["env", "GOVERSION"];
  // Asked inside one of our modules, a Go that is too old would give an error for an answer.
  const options = { folder: tmpdir(), environment: { ...environment, ...goSettings } };
  const answer = await run("go", question, options).catch(() => undefined);
  return answer ? goObstacle(answer.stdout.trim()) : "Go is not installed";
}

export function goObstacle(goVersion: string): string | undefined {
  const version = parseVersion(goVersion);
  const needed = parseVersion(neededGoVersion);
  if (!version || !needed) return `Go gives no version ("${goVersion}")`;
  if (isAtLeast(version, needed)) return undefined;
  return `Go is version ${formatVersion(version)}; ${neededGoVersion} or newer is needed`;
}

/** Compiles Pulumi's published Go modules into `folder`, as `bin/pulumi` and its companions. */
export async function buildPulumi(folder: string, tools: Tools): Promise<void> {
  const { say } = tools.output;
  const bin = join(folder, "bin");
  await mkdir(bin);
  say(`Building Pulumi ${builtVersion} with Go, once for this machine.`);
  say("On two idle cores it takes about 5 minutes, and Go keeps about 3 GB in its caches.");
  const packages = await fetchModules("[1/3] Fetching Go modules (about 1 minute)", tools);
  const hostTitle = "[2/3] Compiling Pulumi's Node language host (about 1 minute)";
  const engineTitle = "[3/3] Compiling Pulumi (about 3 minutes)";
  await withCount(hostTitle, packages.languageHost, tools, async (onLine) => {
    await compile(languageHost, join(bin, "pulumi-nodejs-host"), tools, onLine);
    await compile(launcher, join(bin, "pulumi-language-nodejs"), tools, onLine);
  });
  await withCount(engineTitle, packages.engine, tools, (onLine) =>
    compile(engine, join(bin, "pulumi"), tools, onLine),
  );
  await writeDynamicProviderScript(bin);
}

/** Fetches what both executables are made of, and counts their packages. */
function fetchModules(title: string, tools: Tools) {
  return withProgress(tools.output, title, async (tell) => {
    let fetched = 0;
    const onLine = (line: string) => {
      if (line.startsWith("go: downloading")) tell(`${++fetched} so far`);
    };
    const count = async (module: GoModule) => {
      const packages = await go(["list", "-mod=readonly", "-deps", module.tool], module, tools, onLine);
      return packages.trim().split("\n").length;
    };
    return { languageHost: await count(languageHost), engine: await count(engine) };
  });
}

/** Runs the compilation and reports the progress: Go names a package when it starts with it, except those in its cache. */
function withCount(
  title: string,
  packages: number,
  { output }: Tools,
  work: (onLine: () => void) => Promise<void>,
): Promise<void> {
  return withProgress(output, title, (tell) => {
    let compiled = 0;
    return work(() => tell(`${++compiled} of at most ${packages} packages`));
  });
}

async function compile(
  module: GoModule,
  executable: string,
  tools: Tools,
  onLine: () => void,
): Promise<void> {
  // Pulumi's releases get their version from the linker too; without it `pulumi version` prints an empty line.
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${module.version}`;
  const file = process.platform === "win32" ? `${executable}.exe` : executable;
  const options = ["-v", "-mod=readonly", "-trimpath", "-ldflags", `-s -w ${stamp}`, "-o", file];
  await go(["build", ...options, module.tool], module, tools, onLine);
}

/** Runs go in one of our modules and returns what it prints. */
async function go(args: string[], { folder }: GoModule, tools: Tools, onLine: (line: string) => void) {
  const environment = { ...tools.environment, ...goSettings };
  const result = await tools.run("go", args, { folder, environment, signal: tools.signal, onLine });
  if (result.succeeded) return result.stdout;
  // Go explains itself in its last lines; those before name what went well.
  const explanation = result.stderr.trim().split("\n").slice(-12);
  for (const line of explanation) tools.output.say(`    ${line}`);
  throw new Error(`go ${args[0]} failed: ${explanation.at(-1)}`);
}

/** The engine starts a script by this name for dynamic resources. What it starts in turn comes with the program's SDK. */
async function writeDynamicProviderScript(bin: string) {
  // Node takes its arguments for those of a script, and has none: the SDK expects the engine's address as the second one.
  const script = "process.argv.splice(1,0,'');require('@pulumi/pulumi/cmd/dynamic-provider')";
  const [suffix, lines] =
    process.platform === "win32"
      ? [".cmd", ["@echo off", `node -e "${script}" %*`]]
      : ["", ["#!/bin/sh", `exec node -e "${script}" "$@"`]];
  const file = join(bin, `pulumi-resource-pulumi-nodejs${suffix}`);
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o755 });
}

interface GoModule {
  folder: string;
  /** The package to build. */
  tool: string;
  version: string;
  /** The oldest Go that can build it. */
  goVersion: string;
}

function goModule(name: string): GoModule {
  const folder = join(__dirname, "go", name);
  const goMod = readFileSync(join(folder, "go.mod"), "utf8");
  const tool = wordAfter(goMod, "tool");
  return { folder, tool, version: moduleVersion(goMod, tool), goVersion: wordAfter(goMod, "go") };
}

/** What the executables are made of, in short: changes with it, so that no cache keeps what an older checkout has built. */
export function recipe(): string {
  const hash = createHash("sha256");
  for (const { folder } of [engine, languageHost]) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 8);
}

/** The version, without its `v`, of the module that a package belongs to. */
export function moduleVersion(goMod: string, packagePath: string): string {
  const requirement = [...goMod.matchAll(/^\s*(?:require )?(\S+) v(\S+)/gm)].find(([, module]) =>
    `${packagePath}/`.startsWith(`${module}/`),
  );
  if (!requirement?.[2]) throw new Error(`go.mod asks for no version of ${packagePath}.`);
  return requirement[2];
}

/** What follows a word at the start of a line of go.mod. */
function wordAfter(goMod: string, word: string): string {
  for (const line of goMod.split("\n")) {
    const [first, second] = line.trim().split(/\s+/);
    if (first === word && second) return second;
  }
  throw new Error(`go.mod has no line that starts with "${word}".`);
}
