import assert from "node:assert/strict";
import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { newestNode } from "../support/installation/cachedTool";
import { installAsLink, installWithPnpm } from "../support/installation/otherInstallations";
import { packed } from "../support/installation/packed";
import { lateModules } from "../support/engine/quickStart";
import { answerOf, hostLoader, noting } from "../support/installation/userProgram";

const operations = ["configure", "check", "diff", "create", "read", "update", "delete"];

const body = `
  ${noting}
  new CustomSecurityAttributeAssignment("tag", {
    principalType: "User", principalId: "x", attributeSet: "Engineering", attributes: { Level: pulumi.output("a") },
  });
  ${hostLoader}
  setTimeout(() => {
    const texts = sent.map(({ inputs }) => inputs.__provider);
    const provider = load(texts[0]).handler();
    console.log(JSON.stringify([process.versions.node.split(".")[0], texts, Object.keys(provider)]));
  }, 300);
`;

/** A program of each kind, in a folder that says of which it is. Each evaluates, from there, what it registered. */
const programs = {
  commonjs: `
    const pulumi = require("@pulumi/pulumi");
    const { CustomSecurityAttributeAssignment } = require("pulumi-custom-security-attributes");
    ${body}`,
  module: `
    import { createRequire } from "node:module";
    import * as pulumi from "@pulumi/pulumi";
    import { CustomSecurityAttributeAssignment } from "pulumi-custom-security-attributes";
    const require = createRequire(import.meta.url);
    ${body}`,
};

describe("the text that a program registers can be evaluated where it runs", () => {
  const folders: Record<string, string> = {};
  const nodes: Record<string, string> = { "20": process.execPath };

  before("install the package in three ways, and another Node", async () => {
    const { folder } = await packed();
    const sdk = await answerOf({
      folder,
      file: "sdk.cjs",
      source: `console.log(JSON.stringify(require("@pulumi/pulumi/package.json").version));`,
    });
    folders.npm = join(folder, "plain");
    [folders.pnpm, folders.link, nodes["24"]] = await Promise.all([
      installWithPnpm(String(sdk)),
      installAsLink(folder),
      newestNode(),
    ]);
  });

  after(async () => {
    if (folders.pnpm) await rm(folders.pnpm, { recursive: true, force: true });
  });

  for (const way of ["npm", "pnpm", "link"]) {
    for (const [type, source] of Object.entries(programs)) {
      it(`installed by ${way}, in a program of type ${type}, on every Node`, async () => {
        const folder = join(folders[way] ?? "", type);
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, "package.json"), JSON.stringify({ type }));
        for (const node of Object.values(nodes)) {
          const program = { folder, file: "index.js", source, node, environment: lateModules };
          const [major, texts, provided] = (await answerOf(program)) as [string, string[], string[]];
          assert.ok(nodes[major] === node || node === process.execPath, `Node ${major}`);
          assert.deepEqual(texts, [savedProvider.assignment.__provider]);
          assert.deepEqual(provided, operations);
        }
      });
    }
  }

  it("and the link is one", async () => {
    const stats = await lstat(join(folders.link ?? "", "node_modules/pulumi-custom-security-attributes"));
    assert.ok(stats.isSymbolicLink());
  });
});
