import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Installation } from "../support/pulumiProject";
import { packed } from "../support/packed";

const root = join(__dirname, "../..");

interface Manifest {
  readonly main: string;
  readonly types: string;
  readonly exports: Record<string, string | Record<string, string>>;
  readonly scripts: Record<string, string>;
}

describe("the tarball", () => {
  let installation: Installation;
  let folder: string;
  let files: string[];

  before("install it", async () => {
    installation = await packed();
    folder = join(installation.folder, "node_modules/pulumi-custom-security-attributes");
    files = await filesBelow(folder);
  });

  it("holds the library, and beside it what npm always takes along", () => {
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
      // Nobody can import another file of the simulator, so that its types would be dead weight.
      ...simulator
        .filter((name) => name.startsWith("published/"))
        .map((name) => `lib/simulator/${name}.d.ts`),
    ];
    assert.deepEqual(
      files.filter((file) => file.startsWith("lib/")),
      expected.sort(),
    );
  });

  it("grows by no more than 300 KB through the simulator and its command", async () => {
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
    const onInstall = ["preinstall", "install", "postinstall"].filter((name) => name in scripts);
    assert.deepEqual(onInstall, []);
  });
});

/** Without the extension. */
async function sourcesBelow(name: string): Promise<string[]> {
  const all = await filesBelow(join(root, name));
  return all.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !file.startsWith("node_modules/"))
    .sort();
}
