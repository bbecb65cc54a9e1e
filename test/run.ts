import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../tools/pulumiCli";
import { installNewest, installPackage, sharing, type Installation } from "./support/pulumiProject";
import { failedAs, scoreOfCheck, scoreOfMocha, sideBySide, type Command, type Score } from "./support/score";

/** Builds as a release does, by the `prepack` of the manifest: whatever the tests install, link and publish is what it made. */
const build: Command = {
  name: "build",
  command: ["npm", "pack", "--dry-run", "--silent", "--ignore-scripts=false"],
  printAtEnd: true,
};

/** What keeps one core busy, and needs no build. It runs beside it. */
const early: readonly Command[] = [
  { name: "format", command: ["prettier", "--check", "."], printAtEnd: true },
];

/** What keeps one core busy. These run beside the tests with processes of their own, one after the other. */
const checks: readonly Command[] = [
  { name: "lint", command: ["eslint", "."], printAtEnd: true },
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
 * Folders of tests with a process for every engine and every provider. These wait as often as they work, so that several
 * files at a time use all cores. What takes longest begins first, so that nothing runs alone at the end.
 */
const engineFolders = [
  "faults",
  "e2e",
  "model",
  "cli",
  "examples",
  "upgrade",
  "rehearsal",
  "package",
  "bench",
];
const providerFolders = ["protocol"];

/** These wait more than they work: they begin before all others, which use the time. */
const waitingFolders = ["graph"];

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
  const scores = [...(await prepare(isChosen)), ...(await test(isChosen))];

  const passed = scores.reduce((sum, score) => sum + score.passed, 0);
  const failed = scores.reduce((sum, score) => sum + score.failed, 0);
  const reports = scores.flatMap(({ report }) => report ?? []);
  if (reports.length > 0) console.log(`\nWhat failed, once more:\n\n${reports.join("\n")}`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** Builds the package, and meanwhile does what needs no build. */
function prepare(isChosen: Choice): Promise<Score[]> {
  const others = early.filter(({ name }) => isChosen(name));
  return sideBySide(
    2,
    [build, ...others].map((check) => () => scoreOfCheck(check)),
  );
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
  const engines = engineFolders.filter(isChosen);
  if (engines.length > 0 || isNewestChosen) {
    const cli = await ensurePulumi();
    console.log(`\n── Pulumi ${cli.version} (${cli.origin}); installing the packed package`);
  }
  const folders = [...waitingFolders.filter(isChosen), ...engines, ...providerFolders.filter(isChosen)];
  const long = async () => {
    const environment = engines.length > 0 ? await install(installPackage) : {};
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
