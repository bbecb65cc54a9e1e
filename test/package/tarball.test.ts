import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { tarballIn, type Installation } from "../support/installation/pulumiProject";
import { packed } from "../support/installation/packed";

const execute = promisify(execFile);
const root = join(__dirname, "../..");

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Record<string, string | Record<string, string>>;
  readonly scripts: Record<string, string>;
}

/** What arethetypeswrong finds, by kind. */
interface Report {
  readonly problems: Record<string, readonly object[]>;
}

describe("the tarball", () => {
  let installation: Installation;
  let folder: string;
  let files: string[];
  let packedInto: string;
  let tarball: string;

  before("make and install it", async () => {
    packedInto = await mkdtemp(join(tmpdir(), "csa-tarball-"));
    tarball = await tarballIn(packedInto);
    installation = await packed();
    folder = join(installation.folder, "node_modules/pulumi-custom-security-attributes");
    files = await filesBelow(folder);
  });

  after(() => rm(packedInto, { recursive: true }));

  it("contains the library, and the files that npm always adds", () => {
    const others = files.filter((file) => !file.startsWith("lib/"));
    const allowed = new Set(["package.json", "README.md", "LICENSE", "CHANGELOG.md", "estate.schema.json"]);
    assert.deepEqual(
      others.filter((file) => !allowed.has(file)),
      [],
    );
    for (const file of ["package.json", "README.md", "LICENSE"]) assert.ok(others.includes(file), file);
  });

  it("holds the output of every source, and of nothing that was removed since", async () => {
    const provider = await sourcesBelow("provider");
    const simulator = await sourcesBelow("simulator");
    const expected = [
      ...provider.flatMap((name) => [`lib/${name}.d.ts`, `lib/${name}.js`]),
      ...simulator.map((name) => `lib/simulator/${name}.js`),
      // Other files of the simulator cannot be imported, so their types would be dead weight.
      ...simulator
        .filter((name) => name.startsWith("published/"))
        .map((name) => `lib/simulator/${name}.d.ts`),
    ];
    assert.deepEqual(
      files.filter((file) => file.startsWith("lib/")),
      expected.sort(),
      "`lib` is not what the sources make: run `npm run prepack`",
    );
  });

  it("has at most 300 KB for the simulator and its command", async () => {
    const own = files.filter((file) => /^lib\/(simulator|cli\/simulate)\//.test(file));
    const sizes = await Promise.all(own.map(async (file) => (await stat(join(folder, file))).size));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(own.length > 50 && total <= 300_000, `${own.length} files, ${total} bytes`);
  });

  it("has a file for every entry that it exports", async () => {
    const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
    const exported = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === "string" ? [entry] : Object.values(entry),
    );
    for (const file of [manifest.main, manifest.types, ...exported]) {
      assert.ok(files.includes(file.replace(/^\.\//, "")), file);
    }
  });

  it("runs no script on the machine of its user", async () => {
    const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
    // npm also warns about `prepare` when the tarball is installed.
    const onInstall = ["preinstall", "install", "postinstall", "prepare"].filter((name) => name in scripts);
    assert.deepEqual(onInstall, []);
  });

  it("would be published as it is", async () => {
    // Without `prepack`, which would take `lib` from under other tests.
    const { stderr } = await execute("npm", ["publish", "--dry-run", "--ignore-scripts"], { cwd: root });
    assert.match(stderr, /Publishing to .* \(dry-run\)/);
    // npm says that it has put something right, where it had to: it does not change what stands in the repository.
    assert.doesNotMatch(stderr, /auto-corrected|errors corrected/);
    const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
    assert.match(scripts["prepack"] ?? "", /npm run --silent build$/);
  });

  it("has nothing to improve for publint", async () => {
    assert.deepEqual((await lint("publint", "--strict", tarball)).match(/^\d+\. .*$/gm), null);
  });

  it("has types that agree with its code for every kind of program, says arethetypeswrong", async () => {
    const said = await lint("attw", tarball, "--profile", "node16", "--format", "json");
    // A compiler that resolves as Node 10 did knows no `exports`. This entry is for the saved text, and not for programs.
    const runtime = { kind: "NoResolution", entrypoint: "./runtime", resolutionKind: "node10" };
    assert.deepEqual((JSON.parse(said) as Report).problems, { NoResolution: [runtime] });
  });
});

/** Without the extension. */
async function sourcesBelow(name: string): Promise<string[]> {
  const all = await filesBelow(join(root, name));
  return all.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
}

/** Runs a linter of packages, and gives what it printed when it found nothing wrong. */
async function lint(name: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await execute(join(root, "node_modules/.bin", name), [...options]).catch(
    ({ stdout, message }: Error & { stdout?: string }) => assert.fail(stdout ?? message),
  );
  return stdout;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !file.startsWith("node_modules/"))
    .sort();
}
