import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../tools/pulumiCli";
import { installPackage, sharing } from "./support/pulumiProject";

const root = join(__dirname, "..");

/** The exit code of a check that this machine lacks something for. */
const cannotRun = 77;

interface Score {
  readonly passed: number;
  readonly failed: number;
  /** What is to be read again at the end of a long run. */
  readonly report?: string;
}

const onePassed: Score = { passed: 1, failed: 0 };

/** A command whose exit code is the verdict: one check. */
async function check(name: string, command: readonly string[]): Promise<Score> {
  const { exitCode, output } = await run(name, command, {});
  return exitCode === 0 ? onePassed : failedAs(name, output);
}

function failedAs(name: string, output: string): Score {
  return {
    passed: 0,
    failed: 1,
    report: `── ${name}\n${output.trimEnd().split("\n").slice(-40).join("\n")}`,
  };
}

/**
 * Microsoft's own command-line client against the simulated tenant. It comes from PyPI, so that a machine without Python,
 * or without a way there, can do everything else; CI has to have it.
 */
async function azureCli(): Promise<Score> {
  const command = ["ts-node", "--transpile-only", "test/simulator/azureCli.ts"];
  const { exitCode, output } = await run("azure-cli", command, {});
  if (exitCode === cannotRun && !process.env["CI"]) return { passed: 0, failed: 0 };
  return exitCode === 0 ? onePassed : failedAs("azure-cli", output);
}

/** The mocha tests of some folders. A folder without tests, or a crash, is a failure: it proves nothing. */
async function mocha(
  folders: readonly string[],
  environment: Record<string, string>,
  options: readonly string[],
): Promise<Score> {
  const name = folders.join(", ");
  const filesByFolder = folders.map(testFiles);
  const empty = folders.filter((_, index) => filesByFolder[index]?.length === 0);
  if (empty.length > 0) return failedAs(name, `No tests in ${empty.join(", ")}.`);
  const files = filesByFolder.flat();
  const command = ["mocha", "--timeout", "300000", ...options, ...files];
  const { exitCode, output } = await run(name, command, environment);
  const passed = count(output, "passing");
  const failed = count(output, "failing") + count(output, "pending");
  const crashed = passed + failed === 0 || (exitCode !== 0 && failed === 0);
  if (crashed) return { ...failedAs(name, output), passed, failed: failed + 1 };
  if (failed === 0) return { passed, failed };
  return {
    passed,
    failed,
    report: `── ${name}\n${output.slice(output.search(/^.*\d+ (failing|pending)\b/m))}`,
  };
}

function testFiles(folder: string): string[] {
  return readdirSync(join(root, "test", folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join("test", folder, file));
}

function count(output: string, what: string): number {
  // eslint-disable-next-line no-control-regex -- mocha colours these lines in a terminal
  const line = output.replace(/\x1b\[[0-9;]*m/g, "").match(new RegExp(`^\\s+(\\d+) ${what}\\b`, "m"));
  return Number(line?.[1] ?? 0);
}

async function run(name: string, command: readonly string[], environment: Record<string, string>) {
  const [program = "", ...args] = command;
  const started = Date.now();
  console.log(`\n── ${name}`);
  const child = spawn(join(root, "node_modules/.bin", program), args, {
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
      to.write(chunk);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  const verdict = exitCode === 0 ? "ok" : exitCode === cannotRun ? "not run" : "failed";
  console.log(`   ${verdict} after ${Math.round((Date.now() - started) / 1000)} s`);
  return { exitCode, output: chunks.join("") };
}

interface Suites {
  readonly folders: readonly string[];
  /** Whether several files may run at a time. */
  readonly sideBySide?: boolean;
  readonly needEngine?: boolean;
}

/**
 * The folders of tests in the order of what they prove. Every engine, and every provider process, is a process of its own,
 * and waits more often than it works, so that several files of these at a time use all cores.
 */
const suites: readonly Suites[] = [
  { folders: ["unit"] },
  { folders: ["graph", "protocol"], sideBySide: true },
  { folders: ["simulator"] },
  // What takes longest begins first, so that nothing runs alone at the end.
  {
    folders: ["faults", "e2e", "examples", "upgrade", "rehearsal", "package", "bench"],
    sideBySide: true,
    needEngine: true,
  },
];

async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
  const scores: Score[] = [];
  const checks = {
    build: ["tsc", "-p", "provider"],
    format: ["prettier", "--check", "."],
    lint: ["eslint", "."],
    types: ["tsc", "--noEmit"],
  };
  for (const [name, command] of Object.entries(checks)) {
    if (isChosen(name) || name === "build") scores.push(await check(name, command));
  }
  const chosenSuites = suites
    .map((some) => ({ ...some, folders: some.folders.filter(isChosen) }))
    .filter(({ folders }) => folders.length > 0);
  let environment: Record<string, string> = {};
  if (chosenSuites.some(({ needEngine }) => needEngine)) {
    const cli = await ensurePulumi();
    console.log(`\n── Pulumi ${cli.version} (${cli.origin}); installing the packed package`);
    const installation = await installPackage();
    process.on("exit", () => void installation.removeSync());
    environment = sharing(installation);
  }
  for (const { folders, sideBySide } of chosenSuites) {
    scores.push(await mocha(folders, environment, sideBySide ? ["--parallel", "--jobs", "3"] : []));
    if (folders.includes("simulator")) scores.push(await azureCli());
  }
  const passed = scores.reduce((sum, score) => sum + score.passed, 0);
  const failed = scores.reduce((sum, score) => sum + score.failed, 0);
  const reports = scores.flatMap(({ report }) => report ?? []);
  if (reports.length > 0) console.log(`\nWhat failed, once more:\n\n${reports.join("\n")}`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
