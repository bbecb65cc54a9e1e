import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface HostProcess {
  /** A file beside this one. It prints its port, and ends with its standard input. */
  readonly script: string;
  /** Where the package is installed. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

const ports = new Map<string, Promise<string>>();

/** The port of a process that serves this one, and ends with it. If it has ended by itself, another one starts. */
export function portOfHost(host: HostProcess): Promise<string> {
  const key = JSON.stringify([host.script, host.folder]);
  const known = ports.get(key);
  if (known) return known;
  const started = start(host, () => ports.delete(key));
  ports.set(key, started);
  return started;
}

async function start({ script, folder, environment }: HostProcess, onEnd: () => void): Promise<string> {
  const child = spawn("node", [join(__dirname, script), folder], {
    cwd: folder,
    env: environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() => {
    onEnd();
    assert.fail(`the process of ${script} has ended`);
  });
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
  for (const handle of [child, child.stdin, child.stdout]) (handle as unknown as { unref(): void }).unref();
  return line.toString().trim();
}
