import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Gate } from "../../simulator";
import { descendantsOf, killIfAlive } from "../support/engine/processTree";
import { packed } from "../support/installation/packed";
import { program, tell, type Story } from "../support/engine/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";

const tag = {
  principalType: "User",
  principalId: alice.id,
  attributeSet: "Engineering",
  attributes: { NumVendors: 4 },
};
const own = "pulumi-custom-security-attributes";
const files = program({ tag });
const token = "pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment";
const urn = `urn:pulumi:test::story::${token}::tag`;
const importError =
  /Cannot read properties of undefined \(reading 'toJavaScript'\)|code must be a string, not undefined/;
const valuesIn = ({ directory }: Story) => directory.user(alice.id).customSecurityAttributes;

const folders: string[] = [];

/** Sentences of Pulumi's own, which docs/troubleshooting.md explains because nothing of ours runs when they are said. */
describe("where only Pulumi can speak", () => {
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

  it("a wildcard of disabled default providers excludes every dynamic resource, and a list does not", async () => {
    await tell({ files }, async (story) => {
      const { stack } = story;
      await stack.pulumi("config", "set", "--path", "pulumi:disable-default-providers[0]", "*");
      assertFails(await stack.up(), "Default provider for 'pulumi-nodejs' disabled");
      assert.deepEqual(valuesIn(story), {});
      await stack.pulumi("config", "set", "--path", "pulumi:disable-default-providers[0]", "azuread");
      assertSteps(await stack.up(), ["create tag"]);
    });
  });

  it("a creation that was cut off is cleared from the state in either way, and the next update adopts", async () => {
    await tell({ files }, async (story) => {
      const { stack } = story;
      const id = `users/${alice.id}/Engineering`;
      const isPending = async () => (await stack.state()).includes("pending_operations");
      await killDuringCreate(story);
      await stack.pulumi("cancel", "--yes");
      assert.equal((await stack.refresh()).exitCode, 0);
      assert.ok(await isPending(), "a refresh alone leaves it");
      // The engine takes the name and the id, and keeps nothing: there is no import.
      const imported = await stack.refresh("--import-pending-creates", urn, "--import-pending-creates", id);
      assert.equal(imported.exitCode, 0, imported.output);
      assert.ok(!(await isPending()));
      const up = await stack.up();
      assertSteps(up, ["create tag"]);
      assert.match(up.output, /Adopted Engineering\.NumVendors/);

      assert.equal((await stack.destroy()).exitCode, 0);
      await killDuringCreate(story);
      await stack.pulumi("cancel", "--yes");
      assert.equal((await stack.refresh("--clear-pending-creates")).exitCode, 0);
      assert.ok(!(await isPending()));
      assertSteps(await stack.up(), ["create tag"]);
      assert.deepEqual(valuesIn(story), { Engineering: { NumVendors: 4 } });
      await assert.rejects(
        stack.pulumi("import", "--yes", "--skip-preview", token, "another", id),
        importError,
      );
      await assertSettled(stack);
    });
  });

  it("a checkout without the package, without anything, or without what `main` names keeps the state", async () => {
    const folder = await installation();
    const projectOptions = `name: story\nruntime: nodejs\nmain: dist/\n`;
    await tell({ files: {}, installation: { folder }, projectOptions, asUsers: true }, async (story) => {
      const { stack } = story;
      const dist = join(stack.folder, "dist");
      await mkdir(dist);
      await stack.program({ "dist/index.js": files["index.js"] });
      assertSteps(await stack.up(), ["create tag"]);
      const assertKept = async (sentence: string) => {
        for (const command of [() => stack.refresh(), () => stack.destroy("--remove")]) {
          assertFails(await command(), sentence);
          assert.ok((await stack.state()).includes(urn));
        }
        assert.deepEqual(valuesIn(story), { Engineering: { NumVendors: 4 } });
      };
      await rm(join(folder, "node_modules", own));
      await assertKept("Cannot find module 'pulumi-custom-security-attributes/runtime'");
      await rm(join(folder, "node_modules"), { recursive: true });
      await assertKept("Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'");
      await rm(dist, { recursive: true });
      await assertKept("project 'main' could not be read");

      await mkdir(dist);
      await link(folder);
      assertSteps(await stack.destroy(), ["delete tag"]);
      assert.deepEqual(valuesIn(story), {});
    });
  });
});

/** A folder with links to Pulumi's SDK and to the package, which a test takes away. */
async function installation(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-linked-"));
  folders.push(folder);
  await link(folder);
  return folder;
}

async function link(folder: string): Promise<void> {
  const [from, to] = [join((await packed()).folder, "node_modules"), join(folder, "node_modules")];
  await mkdir(to);
  await symlink(join(from, "@pulumi"), join(to, "@pulumi"));
  await symlink(join(from, own), join(to, own));
}

async function killDuringCreate({ directory, stack }: Story): Promise<void> {
  const gate = new Gate();
  directory.faults.add({
    match: { method: "PATCH", path: alice.id },
    respond: { kind: "hold", gate, when: "after" },
  });
  const up = stack.startUp();
  const early = up.ended.then(({ output }) => assert.fail(`nothing was held:\n${output}`));
  await Promise.race([gate.reached, early]);
  const others = await descendantsOf(up.pid);
  [up, ...others].forEach(({ pid }) => killIfAlive(pid));
  gate.open();
  await up.ended;
}
