import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { pathKey } from "../../tools/installation";
import { withoutIdentity } from "./identities";
import type { Installation } from "./pulumiProject";
import { quickStart } from "./quickStart";

const hosts = new Map<string, Promise<string>>();

/**
 * The environment of an engine, so that the provider it starts runs in a process that stories share, if it is to start
 * quickly at all. What stands before Node on the PATH sees to it.
 */
export async function throughProviderHost(
  { folder, node }: Pick<Installation, "folder" | "node">,
  environment: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const isQuick = environment["NODE_OPTIONS"] === quickStart({ folder })["NODE_OPTIONS"];
  // It is a script of the shell, and the stories on the newest Node show what the process of a provider does.
  if (!isQuick || node || process.platform === "win32") return environment;
  const path = pathKey(environment);
  return {
    ...environment,
    [path]: [join(__dirname, "hostedNode"), environment[path]].join(delimiter),
    CSA_TEST_PROVIDER_HOST: await providerHost(folder),
  };
}

/** The port of the process that runs the providers of this process, one after the other. It ends with it. */
export function providerHost(installation: string): Promise<string> {
  const known = hosts.get(installation);
  if (known) return known;
  const started = start(installation);
  hosts.set(installation, started);
  return started;
}

async function start(installation: string): Promise<string> {
  const child = spawn("node", [join(__dirname, "providerHost.cjs"), installation], {
    cwd: installation,
    env: { ...withoutIdentity(process.env), ...quickStart({ folder: installation }) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  // It also ends by itself: the next one who asks gets another.
  const ended = once(child, "exit").then(() => {
    hosts.delete(installation);
    assert.fail("the process for providers has ended");
  });
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
  for (const handle of [child, child.stdin, child.stdout]) (handle as unknown as { unref(): void }).unref();
  return line.toString().trim();
}
