import { spawn, type ChildProcess } from "node:child_process";

export interface RunOptions {
  folder?: string;
  environment?: NodeJS.ProcessEnv;
  /** Ends the command, and everything it started, when aborted. The promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called with every line as it comes, from both outputs. */
  onLine?: (line: string) => void;
}

export interface RunResult {
  succeeded: boolean;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. It rejects only when the command could not be started or was aborted. */
export type Run = (command: string, args: readonly string[], options?: RunOptions) => Promise<RunResult>;

const patienceBeforeKilling = 5_000;

export const run: Run = (command, args, { folder, environment, signal, onLine } = {}) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // A group of its own lets us end grandchildren too: the compilers under go, or the curl under an install script.
    const child = spawn(command, args, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const result = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      const lines = lineSplitter(onLine);
      child[name].setEncoding("utf8").on("data", (text: string) => {
        result[name] += text;
        lines(text);
      });
    }

    let killing: NodeJS.Timeout | undefined;
    const onAbort = () => {
      endGroup(child, "SIGTERM");
      killing = setTimeout(() => endGroup(child, "SIGKILL"), patienceBeforeKilling);
    };
    const onExit = () => endGroup(child, "SIGKILL");
    signal?.addEventListener("abort", onAbort);
    process.on("exit", onExit);
    const settle = (conclude: () => void) => {
      clearTimeout(killing);
      signal?.removeEventListener("abort", onAbort);
      process.off("exit", onExit);
      conclude();
    };

    child.on("error", (error) => settle(() => reject(error)));
    child.on("close", (code) =>
      settle(() =>
        signal?.aborted ? reject(reasonOf(signal)) : resolve({ succeeded: code === 0, ...result }),
      ),
    );
  });

/** What a terminal's Ctrl-C, or a request to terminate, leads to once everything has been tidied up. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor(readonly signalName: NodeJS.Signals) {
    super(`Interrupted by ${signalName}.`);
  }
}

const interruptions = ["SIGINT", "SIGTERM"] as const;

/**
 * Does work that Ctrl-C aborts through the signal it is given. When the work has tidied up after itself, the process
 * gets the same signal again, and so ends the way it would have without us.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => controller.abort(new Interrupted(name));
  for (const name of interruptions) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of interruptions) process.off(name, onSignal);
    const reason: unknown = controller.signal.reason;
    if (reason instanceof Interrupted) process.kill(process.pid, reason.signalName);
  }
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore", windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended between our looking and our asking.
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
}

function lineSplitter(onLine: ((line: string) => void) | undefined) {
  let rest = "";
  return (text: string) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  };
}
