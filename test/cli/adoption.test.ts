import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { startDirectory, type RunningDirectory } from "../../simulator";
import { packed } from "../support/installation/packed";
import { quickStart } from "../support/engine/quickStart";
import { Stack } from "../support/engine/stack";
import { assertSettled } from "../support/engine/verdict";
import { runCommand } from "./support/command";
import { idOf, oddEstate } from "./support/oddEstate";

/** The files of the program that `export` writes, and what it says. */
async function exportFrom(directory: RunningDirectory, ...selection: readonly string[]) {
  const installation = await packed();
  const exporter = await Stack.create(installation, directory, { files: { "index.js": "" } });
  const out = join(exporter.folder, "adopted");
  const { exitCode, stderr } = await runCommand(["export", "--out", out, ...selection], {
    installation,
    folder: exporter.folder,
    environment: exporter.environment,
  });
  assert.equal(exitCode, 0, stderr);
  const names = await readdir(out);
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(out, name), "utf8")] as const),
  );
  await exporter.remove();
  return { files: Object.fromEntries(texts), stderr };
}

describe("the program of an export", () => {
  it("adopts a tenant of values that no PATCH would write, whatever is in a name, and then sends only what is edited", async () => {
    const directory = await startDirectory({ estate: oddEstate });
    const { files, stderr } = await exportFrom(directory);
    const before = directory.estate();
    const writes = () =>
      directory.journal.requests.filter(
        ({ method, replica, url }) => replica !== undefined && method !== "GET" && !url.endsWith("/$batch"),
      );
    const { "Pulumi.yaml": project = "", "index.ts": program = "", "estate.json": data = "" } = files;
    const stack = await Stack.create(await packed(), directory, {
      projectOptions: project.replace(/name: .*/, "name: story"),
      files: { ...files, "Pulumi.yaml": "" },
      environment: quickStart(await packed()),
    });
    try {
      directory.journal.clear();
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      assert.deepEqual(writes(), []);
      const created = up.steps.filter(({ op }) => op === "create").map(({ name }) => name);
      assert.ok(created.includes("users Engineering") && created.includes("prototype AllOld"), up.output);
      assert.equal(created.length, 4 + 8 + 1 + 5 + 9, created.join("\n"));
      const adoptions = up.diagnostics.filter(({ message }) => message.includes("Adopted"));
      assert.ok(adoptions.length >= 3 && adoptions.length <= 8, up.output);
      await assertSettled(stack);

      // The types are right, as the first run has shown.
      stack.setEnvironment({ PULUMI_NODEJS_TRANSPILE_ONLY: "true" });
      const estate = JSON.parse(data) as { principals: { principalObjectId: string; attributes: object }[] };
      const one = estate.principals.find(({ principalObjectId }) => principalObjectId === idOf(9));
      Object.assign((one?.attributes as { Engineering: object }).Engineering, { Level: 'Se"nior\\' });
      await stack.program({
        "index.ts": program.replace("Certified: false", "Certified: true"),
        "estate.json": JSON.stringify(estate),
      });
      assert.equal((await stack.up()).exitCode, 0);
      const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";
      const patch = (path: string, values: object) => ({
        path: `/v1.0/${path}`,
        body: { customSecurityAttributes: { Engineering: { "@odata.type": type, ...values } } },
      });
      assert.deepEqual(
        writes()
          .map(({ path, body }) => ({ path, body }))
          .sort((a, b) => (a.path < b.path ? -1 : 1)),
        [
          patch(`servicePrincipals/${idOf(100)}`, { Certified: true }),
          patch(`users/${idOf(9)}`, { Level: 'Se"nior\\' }),
        ],
      );

      const edited = directory.estate();
      assert.notDeepEqual(edited, before);
      directory.journal.clear();
      assert.notEqual((await stack.destroy()).exitCode, 0);
      assert.deepEqual(directory.estate(), edited);
      assert.deepEqual(writes(), []);
      assert.match(
        stderr,
        /^Left out Engineering\.constructor of .*: Pulumi's SDK drops members with this name\.$/m,
      );
    } finally {
      await stack.remove();
      await directory.close();
    }
  });
});
