import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Gate } from "../../simulator";
import { descendantsOf, killIfAlive } from "../support/processTree";
import { packed } from "../support/packed";
import { program, tell, type Story } from "../support/story";
import { alice } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/verdict";

const tag = {
  principalType: "User",
  principalId: alice.id,
  attributeSet: "Engineering",
  attributes: { NumVendors: 4 },
};
const own = "pulumi-custom-security-attributes";
const files = program({ tag });
const valuesIn = ({ directory }: Story) => directory.user(alice.id).customSecurityAttributes;

/** Sentences of Pulumi's own, which docs/troubleshooting.md explains because nothing of ours runs when they are said. */
describe("where only Pulumi can speak", () => {
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

  it("a creation that was cut off is cleared from the state, and the next update adopts its value", async () => {
    await tell({ files }, async (story) => {
      const { stack } = story;
      const urn =
        "urn:pulumi:test::story::pulumi-nodejs:dynamic/entra:CustomSecurityAttributeAssignment::tag";
      const id = `users/${alice.id}/Engineering`;
      await killDuringCreate(story);
      await stack.pulumi("cancel", "--yes");
      assert.match(await stack.state(), /pending_operations/);

      const imported = await stack.refresh("--import-pending-creates", urn, "--import-pending-creates", id);
      console.log(imported.exitCode, imported.output, (await stack.state()).includes("pending_operations"));
      const cleared = await stack.refresh("--clear-pending-creates");
      console.log(cleared.exitCode, cleared.output);
      const up = await stack.up();
      console.log(up.exitCode, up.output);
      await assertSettled(stack);
    });
  });

  it("a checkout without the package, or without anything, keeps the state", async () => {
    const folder = await installation();
    await tell({ files, installation: { folder } }, async (story) => {
      const { stack } = story;
      assertSteps(await stack.up(), ["create tag"]);
      await rm(join(folder, "node_modules", own));
      for (const run of [
        () => stack.refresh(),
        () => stack.destroy(),
        () => stack.up(),
        () => stack.preview(),
      ]) {
        const o = await run();
        console.log("NOPKG", o.exitCode, o.output.slice(0, 1500), (await stack.state()).includes("::tag"));
      }
      await rm(join(folder, "node_modules"), { recursive: true });
      for (const run of [() => stack.refresh(), () => stack.destroy(), () => stack.destroy("--remove")]) {
        const o = await run();
        console.log("BARE", o.exitCode, o.output.slice(0, 1500), (await stack.state()).includes("::tag"));
      }
    });
  });

  it("an unbuilt main", async () => {
    const folder = await installation();
    const projectOptions =
      "name: story\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: dist/\n";
    await tell({ files: {}, installation: { folder }, projectOptions }, async (story) => {
      const { stack } = story;
      await mkdir(join(stack.folder, "dist"));
      await stack.program({ "dist/index.js": files["index.js"] });
      assertSteps(await stack.up(), ["create tag"]);
      await rm(join(stack.folder, "dist"), { recursive: true });
      for (const run of [() => stack.refresh(), () => stack.up(), () => stack.destroy()]) {
        const o = await run();
        console.log("DIST", o.exitCode, o.output.slice(0, 1500), (await stack.state()).includes("::tag"));
      }
    });
  });
});

/** A folder with links to Pulumi's SDK and to the package, which a test takes away. */
async function installation(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "csa-linked-"));
  const [from, to] = [join((await packed()).folder, "node_modules"), join(folder, "node_modules")];
  await mkdir(to);
  await symlink(join(from, "@pulumi"), join(to, "@pulumi"));
  await symlink(join(from, own), join(to, own));
  return folder;
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
