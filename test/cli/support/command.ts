import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import manifest from "../../../package.json";
import { withoutIdentity } from "../../support/identities";
import type { Installation } from "../../support/installation/pulumiProject";
import { quickStart } from "../../support/engine/quickStart";

const checkout = join(__dirname, "../../..");

export interface CommandOptions {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the package is installed, if the command of the checkout is not meant. */
  readonly installation?: Pick<Installation, "folder">;
}

export interface CommandResult {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of the command line that runs in a process of its own. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandResult>;
  /** Resolves with all that the stream has said, once it matches; rejects where the command ends without it. */
  said(stream: "stdout" | "stderr", pattern: RegExp): Promise<string>;
}

export function startCommand(
  args: readonly string[],
  { folder, environment, installation }: CommandOptions = {},
): RunningCommand {
  const { name } = manifest;
  const home = installation ? join(installation.folder, "node_modules", name) : checkout;
  const child = spawn(process.execPath, [join(home, "lib/cli/main.js"), ...args], {
    cwd: folder ?? installation?.folder,
    env: {
      ...withoutIdentity(process.env),
      ...quickStart(installation ?? { folder: checkout }),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (chunk: string) => (text[stream] += chunk));
  }
  const ended = new Promise<CommandResult>((resolve) => {
    child.on("close", (exitCode) => resolve({ exitCode, ...text }));
  });
  const said = (stream: "stdout" | "stderr", pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (pattern.test(text[stream])) resolve(text[stream]);
      };
      child[stream].on("data", look);
      void ended.then(() => reject(new Error(`never said ${pattern}:\n${text.stdout}${text.stderr}`)));
      look();
    });
  return { child, ended, said };
}

/** Runs a command to its end. */
export function runCommand(args: readonly string[], options?: CommandOptions): Promise<CommandResult> {
  return startCommand(args, options).ended;
}
