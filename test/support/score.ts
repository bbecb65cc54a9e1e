import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** The exit code of a check that this machine lacks something for, as test runners know it: neither passed nor failed. */
export const cannotRun = 77;

/** What came of a part of the tests. */
export interface Score {
  readonly passed: number;
  readonly failed: number;
  /** What is to be read again at the end of a long run. */
  readonly report?: string;
}

export interface Command {
  /** What it is called in the output. */
  readonly name: string;
  /** `node`, `npm` or a program of node_modules/.bin, and its arguments. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Print when it has ended, and not as it goes: for what runs beside others. */
  readonly printAtEnd?: boolean;
}

/** Runs a command whose exit code is the verdict: one check. A machine that cannot run it passes without, unless it is CI's. */
export async function scoreOfCheck(command: Command): Promise<Score> {
  const { exitCode, output } = await run(command);
  if (exitCode === cannotRun && !process.env["CI"]) return { passed: 0, failed: 0 };
  return exitCode === 0 ? { passed: 1, failed: 0 } : failedAs(command.name, output);
}

/** Runs mocha. A crash, or a run without tests, is a failure: it proves nothing. */
export async function scoreOfMocha(command: Command): Promise<Score> {
  const { exitCode, output } = await run(command);
  const passed = count(output, "passing");
  const failed = count(output, "failing") + count(output, "pending");
  const crashed = passed + failed === 0 || (exitCode !== 0 && failed === 0);
  if (crashed) return { ...failedAs(command.name, output), passed, failed: failed + 1 };
  if (failed === 0) return { passed, failed };
  const details = output.slice(output.search(/^.*\d+ (failing|pending)\b/m));
  return { passed, failed, report: `── ${command.name}\n${details}` };
}

export function failedAs(name: string, output: string): Score {
  const lastLines = output.trimEnd().split("\n").slice(-40).join("\n");
  return { passed: 0, failed: 1, report: `── ${name}\n${lastLines}` };
}

/** Does them all, no more than `width` at a time. They begin in the order in which they are given. */
export async function sideBySide<Result>(
  width: number,
  parts: readonly (() => Promise<Result>)[],
): Promise<Result[]> {
  const scores: Result[] = [];
  const waiting = parts.values();
  const lane = async () => {
    for (const part of waiting) scores.push(await part());
  };
  await Promise.all(Array.from({ length: width }, lane));
  return scores;
}

function count(output: string, what: string): number {
  // eslint-disable-next-line no-control-regex -- mocha colours these lines in a terminal
  const line = output.replace(/\x1b\[[0-9;]*m/g, "").match(new RegExp(`^\\s+(\\d+) ${what}\\b`, "m"));
  return Number(line?.[1] ?? 0);
}

async function run({ name, command, environment, printAtEnd }: Command) {
  const [program = "", ...args] = command;
  const started = Date.now();
  const heading = `\n── ${name}`;
  if (!printAtEnd) console.log(heading);
  const comesWithNode = program === "node" || program === "npm";
  const path = comesWithNode ? program : join(root, "node_modules/.bin", program);
  const child = spawn(path, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const chunks: string[] = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding("utf8");
    from.on("data", (chunk: string) => {
      chunks.push(chunk);
      if (!printAtEnd) to.write(chunk);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const output = chunks.join("");
  const verdict = exitCode === 0 ? "ok" : exitCode === cannotRun ? "not run" : "failed";
  if (printAtEnd) process.stdout.write(`${heading}\n${output}`);
  console.log(`   ${name}: ${verdict} after ${Math.round((Date.now() - started) / 1000)} s`);
  return { exitCode, output };
}
