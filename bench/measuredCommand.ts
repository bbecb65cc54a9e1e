import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { descendantsOf, isPlugin } from "../test/support/engine/processTree";

/** What one command took, all processes that it started included. */
export interface Cost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** The most memory that any one process held, as far as it was seen. */
  readonly largestMegabytes: number;
  /** The most memory that the provider's process held; 0 if none was seen. */
  readonly pluginMegabytes: number;
}

export interface Command {
  readonly program: string;
  readonly options: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Milliseconds between two looks at the memory of processes. The kernel keeps the peak of each, so few are missed. */
const lookEvery = 250;

/** Runs a command to its end, and measures it by what the shell's `times` says of the processes it waited for. */
export async function measure({ program, options, folder, environment }: Command): Promise<Cost> {
  const started = process.hrtime.bigint();
  const script = '"$0" "$@"; code=$?; echo "times:"; times; exit $code';
  const child = spawn("sh", ["-c", script, program, ...options], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => chunks.push(chunk));
  }
  let peaks: Peaks = { largest: 0, plugin: 0 };
  const looking = setInterval(() => {
    void peaksBelow(child.pid ?? 0).then(({ largest, plugin }) => {
      peaks = { largest: Math.max(peaks.largest, largest), plugin: Math.max(peaks.plugin, plugin) };
    });
  }, lookEvery);
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(looking);
  const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9;
  const output = chunks.join("");
  if (code !== 0) throw new Error(`${program} ${options.join(" ")} failed:\n${output}`);
  return {
    wallSeconds,
    cpuSeconds: cpuOf(output),
    largestMegabytes: Math.round(peaks.largest / 1024),
    pluginMegabytes: Math.round(peaks.plugin / 1024),
  };
}

/** The second line of `times` is about children: user and system time. */
function cpuOf(output: string): number {
  const [, lines = ""] = output.split("times:\n");
  const children = [...(lines.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (children.length !== 2) throw new Error(`the shell's times cannot be read: ${lines}`);
  return children.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

/** Kilobytes: of the process below a command that has held the most, and of the one that runs the provider. */
interface Peaks {
  readonly largest: number;
  readonly plugin: number;
}

async function peaksBelow(pid: number): Promise<Peaks> {
  const descendants = await descendantsOf(pid).catch(() => []);
  const peaks = await Promise.all(
    descendants.map(async (descendant) => {
      const status = await readFile(`/proc/${descendant.pid}/status`, "utf8").catch(() => "");
      const kilobytes = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
      return { kilobytes, isPlugin: isPlugin(descendant) };
    }),
  );
  const most = (those: readonly { kilobytes: number }[]) =>
    Math.max(0, ...those.map(({ kilobytes }) => kilobytes));
  return { largest: most(peaks), plugin: most(peaks.filter((peak) => peak.isPlugin)) };
}
