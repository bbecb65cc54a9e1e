import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RunningDirectory } from "../../simulator";
import { installAsLink, installWithPnpm } from "../support/installation/otherInstallations";
import { sharedInstallation, type Installation } from "../support/installation/pulumiProject";
import { nameOf } from "../support/engine/outcome";
import type { Stack } from "../support/engine/stack";
import { tell } from "../support/engine/story";
import { orders } from "../support/tenant";
import { assertFails, assertSettled, assertSteps } from "../support/engine/verdict";
import { fileOf, moved, programOf, releases, withValuesOf, type RecordedTenant } from "./release";

describe("state that an earlier release wrote [old-state] [diff-says]", () => {
  let npm: Installation;
  let pnpm: string;
  before("install the package in three ways", async () => {
    npm = await sharedInstallation();
    const { version } = createRequire(join(npm.folder, "x.js"))("@pulumi/pulumi/package.json") as {
      version: string;
    };
    pnpm = await installWithPnpm(version);
  });
  after(async () => {
    await npm.remove();
    await rm(pnpm, { recursive: true, force: true });
  });

  const layouts: Record<string, () => Promise<string>> = {
    npm: async () => npm.folder,
    pnpm: async () => pnpm,
    "a symbolic link": () => installAsLink(npm.folder),
  };

  it("is there", () => assert.ok(releases.includes("0.1.0")));

  const [oldest = "", ...others] = releases;
  // The way of the installation matters to the text that is saved, and to nothing that later releases have added.
  const combinations = [
    ...Object.keys(layouts).map((layout) => [oldest, layout] as const),
    ...others.map((release) => [release, "npm"] as const),
  ];
  for (const [release, layout] of combinations) {
    it(`of ${release} is refreshed, updated and destroyed by a package installed by ${layout}`, async () => {
      const { before, after, schema, changing } = await tenantOf(release);
      const options = { files: await programOf(release), tenant: { ...after, ...schema } };
      const folder = await layouts[layout]?.();
      assert.ok(folder);
      await tell({ ...options, installation: { folder } }, async ({ directory, stack }) => {
        await restore(release, stack, directory);
        const recorded = await outputs(stack);

        assertSteps(await stack.refresh(), []);
        assert.deepEqual(await outputs(stack), recorded);
        await assertSettled(stack);
        assert.deepEqual(directory.journal.writes(), []);
        assert.deepEqual(withValuesOf(directory, after), after);

        await stack.configure({ "story:numVendors": "8" });
        assertSteps(
          await stack.up(),
          changing.map((name) => `update ${name}`),
        );
        assert.equal(directory.journal.writes().length, changing.length);
        assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes.Engineering, {
          ...after.servicePrincipals[0]?.customSecurityAttributes?.Engineering,
          NumVendors: 8,
        });

        assertSteps(
          await stack.destroy(),
          recorded.map(({ urn }) => `delete ${nameOf(urn)}`),
        );
        assert.deepEqual(withValuesOf(directory, before), before);
        for (const { id, urn } of recorded) {
          const isDefinition = urn.includes(":CustomSecurityAttributeDefinition::");
          if (isDefinition) assert.equal(statusOf(directory, id), "Deprecated", id);
        }
      });
    });
  }

  it("is kept, and the missing package named, when it is not installed where the program is", async () => {
    const release = "0.1.0";
    const { after } = await tenantOf(release);
    const files = await programOf(release);
    // The installation by npm is shared with other tests, and this one is not.
    const options = { files, tenant: after, installation: { folder: pnpm }, asUsers: true };
    await tell(options, async ({ directory, stack }) => {
      await restore(release, stack, directory);
      const recorded = await outputs(stack);
      await rm(join(pnpm, "node_modules/pulumi-custom-security-attributes"));

      const missing = /Cannot find module 'pulumi-custom-security-attributes(\/runtime)?'/;
      assertFails(await stack.destroy(), missing);
      assertFails(await stack.up(), missing);
      assert.deepEqual(await outputs(stack), recorded);
      assert.deepEqual(withValuesOf(directory, after), after);
    });
  });
});

async function tenantOf(release: string): Promise<RecordedTenant> {
  return JSON.parse(await readFile(fileOf(release, "tenant.json"), "utf8")) as RecordedTenant;
}

/** Gives a new stack the configuration, with its salt, and the state that the release had left. */
async function restore(release: string, stack: Stack, directory: RunningDirectory): Promise<void> {
  const configuration = await readFile(fileOf(release, "Pulumi.test.yaml"), "utf8");
  await writeFile(join(stack.folder, "Pulumi.test.yaml"), moved(configuration, directory));
  const file = join(stack.folder, "import.json");
  await writeFile(file, moved(await readFile(fileOf(release, "stack.json"), "utf8"), directory));
  await stack.pulumi("stack", "import", "--file", file);
}

interface SavedResource {
  readonly urn: string;
  readonly id: string;
  readonly outputs?: unknown;
}

/** Outputs of all resources of the package, secrets in clear. */
async function outputs(stack: Stack): Promise<SavedResource[]> {
  const { output } = await stack.pulumi("stack", "export", "--show-secrets");
  const { deployment } = JSON.parse(output) as { deployment: { resources: SavedResource[] } };
  const ours = deployment.resources.filter(({ urn }) => urn.includes("::pulumi-nodejs:dynamic/entra:"));
  return ours.map(({ urn, id, outputs }) => ({ urn, id, outputs }));
}

function statusOf(directory: RunningDirectory, id: string): string | undefined {
  const definitions = directory.estate().definitions ?? [];
  return definitions.find(({ attributeSet, name }) => `${attributeSet}_${name}` === id)?.status;
}
