import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { providerHost } from "../engine/providerHost";

const root = join(__dirname, "../../..");

/** A provider that serves at a port. */
export interface StartedProvider {
  readonly port: string;
  /** Resolves when it has ended, and all that it has printed was heard. */
  readonly ended: Promise<unknown>;
  end(): void;
  /** Reads no more of what it prints, like an engine that was killed. */
  stopReading(): void;
}

export interface HowToStart {
  readonly engineAddress: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Told what the provider prints after its port. */
  readonly onPrinted: (text: string) => void;
}

/** Starts a provider in a process of its own, as an engine does. */
export async function startProvider({
  engineAddress,
  environment,
  onPrinted,
}: HowToStart): Promise<StartedProvider> {
  const host = join(root, "node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js");
  const child = spawn(process.execPath, [host, engineAddress], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream.on("data", (chunk: Buffer) => onPrinted(chunk.toString()));
  return {
    port: line.toString().trim(),
    ended: once(child, "close"),
    end: () => child.kill(),
    stopReading: () => streams.forEach((stream) => stream.destroy()),
  };
}

/** Starts one in the process that stories share. Undefined where it needs a process of its own. */
export async function startHostedProvider({
  engineAddress,
  environment,
  onPrinted,
}: HowToStart): Promise<StartedProvider | undefined> {
  const socket = connect(Number(await providerHost({ folder: root })), "127.0.0.1");
  const variables = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  socket.write([root, engineAddress, ...variables, "", ""].join("\0"));
  const ended = new Promise((resolve) => socket.on("close", resolve));
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = (await lines.next().catch(atItsEnd)) as { value?: string };
    return value;
  };
  if ((await next()) !== "taken") return undefined;
  const printed = (line: string) => line.slice("out ".length);
  const port = printed((await next()) ?? "");
  const hear = async () => {
    for (let line = await next(); line !== undefined; line = await next()) onPrinted(`${printed(line)}\n`);
  };
  void hear();
  return { port, ended, end: () => socket.end(), stopReading: () => socket.destroy() };
}

/** A process that is about to end breaks off. */
function atItsEnd() {
  return { value: undefined };
}
