import { join } from "node:path";
import { buildObstacle, buildPulumi, builtVersion, recipe } from "./build";
import { addToCache } from "./cache";
import { downloadedVersion, downloadPulumi } from "./download";
import { findExecutable, inspectInstallation, pathFolders } from "./installation";
import type { Installation, Refusal } from "./installation";
import type { Output } from "./progress";
import type { Run } from "./run";

export type Origin = "path" | "cache" | "download" | "build";

/** One way to come by a Pulumi CLI. */
export interface Source {
  origin: Origin;
  get: () => Promise<Installation | Refusal>;
}

/** What the sources look at and work with. */
export interface Machine {
  cache: string;
  environment: NodeJS.ProcessEnv;
  run: Run;
  output: Output;
}

export function onPath({ environment, run }: Machine): Source {
  return {
    origin: "path",
    async get() {
      const folders = pathFolders(environment);
      const command = await findExecutable("pulumi", folders);
      if (!command) return { refusal: "there is no pulumi", expected: true };
      return inspectInstallation(command, { run, environment, folders });
    },
  };
}

export function inCache({ cache, environment, run }: Machine): Source {
  return {
    origin: "cache",
    async get() {
      let answer: Installation | Refusal = { refusal: `there is none in ${cache}`, expected: true };
      for (const name of [downloadName(), buildName()]) {
        const command = await findExecutable("pulumi", [join(cache, name, "bin")]);
        if (command) answer = await inspectInstallation(command, { run, environment });
        if ("command" in answer) break;
      }
      return answer;
    },
  };
}

export function byDownload(machine: Machine, signal: AbortSignal): Source {
  return {
    origin: "download",
    get: () =>
      make(downloadName(), machine, signal, (folder) => downloadPulumi(folder, { ...machine, signal })),
  };
}

export function byBuild(machine: Machine, signal: AbortSignal): Source {
  return {
    origin: "build",
    async get() {
      const obstacle = await buildObstacle(machine);
      if (obstacle) return { refusal: obstacle, expected: true };
      return make(buildName(), machine, signal, (folder) => buildPulumi(folder, { ...machine, signal }));
    },
  };
}

// The names keep apart what must not be mixed up: versions, machines that share a home, and the two ways of making a CLI.
const target = `${process.platform}-${process.arch}`;
const downloadName = () => `${downloadedVersion()}-${target}`;
const buildName = () => `${builtVersion}-built-${recipe()}-${target}`;

async function make(
  name: string,
  { cache, environment, run }: Machine,
  signal: AbortSignal,
  fill: (folder: string) => Promise<void>,
): Promise<Installation | Refusal> {
  const inspect = async (folder: string) => {
    const command = await findExecutable("pulumi", [join(folder, "bin")]);
    return command
      ? inspectInstallation(command, { run, environment })
      : { refusal: `there is no pulumi in ${folder}` };
  };
  const entry = join(cache, name);
  try {
    await addToCache(entry, fill, async (folder) => {
      const answer = await inspect(folder);
      return "refusal" in answer ? answer.refusal : undefined;
    });
    return await inspect(entry);
  } catch (error) {
    // To be interrupted is no reason to try the next source.
    signal.throwIfAborted();
    return { refusal: (error as Error).message };
  }
}
