import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { buildObstacle, buildPulumi, builtVersion, neededGoVersion } from "./build";
import { addToCache, cacheFolder, withCacheLock } from "./cache";
import { downloadedVersion, downloadPulumi } from "./download";
import { findExecutable, inspectInstallation, pathFolders, pathKey, type Installation, type Refusal } from "./installation";
import { terminalOutput, type Output } from "./progress";
import { formatVersion, minimumPulumiVersion } from "./pulumiVersion";
import { interruptible, run as runCommand, type Run } from "./run";

export interface PulumiCli {
  /** Such as `3.232.0`. */
  version: string;
  /** Absolute path of the folder that holds `pulumi` and, unless they are elsewhere on PATH, what it starts. */
  binFolder: string;
  /** Absolute path of the `pulumi` executable. */
  command: string;
  /** Where it was found, or how it was made just now. */
  origin: Origin;
  /** A copy of `base` in which this CLI is the first on PATH and does not look for newer ones. */
  environment(base?: NodeJS.ProcessEnv): Record<string, string>;
}

export type Origin = "path" | "cache" | "download" | "build";

export interface EnsurePulumiOptions {
  /** Gets every line there is to say. By default they go to standard error. */
  log?: (line: string) => void;
  /** @default process.env */
  environment?: NodeJS.ProcessEnv;
  run?: Run;
}

/** There is no Pulumi CLI, and none could be made. The message says what was tried and what to install. */
export class PulumiUnavailableError extends Error {
  override readonly name = "PulumiUnavailableError";
}

/** One way to come by a CLI. */
export interface Source {
  origin: Origin;
  get(): Promise<Installation | Refusal>;
}

/**
 * Finds a Pulumi CLI that can run our tests and examples, or makes one: from PATH, from the cache, by download, or, where
 * Pulumi's downloads cannot be reached, by building it with Go.
 */
export async function ensurePulumi(options: EnsurePulumiOptions = {}): Promise<PulumiCli> {
  const { environment = process.env, run = runCommand } = options;
  const output = options.log ? { say: options.log } : terminalOutput();
  const cache = cacheFolder(environment, process.platform, homedir());
  const refusals: string[] = [];

  const present: Source[] = [
    { origin: "path", get: () => findOnPath(run, environment) },
    { origin: "cache", get: () => findInCache(cache, run, environment) },
  ];
  const found = await firstUsable(present, refusals);
  ...
}
