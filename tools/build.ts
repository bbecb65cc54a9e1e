import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withProgress, type Output } from "./progress";
import { formatVersion, isAtLeast, parseVersion } from "./pulumiVersion";
import type { Run, RunResult } from "./run";

interface Tools {
  run: Run;
  environment: NodeJS.ProcessEnv;
  output: Output;
  signal: AbortSignal;
}

/**
 * Each executable has a Go module of ours that pins what it is built from: the engine's has a `replace` that Pulumi's own
 * go.mod has too, and which Go ignores in dependencies. They are two because the newest language host that its module
 * proxy serves is much older than the engine, and the two want different versions of the SDK.
 */
const engine = goModule("engine");
const languageHost = goModule("language-host");

const goSettings = {
  // Go would otherwise fetch a newer toolchain without asking, or fail in words about a toolchain nobody chose.
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  // Without C the build needs no compiler but Go, and its result runs on any Linux.
  CGO_ENABLED: "0",
};

export const builtVersion = moduleVersion(engine.goMod, "github.com/pulumi/pulumi/pkg/v3");
export const neededGoVersion = goDirective(engine.goMod);

/** What stands in the way of a build; nothing if Go can do it. */
export async function buildObstacle({
  run,
  environment,
}: Pick<Tools, "run" | "environment">): Promise<string | undefined> {
  let answer: RunResult;
  try {
    // Asked inside one of our modules, a Go that is too old would answer with an error only.
    answer = await run("go", ["env", "GOVERSION"], {
      folder: tmpdir(),
      environment: { ...environment, ...goSettings },
    });
  } catch {
    return "Go is not installed";
  }
  const version = parseVersion(answer.stdout);
  const needed = parseVersion(neededGoVersion);
  if (!version || !needed) return `Go gives no version ("${answer.stdout.trim()}")`;
  if (isAtLeast(version, needed)) return undefined;
  return `Go is version ${formatVersion(version)}; ${neededGoVersion} or newer is needed`;
}

/** Compiles Pulumi's published Go modules into `folder`, as `bin/pulumi` and its companions. */
export async function buildPulumi(folder: string, tools: Tools): Promise<void> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  tools.output.say(
    `Building Pulumi ${builtVersion} from its Go modules, once for this machine: 4 to 6 minutes on two cores.`,
  );
  const packages = await withProgress(tools.output, "[1/3] Fetching Go modules (about 1 minute)", (tell) =>
    fetchModules(tools, tell),
  );
  await compile(
    languageHost,
    bin,
    packages.languageHost,
    "[2/3] Compiling the Node language host (about 1 minute)",
    tools,
  );
  await compile(engine, bin, packages.engine, "[3/3] Compiling the Pulumi CLI (about 3 minutes)", tools);
  await writeDynamicProviderScripts(bin);
}

/** Fetches what both executables are made of, and counts their packages. */
async function fetchModules({ run, environment, output, signal }: Tools, tell: (detail: string) => void) {
  let fetched = 0;
  const count = async ({ folder, tool }: GoModule) => {
    const onLine = (line: string) => {
      if (line.startsWith("go: downloading")) tell(`${++fetched} so far`);
    };
    const args = ["list", "-mod=readonly", "-deps", tool];
    const listed = await run("go", args, {
      folder,
      environment: { ...environment, ...goSettings },
      signal,
      onLine,
    });
    return failUnlessSucceeded(listed, output).stdout.trim().split("\n").length;
  };
  return { languageHost: await count(languageHost), engine: await count(engine) };
}

async function compile(
  { folder, tool }: GoModule,
  bin: string,
  packages: number,
  title: string,
  { run, environment, output, signal }: Tools,
) {
  // The linker puts the version in; a plain build gives none, and the engine then compares versions with nothing.
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${builtVersion}`;
  const args = ["build", "-v", "-mod=readonly", "-trimpath", "-ldflags", `-s -w ${stamp}`, "-o", bin, tool];
  await withProgress(output, title, async (tell) => {
    let compiled = 0;
    const onLine = () => tell(`${++compiled} of at most ${packages} packages`);
    failUnlessSucceeded(
      await run("go", args, { folder, environment: { ...environment, ...goSettings }, signal, onLine }),
      output,
    );
  });
}

/** Go explains itself in its last lines; the ones before only name what went well. */
function failUnlessSucceeded(result: RunResult, output: Output): RunResult {
  if (result.succeeded) return result;
  const lines = result.stderr.trim().split("\n");
  for (const line of lines.slice(-12)) output.say(`    ${line}`);
  throw new Error(`go failed: ${lines.at(-1)}`);
}

/** The engine starts dynamic resources through a script by this name. The code that runs them comes with the SDK. */
async function writeDynamicProviderScripts(bin: string) {
  const find = "node -p \"require.resolve('@pulumi/pulumi/cmd/dynamic-provider')\"";
  const [suffix, lines] =
    process.platform === "win32"
      ? [
          ".cmd",
          [
            "@echo off",
            "setlocal",
            `for /f "delims=" %%i in ('${find}') do set script=%%i`,
            `if defined script node "%script%" %*`,
          ],
        ]
      : ["", ["#!/bin/sh", `script=$(${find}) && exec node "$script" "$@"`]];
  await writeFile(join(bin, `pulumi-resource-pulumi-nodejs${suffix}`), `${lines.join("\n")}\n`, {
    mode: 0o755,
  });
}

interface GoModule {
  folder: string;
  goMod: string;
  /** The package that its go.mod names as a tool. */
  tool: string;
}

function goModule(name: string): GoModule {
  const folder = join(__dirname, "go", name);
  const goMod = readFileSync(join(folder, "go.mod"), "utf8");
  return { folder, goMod, tool: wordAfter(goMod, "tool") };
}

/** The version of a module that a go.mod asks for, without its `v`. */
export function moduleVersion(goMod: string, module: string): string {
  return wordAfter(goMod, module).replace(/^v/, "");
}

export function goDirective(goMod: string): string {
  return wordAfter(goMod, "go");
}

function wordAfter(goMod: string, word: string): string {
  for (const line of goMod.split("\n")) {
    const [first, second] = line.trim().split(/\s+/);
    if (first === word && second) return second;
  }
  throw new Error(`go.mod has no line that starts with "${word}".`);
}
