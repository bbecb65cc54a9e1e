import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { access, cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";
import type { AttributeValue } from "../../provider/entra/values";
import { audienceNames } from "../../provider/auth/identityNames";
import { readSettings } from "../../provider/auth/settings";
import { compile } from "../support/installation/compile";
import { packed } from "../support/installation/packed";
import { tell, type StoryOptions } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/engine/verdict";

const root = join(__dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const credentials = readFileSync(join(root, "docs/credentials.md"), "utf8");

const gettingStarted = readFileSync(join(root, "docs/getting-started.md"), "utf8");

/** The programs, without the indentation of those in a list. */
const programs = [...`${readme}${gettingStarted}`.matchAll(/^( *)```ts\n([^]*?)^ *```/gm)].map(
  ([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
);
const [first = "", defining = "", beside = ""] = programs;

describe("the README", () => {
  it("shows complete programs, which compile one by one", async () => {
    const installation = await packed();
    assert.equal(programs.length, 3);
    for (const source of programs) {
      assert.match(source, /^import .* from "pulumi-custom-security-attributes";$/m, source);
    }
    const folder = await mkdtemp(join(installation.folder, "readme-"));
    // A copy, not a link, so that it finds the Pulumi SDK of this installation.
    const azuread = join("node_modules", "@pulumi", "azuread");
    await cp(join(root, azuread), join(folder, azuread), { recursive: true });
    const files = programs.map((_, index) => `readme-${index}.ts`);
    await Promise.all(files.map((file, index) => writeFile(join(folder, file), programs[index] ?? "")));
    const compiler = join(installation.folder, "node_modules/typescript");
    assert.equal(compile({ compiler, folder, files, options: ["--module", "node16"] }), "");
  });

  it("tags in five steps what the example servicePrincipal creates, with the same program", () => {
    const [, steps = ""] = /^## From an azuread stack[^\n]*\n([^]*)$/m.exec(gettingStarted) ?? [];
    assert.deepEqual(
      [...steps.matchAll(/^(\d)\. \*\*/gm)].map(([, number]) => number),
      ["1", "2", "3", "4", "5"],
    );
    const example = readFileSync(join(root, "examples/servicePrincipal/index.ts"), "utf8");
    assert.ok(example.startsWith(beside) && beside.includes("servicePrincipal.objectId"), beside);
    // Of the definitions that step 1 asks for, the program uses all, and no others.
    const [, map = ""] = /\battributes: \{([^}]*)\}/.exec(beside) ?? [];
    const used = [...map.matchAll(/(\w+): [[\w]/g)].map(([, name]) => name);
    const [, defined = ""] =
      /with its attributes, here `Engineering` with ([^]*?), which an/.exec(steps) ?? [];
    assert.deepEqual(
      [...defined.matchAll(/`(\w+)`/g)].map(([, name]) => name),
      used,
    );
  });

  it("starts with a program that does what it says", () =>
    tell(projectOf(first), async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create orders-api"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: shownAttributes(),
      });
      await assertSettled(stack);
    }));

  it("shows a program that starts with an empty tenant, and destroys what it created", async () => {
    const tenant = { attributeSets: [], definitions: [], definitionLag: 500 };
    await tell({ ...projectOf(defining), tenant }, async ({ directory, stack }) => {
      assertSteps(await stack.up(), ["create engineering", "create project", "create orders-api"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {
        Engineering: { Project: ["Baker"] },
      });
      await assertSettled(stack);
      assertSteps(await stack.destroy(), ["delete orders-api", "delete project", "delete engineering"]);
      assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {});
      const { definitions, attributeSets } = directory.estate();
      assert.deepEqual(
        [attributeSets?.map(({ name }) => name), definitions?.map(({ name, status }) => [name, status])],
        [["Engineering"], [["Project", "Deprecated"]]],
      );
    });
  });

  it("and docs/credentials.md name every key of the configuration, and in full no other", () => {
    const known = settingKeys();
    for (const key of [...known, ...settingKeys("azuread:")])
      assert.match(credentials, new RegExp(`\\b${key}\\\``), key);
    for (const [, key = ""] of `${readme}${credentials}`.matchAll(/customSecurityAttributes:(\w+)/g))
      assert.ok(known.has(key), key);
  });
});

describe("every document", () => {
  it("links to files, and to anchors in them, that exist", async () => {
    for (const document of await documents()) {
      const text = await readFile(join(root, document), "utf8");
      for (const [, link = "", anchor] of text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
        const target = link === "" ? join(root, document) : join(root, dirname(document), decodeURI(link));
        await assert.doesNotReject(access(target), `${document} links to ${link}`);
        if (anchor === undefined) continue;
        const anchors = anchorsIn(await readFile(target, "utf8"));
        assert.ok(anchors.has(anchor), `${document} links to ${link}#${anchor}`);
      }
    }
  });
});

/** The project of a program. A test of its own checks its types; here it only has to run. */
function projectOf(source: string): StoryOptions {
  return {
    projectOptions: "name: story\nruntime: nodejs\n",
    files: { "index.ts": source, "package.json": "{}" },
    config: { "story:servicePrincipalId": orders.id },
    environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  };
}

/** What GitHub makes of headings, and anchors that are set by hand. */
function anchorsIn(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const byHand = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  return new Set([...headings, ...byHand]);
}

/** The map in the first program, as it is written there. */
function shownAttributes(): Record<string, AttributeValue> {
  const [, literal = "{}"] = /\battributes: (\{[^}]*\})/.exec(first) ?? [];
  const map = runInThisContext(`(${literal})`) as Record<string, AttributeValue>;
  assert.ok(Object.keys(map).length > 0);
  return map;
}

/** The keys of one namespace that the provider asks the stack's configuration for, sooner or later. */
function settingKeys(namespace = "customSecurityAttributes:"): ReadonlySet<string> {
  const asked = new Set<string>();
  const ask = (key: string) => {
    if (key.startsWith(namespace)) asked.add(key.slice(namespace.length));
    return undefined;
  };
  readSettings(ask, {});
  audienceNames.forEach(ask);
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
