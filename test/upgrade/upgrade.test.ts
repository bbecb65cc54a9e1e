import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunningDirectory } from "../../simulator";
import type { Stack } from "../support/stack";
import { tell } from "../support/story";
import { orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";
import { fileOf, moved, programOf, releases, withValuesOf, type RecordedTenant } from "./release";

describe("state that an earlier release wrote", () => {
  it("is there", () => assert.ok(releases.includes("0.1.0")));

  for (const release of releases) {
    it(`of ${release} is refreshed, updated and destroyed`, async () => {
      const { before, after } = JSON.parse(
        await readFile(fileOf(release, "tenant.json"), "utf8"),
      ) as RecordedTenant;
      await tell({ files: await programOf(release), tenant: after }, async ({ directory, stack }) => {
        await restore(release, stack, directory);
        const recorded = await outputs(stack);

        assertSteps(await stack.refresh(), []);
        assert.deepEqual(await outputs(stack), recorded);
        await assertSettled(stack);
        assert.deepEqual(directory.journal.writes(), []);
        assert.deepEqual(withValuesOf(directory, after), after);

        await stack.configure({ "story:numVendors": "8" });
        assertSteps(await stack.up(), ["update app"]);
        assert.equal(directory.journal.writes().length, 1);
        assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes.Engineering, {
          ...after.servicePrincipals[0]?.customSecurityAttributes?.Engineering,
          NumVendors: 8,
        });

        assertSteps(await stack.destroy(), ["delete app", "delete confidant", "delete person"]);
        assert.deepEqual(withValuesOf(directory, before), before);
      });
    });
  }
});

/** Gives a new stack the configuration, with its salt, and the state that the release had left. */
async function restore(release: string, stack: Stack, directory: RunningDirectory): Promise<void> {
  const configuration = await readFile(fileOf(release, "Pulumi.test.yaml"), "utf8");
  await writeFile(join(stack.folder, "Pulumi.test.yaml"), moved(configuration, directory));
  const file = join(stack.folder, "import.json");
  await writeFile(file, moved(await readFile(fileOf(release, "stack.json"), "utf8"), directory));
  await stack.pulumi("stack", "import", "--file", file);
}

/** Outputs of all resources, secrets in clear. */
async function outputs(stack: Stack): Promise<unknown> {
  const { output } = await stack.pulumi("stack", "export", "--show-secrets");
  const { deployment } = JSON.parse(output) as {
    deployment: { resources: { urn: string; id?: string; outputs?: unknown }[] };
  };
  return deployment.resources.map(({ urn, id, outputs }) => ({ urn, id, outputs }));
}
