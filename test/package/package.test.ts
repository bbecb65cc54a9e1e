import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { savedProvider } from "../../provider/savedProvider";
import { sharedInstallation, type Installation } from "../support/pulumiProject";

const execute = promisify(execFile);
const root = join(__dirname, "../..");

describe("the packed package", () => {
  let installation: Installation;
  before(async () => (installation = await sharedInstallation()));
  after(() => installation.remove());

  const run = async (name: string, source: string) => {
    await writeFile(join(installation.folder, name), source);
    return (await execute(process.execPath, [name], { cwd: installation.folder })).stdout.trim();
  };

  it("holds the text that stands in state, to the byte", () => {
    const text =
      'exports.handler=()=>require("pulumi-custom-security-attributes/runtime").customSecurityAttributeAssignment';
    assert.equal(savedProvider.assignment.__provider, text);
  });

  it("runs that text as Pulumi's host does, and loads nothing for it that needs a tenant", async () => {
    const source = `
      const load = require(require.resolve("require-from-string", { paths: [require.resolve("@pulumi/pulumi")] }));
      const provider = load(${JSON.stringify(savedProvider.assignment.__provider)}).handler();
      const loaded = Object.keys(require.cache).filter((file) => /@azure|microsoft-graph-client/.test(file));
      console.log(JSON.stringify([Object.keys(provider), loaded]));`;
    const operations = ["configure", "check", "diff", "create", "read", "update", "delete"];
    assert.deepEqual(JSON.parse(await run("host.cjs", source)), [operations, []]);
  });

  it("gives programs the resource, by require and by import, and nothing of the runtime", async () => {
    const loaded = `Object.keys(require.cache).filter((file) => /attributes\\/lib\\/(runtime|graph|auth)|@azure/.test(file)).length`;
    const commonJs = `const p = require("pulumi-custom-security-attributes"); console.log(Object.keys(p).join(), ${loaded});`;
    const esm = `import { CustomSecurityAttributeAssignment as C } from "pulumi-custom-security-attributes"; console.log(typeof C.get);`;
    assert.equal(await run("program.cjs", commonJs), "CustomSecurityAttributeAssignment 0");
    assert.equal(await run("program.mjs", esm), "function");
  });

  it("refuses attribute names that Pulumi would lose", async () => {
    const source = `
      const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
      const attributes = JSON.parse('{"__proto__":"x"}');
      try { new CustomSecurityAttributeAssignment("x", { attributes }); } catch (error) { console.log(error.message); }`;
    assert.match(await run("lost.cjs", source), /^attributes\.__proto__: /);
  });

  it("compiles every program of the README", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const programs = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, source]) => source ?? "");
    assert.ok(programs.length >= 2);
    const files = programs.map((_, index) => `readme${index}.ts`);
    await Promise.all(
      programs.map((source, index) => writeFile(join(installation.folder, files[index] ?? ""), source)),
    );
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];
    for (const module of [
      ["--module", "node16"],
      ["--module", "commonjs", "--moduleResolution", "bundler"],
    ]) {
      const tsc = join(installation.folder, "node_modules/typescript/bin/tsc");
      await execute(process.execPath, [tsc, ...options, ...module, ...files], { cwd: installation.folder });
    }
  });

  it("names in its documents only scripts, keys and files that exist", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const settings = await readFile(join(root, "provider/auth/settings.ts"), "utf8");
    for (const document of ["README.md", "CONTRIBUTING.md"]) {
      const text = await readFile(join(root, document), "utf8");
      for (const [, script = ""] of text.matchAll(/npm run ([\w:-]+)/g))
        assert.ok(manifest.scripts[script], script);
      for (const [, key = ""] of text.matchAll(/customSecurityAttributes:(\w+)/g))
        assert.ok(settings.includes(key), key);
      for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g))
        await execute("ls", [link], { cwd: root });
    }
  });
});
