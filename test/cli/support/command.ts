import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { withoutIdentity } from "../../support/identities";
import { packed } from "../../support/packed";

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Told as soon as there is a process to send a signal to. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the command of the installed package to its end, with its output in pipes. */
export async function command(
  args: readonly string[],
  { folder, environment = {}, onStart }: Where = {},
): Promise<Run> {
  const installation = await packed();
  const main = join(installation.folder, "node_modules/pulumi-custom-security-attributes/lib/cli/main.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder ?? installation.folder,
      env: { ...withoutIdentity(process.env), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, ...texts }));
    onStart?.(child);
  });
}
