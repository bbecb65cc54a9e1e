import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../tools/pulumiCli";
import { installNewest, installPackage, sharing, type Installation } from "./support/pulumiProject";
import { failedAs, scoreOfCheck, scoreOfMocha, sideBySide, type Command, type Score } from "./support/score";

/** What keeps one core busy at most: two of these run at a time, and those that take longest begin. */
const checks: readonly Command[] = [
  // Microsoft's own command-line client against the simulated tenant. It comes from PyPI, so that a machine without Python,
  // or without a way there, can do everything else; CI has to have it. The first time it installs, and tells how far it is.
  { name: "azure-cli", command: ["node", "-r", "./tools/typescript.cjs", "test/simulator/azureCli.ts"] },
  { name: "lint", command: ["eslint", "."], printAtEnd: true },
  { name: "format", command: ["prettier", "--check", "."], printAtEnd: true },
  { name: "types", command: ["tsc", "--noEmit"], printAtEnd: true },
  {
    name: "types of the page",
    command: ["tsc", "--noEmit", "-p", "provider/cli/report/page"],
    printAtEnd: true,
  },
];

/** Folders of tests that run beside the checks. */
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
const providerFolders = ["protocol", "graph"];

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

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const isChosen = (name: string) => named.length === 0 || named.includes(name);
  // What was removed since the last build must not be tested, nor packed.
  rmSync(join(__dirname, "../lib"), { recursive: true, force: true });
  const scores: Score[] = [];
  for (const project of ["simulator", "provider", "provider/cli/report/page"]) {
    scores.push(await scoreOfCheck({ name: `build ${project}`, command: ["tsc", "-p", project] }));
  }

  const quick = [
    ...checks.filter(({ name }) => isChosen(name)).map((command) => () => scoreOfCheck(command)),
    ...quickFolders.filter(isChosen).map((folder) => () => testsIn([folder], { printAtEnd: true })),
  ];
  if (quick.length > 1) console.log(`\n${quick.length} checks, two at a time; each prints when it has ended`);
  scores.push(...(await sideBySide(2, quick)));

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
  const environment = engines.length > 0 ? await install(installPackage) : {};
  const folders = [...engines, ...providerFolders.filter(isChosen)];
  const runs = [];
  if (folders.length > 0) {
    runs.push(() => testsIn(folders, { environment, options: ["--parallel", "--jobs", "3"] }));
  }
  if (isNewestChosen) runs.push(async () => testsOnNewest(await install(installNewest)));
  scores.push(...(await sideBySide(2, runs)));

  const passed = scores.reduce((sum, score) => sum + score.passed, 0);
  const failed = scores.reduce((sum, score) => sum + score.failed, 0);
  const reports = scores.flatMap(({ report }) => report ?? []);
  if (reports.length > 0) console.log(`\nWhat failed, once more:\n\n${reports.join("\n")}`);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
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
