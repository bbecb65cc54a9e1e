import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../../package.json";
import { tell } from "../support/engine/story";
import { alice, bob, orders } from "../support/tenant";
import { assertSteps } from "../support/engine/verdict";
import { fileOf, programOf, schemaOf, secrets, withValuesOf, type RecordedTenant } from "./release";

const before: RecordedTenant["before"] = {
  users: [
    { ...alice, customSecurityAttributes: { Engineering: { NumVendors: 7 } } },
    { ...bob, customSecurityAttributes: {} },
  ],
  servicePrincipals: [
    {
      ...orders,
      customSecurityAttributes: { Engineering: { Level: "Senior" }, Marketing: { EmployeeId: "QN26904" } },
    },
  ],
};

const names = ["agents", "app", "code", "confidant", "crew", "person", "retired", "trust", "vendors"];

/**
 * Run once per release, with `npx mocha --timeout 300000 test/upgrade/record.ts`, after the program of the release before
 * was copied to `exports/<version>/program.ts` and extended by what is new.
 */
it(`records the state that ${manifest.version} writes`, async () => {
  const release = manifest.version;
  const files = await programOf(release);
  await tell({ files, secrets, tenant: before }, async ({ directory, stack }) => {
    assertSteps(
      await stack.up(),
      names.map((name) => `create ${name}`),
    );
    // A colleague edits in the portal, and the program then agrees: the state still says that it has drifted.
    directory.describeAttribute("Agents", "Trust", "edited");
    await stack.configure({ "story:trust": "edited" });
    await stack.refresh();
    assertSteps(await stack.up(), []);

    const exported = await stack.pulumi("stack", "export");
    // A release is recorded once: its state must not turn into what a later one would have written.
    await writeFile(fileOf(release, "stack.json"), withoutSources(exported.output), { flag: "wx" });
    await copyFile(join(stack.folder, "Pulumi.test.yaml"), fileOf(release, "Pulumi.test.yaml"));
    // This one writes to the file, too.
    const preview = await stack.preview("--config", "story:numVendors=8");
    const tenant: RecordedTenant = {
      before,
      after: withValuesOf(directory, before),
      schema: schemaOf(directory),
      changing: preview.steps.map(({ name }) => name).sort(),
    };
    await writeFile(fileOf(release, "tenant.json"), `${JSON.stringify(tenant, undefined, 2)}\n`);
  });
});

/** The state without the places in files of this machine at which the resources were constructed. */
function withoutSources(state: string): string {
  const isSource = (key: string) => key === "sourcePosition" || key === "stackTrace";
  const kept: unknown = JSON.parse(state, (key, value: unknown) => (isSource(key) ? undefined : value));
  return `${JSON.stringify(kept, undefined, 4)}\n`;
}
