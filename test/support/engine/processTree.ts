import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** All processes below one, children before their own children. */
export async function descendantsOf(pid: number): Promise<RunningProcess[]> {
  const { stdout } = await execute("ps", ["-A", "-o", "pid=,ppid=,args="], { maxBuffer: 2 ** 24 });
  const all = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, own, parent, command = ""]) => ({
    pid: Number(own),
    parent: Number(parent),
    command,
  }));
  const childrenOf = (parent: number): RunningProcess[] =>
    all
      .filter((process) => process.parent === parent)
      .flatMap(({ pid: own, command }) => [{ pid: own, command }, ...childrenOf(own)]);
  return childrenOf(pid);
}

export function isPlugin({ command }: RunningProcess): boolean {
  return /^\S*node\b.*cmd\/dynamic-provider/.test(command);
}

/** The process in which the engine with this pid runs the provider. */
export async function pluginOf(engine: number): Promise<number> {
  const plugin = (await descendantsOf(engine)).find(isPlugin);
  if (!plugin) throw new Error("the engine runs no dynamic provider");
  return plugin.pid;
}

/** Kills a process that may have ended meanwhile. */
export function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
