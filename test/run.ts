import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../tools/pulumiCli";
import {
  installNewest,
  installPackage,
  sharing,
  type Installation,
} from "./support/installation/pulumiProject";
import { failedAs, scoreOfCheck, scoreOfMocha, sideBySide, type Command, type Score } from "./support/score";

/**
 * Compiles what has changed since the last build, which is nothing after `npm ci`. What is left of files that are gone would
 * be published, too: `test/package/tarball.test.ts` finds it.
 */
const build: Command = { name: "build", command: ["npm", "run", "--silent", "build"] };

/** What keeps one core busy. These run beside the tests with processes of their own, one after the other. */
const checks: readonly Command[] = [
  { name: "lint", command: ["eslint", "."], printAtEnd: true },
  { name: "format", command: ["prettier", "--check", "."], printAtEnd: true },
  { name: "types", command: ["tsc", "--noEmit"], printAtEnd: true },
  {
    name: "types of the page",
    command: ["tsc", "--noEmit", "-p", "provider/cli/report/page"],
    printAtEnd: true,
  },
  // Microsoft's own command-line client against the simulated tenant. It comes from PyPI, so that a machine without Python,
  // or without a way there, can do everything else; CI has to have it. The first time it installs, and tells how far it is.
  { name: "azure-cli", command: ["node", "-r", "./tools/typescript.cjs", "test/simulator/azureCli.ts"] },
];

/** Folders of tests in a process of their own, which follow the checks. */
const quickFolders = ["simulator", "unit"];

/**
 * Folders of tests with a provider. These wait as often as they work, so that several files at a time use all cores. Those
 * that wait most begin first, and others use the time; many short ones come last, so that no core is idle at the end.
 */
const providerFolders = [
  "graph",
  "faults",
  "model",
  "protocol",
  "e2e",
  "package",
  "bench",
  "upgrade",
  "rehearsal",
  "examples",
  "cli",
];

/** Those among them that start no engine, and need no installation. */
const withoutEngine = new Set(["graph", "protocol"]);

/**
 * What runs a second time on what a user installs today: the newest Node with long-term support, and whatever npm resolves
 * there. Create, change, destroy; drift and repair; secrets; renames; faults on the way to Graph.
 */
const onNewest = {
  name: "newest",
  files: ["newest/versions", "e2e/basic", "e2e/drift", "e2e/secrets", "e2e/claims", "faults/wire"].map(
    (file) => `test/${file}.test.ts`,
  ),
};

const mocha = ["mocha", "--timeout", "300000"];

type Choice = (name: string) => boolean;

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const isChosen: Choice = (name) => named.length === 0 || named.includes(name);
  const scores = [await scoreOfCheck(build), ...(await test(isChosen))];

  const passed = scores.reduce((sum, score) => sum + score.passed, 0);
  const failed = scores.reduce((sum, score) => sum + score.failed, 0);
  const reports = scores.flatMap(({ report }) => report ?? []);
  if (reports.length > 0) console.log(`\nWhat failed, once more:\n\n${reports.join("\n")}`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** Runs the tests with processes of their own, and beside them, one after the other, everything else. */
async function test(isChosen: Choice): Promise<Score[]> {
  const installations: Installation[] = [];
  process.on("exit", () => installations.forEach((installation) => installation.removeSync()));
  const install = async (how: () => Promise<Installation>) => {
    const installation = await how();
    installations.push(installation);
    return sharing(installation);
  };
  const isNewestChosen = isChosen(onNewest.name);
  const folders = providerFolders.filter(isChosen);
  const hasEngine = folders.some((folder) => !withoutEngine.has(folder));
  if (hasEngine || isNewestChosen) {
    const cli = await ensurePulumi();
    console.log(`\n── Pulumi ${cli.version} (${cli.origin}); installing the packed package`);
  }
  const long = async () => {
    const environment = hasEngine ? await install(installPackage) : {};
    return testsIn(folders, { environment, options: ["--parallel", "--jobs", "3"] });
  };
  return sideBySide(2, [
    ...(folders.length > 0 ? [long] : []),
    ...checks.filter(({ name }) => isChosen(name)).map((check) => () => scoreOfCheck(check)),
    ...quickFolders.filter(isChosen).map((folder) => () => testsIn([folder], { printAtEnd: true })),
    ...(isNewestChosen ? [async () => testsOnNewest(await install(installNewest))] : []),
  ]);
}

interface MochaRun {
  readonly environment?: Record<string, string>;
  readonly options?: readonly string[];
  readonly printAtEnd?: boolean;
}

async function testsIn(folders: readonly string[], { options = [], ...how }: MochaRun): Promise<Score> {
  const name = folders.join(", ");
  const filesByFolder = folders.map(testFiles);
  const empty = folders.filter((_, index) => filesByFolder[index]?.length === 0);
  if (empty.length > 0) return failedAs(name, `No tests in ${empty.join(", ")}.`);
  return scoreOfMocha({ name, command: [...mocha, ...options, ...filesByFolder.flat()], ...how });
}

function testsOnNewest(environment: Record<string, string>): Promise<Score> {
  const { name, files } = onNewest;
  return scoreOfMocha({ name, command: [...mocha, ...files], environment, printAtEnd: true });
}

function testFiles(folder: string): string[] {
  return readdirSync(join(__dirname, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join("test", folder, file));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
