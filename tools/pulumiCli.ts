import { homedir } from "node:os";
import { delimiter, dirname } from "node:path";
import { neededGoVersion } from "./build";
import { cacheFolder, withCacheLock } from "./cache";
import { pathKey, type Installation } from "./installation";
import { terminalOutput } from "./progress";
import { formatVersion, minimumPulumiVersion } from "./pulumiVersion";
import { interruptible, run as runCommand, type Run } from "./run";
import { byBuild, byDownload, inCache, onPath, type Machine, type Origin, type Source } from "./sources";

export interface PulumiCli {
  /** Such as `3.232.0`. */
  version: string;
  /** Absolute path of the folder that `pulumi` is in. */
  binFolder: string;
  /** Absolute path of the `pulumi` executable. */
  command: string;
  /** Where it was found, or how it was made just now. */
  origin: Origin;
  /** A copy of `base`, by default this process's environment, with this CLI first on PATH and not looking for newer ones. */
  environment(base?: NodeJS.ProcessEnv): Record<string, string>;
}

export interface EnsurePulumiOptions {
  /** Gets every line there is to say; there is none when a CLI is found at once. Without it they go to standard error. */
  log?: (line: string) => void;
  /** @default process.env */
  environment?: NodeJS.ProcessEnv;
  /** Starts `pulumi`, `go` and `node`. */
  run?: Run;
}

/** There is no Pulumi CLI, and none could be made. The message says what was tried and what to install. */
export class PulumiUnavailableError extends Error {
  override readonly name = "PulumiUnavailableError";
}

/**
 * Finds a Pulumi CLI that runs our tests and examples, or makes one: from PATH, from the cache, by download or, where
 * Pulumi's downloads are out of reach, by building it with Go.
 */
export async function ensurePulumi(options: EnsurePulumiOptions = {}): Promise<PulumiCli> {
  const environment = options.environment ?? process.env;
  const machine: Machine = {
    environment,
    cache: cacheFolder(environment, process.platform, homedir()),
    run: options.run ?? runCommand,
    output: options.log ? { say: options.log } : terminalOutput(),
  };
  const { say } = machine.output;
  const cached = inCache(machine);

  const present = await firstUsable([onPath(machine), cached], say);
  if (present.found) return present.found;

  const made = await interruptible((signal) =>
    withCacheLock(machine, signal, async () => {
      // Another process may have filled the cache while we waited for the lock.
      const meanwhile = await firstUsable([cached], () => {});
      if (meanwhile.found) return meanwhile;
      return firstUsable([byDownload(machine, signal), byBuild(machine, signal)], say);
    }),
  );
  if (made.found) return made.found;
  throw new PulumiUnavailableError(unavailableMessage([...present.refusals, ...made.refusals]));
}

const sourceNames = { path: "PATH", cache: "cache", download: "download", build: "build" } as const;

/** Asks one source after the other, and says why it passes one over unless there was simply nothing. */
export async function firstUsable(
  sources: readonly Source[],
  say: (line: string) => void,
): Promise<{ found?: PulumiCli; refusals: string[] }> {
  const refusals: string[] = [];
  for (const { origin, get } of sources) {
    const answer = await get();
    if ("command" in answer) return { found: pulumiCli(answer, origin), refusals };
    const line = `${sourceNames[origin]}: ${answer.refusal}`;
    if (!answer.expected) say(`No Pulumi CLI from ${line}.`);
    refusals.push(line);
  }
  return { refusals };
}

function pulumiCli({ version, command }: Installation, origin: Origin): PulumiCli {
  const binFolder = dirname(command);
  return {
    version,
    binFolder,
    command,
    origin,
    environment: (base = process.env) => environmentFor(binFolder, base),
  };
}

export function environmentFor(binFolder: string, base: NodeJS.ProcessEnv): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) if (value !== undefined) environment[name] = value;
  const path = pathKey(base);
  environment[path] = [binFolder, environment[path]].filter(Boolean).join(delimiter);
  environment["PULUMI_SKIP_UPDATE_CHECK"] = "1";
  return environment;
}

function unavailableMessage(refusals: readonly string[]): string {
  return [
    "There is no usable Pulumi CLI here, and none could be made:",
    ...refusals.map((refusal) => `  - ${refusal}`),
    `Install the Pulumi CLI ${formatVersion(minimumPulumiVersion)} or newer, see https://www.pulumi.com/docs/install/,`,
    `or Go ${neededGoVersion} or newer, with which it can be built here, see https://go.dev/doc/install. Then try again.`,
  ].join("\n");
}
