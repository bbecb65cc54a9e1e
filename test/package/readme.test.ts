import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { runInThisContext } from "node:vm";
import type { AttributeValue } from "../../provider/assignment/values";
import { readSettings } from "../../provider/auth/settings";
import { startDirectory } from "../../simulator";
import { packed } from "../support/packed";
import { Stack } from "../support/stack";
import { orders, tenant } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";

const execute = promisify(execFile);
const root = join(__dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(([, text = ""]) => text);

describe("the README", () => {
  it("shows complete programs, which compile one by one", async () => {
    const { folder } = await packed();
    const programs = blocks("ts");
    assert.ok(programs.length > 0);
    for (const source of programs) {
      assert.match(source, /^import .* from "pulumi-custom-security-attributes";$/m, source);
    }
    const files = programs.map((_, index) => `readme-${index}.ts`);
    await Promise.all(files.map((file, index) => writeFile(join(folder, file), programs[index] ?? "")));
    const tsc = join(folder, "node_modules/typescript/bin/tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--target", "es2022"];
    await execute(process.execPath, [tsc, ...options, "--module", "node16", ...files], { cwd: folder });
  });

  it("begins with a program that does what it says", async () => {
    const directory = await startDirectory(tenant);
    try {
      const stack = await Stack.create(await packed(), directory, {
        projectOptions: "name: story\nruntime: nodejs\n",
        files: { "index.ts": blocks("ts")[0] ?? "", "package.json": "{}" },
        config: { "story:servicePrincipalId": orders.id },
      });
      assertSteps(await stack.up(), ["create orders-api"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: shownAttributes(),
      });
      await assertSettled(stack);
    } finally {
      await directory.close();
    }
  });

  it("shows the program that test/examples/servicePrincipal.test.ts runs", () => {
    const [, shown = ""] = /^ {3}```typescript\n([^]*?)^ {3}```/m.exec(readme) ?? [];
    const program = shown.replace(/^ {3}/gm, "");
    assert.ok(program.includes("new azuread.ServicePrincipal("));
    const example = readFileSync(join(root, "examples/servicePrincipal/index.ts"), "utf8");
    assert.ok(example.startsWith(program), program);
  });

  it("goes on with a program that looks without owning", async () => {
    const directory = await startDirectory(tenant);
    try {
      directory.assign(orders.id, "Engineering", { Project: ["Baker"], NumVendors: 4 });
      const stack = await Stack.create(await packed(), directory, {
        projectOptions: "name: story\nruntime: nodejs\n",
        files: { "index.ts": blocks("ts")[1] ?? "", "package.json": "{}" },
        config: { "story:servicePrincipalId": orders.id },
      });
      assertSteps(await stack.up(), []);
      assert.deepEqual(await stack.outputs(), { project: ["Baker"] });
      await assertSettled(stack);
      assert.deepEqual(directory.journal.writes(), []);
    } finally {
      await directory.close();
    }
  });

  it("names every key of the configuration, and in full no other", () => {
    const known = settingKeys();
    for (const key of [...known, ...settingKeys("azuread:")])
      assert.match(readme, new RegExp(`\\b${key}\\\``), key);
    for (const [, key = ""] of readme.matchAll(/customSecurityAttributes:(\w+)/g))
      assert.ok(known.has(key), key);
  });
});

describe("every document", () => {
  it("links to files that exist", async () => {
    for (const document of await documents()) {
      const text = await readFile(join(root, document), "utf8");
      for (const [, link = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
        const target = join(root, dirname(document), decodeURI(link));
        await assert.doesNotReject(access(target), `${document} links to ${link}`);
      }
    }
  });
});

/** The map in the first program, as it is written there. */
function shownAttributes(): Record<string, AttributeValue> {
  const [, literal = "{}"] = /\battributes: (\{[^}]*\})/.exec(blocks("ts")[0] ?? "") ?? [];
  const map = runInThisContext(`(${literal})`) as Record<string, AttributeValue>;
  assert.ok(Object.keys(map).length > 0);
  return map;
}

/** The keys of one namespace that the provider asks the stack's configuration for. */
function settingKeys(namespace = "customSecurityAttributes:"): ReadonlySet<string> {
  const asked = new Set<string>();
  readSettings((key) => {
    if (key.startsWith(namespace)) asked.add(key.slice(namespace.length));
    return undefined;
  }, {});
  return asked;
}

async function documents(): Promise<string[]> {
  const entries = await readdir(root);
  const folders = entries.filter((name) => ["docs", "examples", "simulator", "demo"].includes(name));
  const below = await Promise.all(
    folders.map(async (folder) => {
      const files = await readdir(join(root, folder), { recursive: true });
      return files.filter((file) => !file.includes("node_modules")).map((file) => join(folder, file));
    }),
  );
  return [...entries, ...below.flat()].filter((file) => file.endsWith(".md"));
}
