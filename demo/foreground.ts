import { spawn, type ChildProcess } from "node:child_process";

export interface ForegroundOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Ends the command when aborted. The promise then rejects with the signal's reason, once the command has ended. */
  signal: AbortSignal;
}

/** Pulumi stops its plugins itself when it is asked politely; only then is nothing left running. */
const patience = 15_000;

/** Runs a command that prints straight to our terminal, and gives its exit code. */
export function runInForeground(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: ForegroundOptions,
): Promise<number> {
  signal.throwIfAborted();
  // In a group of its own it does not hear a Ctrl-C directly: it would get it twice, and give up tidying at the second.
  const detached = process.platform !== "win32";
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "inherit", "inherit"], detached });
  return new Promise((resolve, reject) => {
    let killing: NodeJS.Timeout | undefined;
    const onAbort = () => {
      child.kill("SIGINT");
      killing = setTimeout(() => killGroup(child), patience);
    };
    const settle = (conclude: () => void) => {
      clearTimeout(killing);
      signal.removeEventListener("abort", onAbort);
      conclude();
    };
    signal.addEventListener("abort", onAbort);
    child.on("error", (error) => settle(() => reject(error)));
    child.on("close", (code) =>
      settle(() => (signal.aborted ? reject(signal.reason as Error) : resolve(code ?? 1))),
    );
  });
}

function killGroup(child: ChildProcess): void {
  if (process.platform === "win32" || child.pid === undefined) {
    child.kill("SIGKILL");
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group has ended between our looking and our asking.
  }
}
