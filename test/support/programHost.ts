import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { withoutIdentity } from "./identities";
import { runningOn, type Installation } from "./pulumiProject";

type Place = Pick<Installation, "folder" | "node">;

const hosts = new Map<string, Promise<string>>();

/** The address of the process that runs programs for the engines of this process. It ends with it. */
export function programHost(installation: Place): Promise<string> {
  const known = hosts.get(installation.folder);
  if (known) return known;
  const started = start(installation);
  hosts.set(installation.folder, started);
  return started;
}

async function start(installation: Place): Promise<string> {
  const { folder } = installation;
  const child = spawn("node", [join(__dirname, "programHost.cjs"), folder], {
    cwd: folder,
    env: runningOn(installation, withoutIdentity(process.env)),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(() => assert.fail("the process for programs has ended"));
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
  for (const handle of [child, child.stdin, child.stdout]) (handle as unknown as { unref(): void }).unref();
  return `127.0.0.1:${line.toString().trim()}`;
}
