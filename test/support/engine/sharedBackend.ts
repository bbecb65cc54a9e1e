import { spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** A server on which the stacks of several runners keep their state, with Pulumi's own locks. */
export interface SharedBackend {
  /** What Pulumi needs in its environment to use it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

interface Server {
  /** What the pattern has found in its output. */
  readonly said: RegExpExecArray;
  readonly stop: () => Promise<void>;
}

/** Starts a server, and waits until it has said that it is ready. */
export async function startServer(
  command: readonly [program: string, ...args: string[]],
  ready: RegExp,
  who: Pick<SpawnOptions, "uid" | "gid"> = {},
): Promise<Server> {
  const [program, ...args] = command;
  const child = spawn(program, args, { ...who, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close").finally(() => process.off("exit", kill));
  let output = "";
  const said = await new Promise<RegExpExecArray>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        const match = ready.exec(output);
        if (match) resolve(match);
      });
    }
    child.on("error", reject);
    child.on("close", () => reject(new Error(`${program} ended:\n${output}`)));
  });
  return {
    said,
    stop: async () => {
      child.kill("SIGINT");
      await ended;
    },
  };
}
