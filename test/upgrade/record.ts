import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import manifest from "../../package.json";
import { tell } from "../support/story";
import { alice, bob, orders } from "../support/tenant";
import { assertSteps } from "../support/verdict";
import { fileOf, programOf, secrets, withValuesOf, type RecordedTenant } from "./release";

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

/**
 * Run once per release, with `npx mocha --timeout 300000 test/upgrade/record.ts`, after the program of the release before
 * was copied to `exports/<version>/program.ts` and extended by what is new.
 */
it(`records the state that ${manifest.version} writes`, async () => {
  const release = manifest.version;
  const files = await programOf(release);
  await tell({ files, secrets, tenant: before }, async ({ directory, stack }) => {
    assertSteps(await stack.up(), ["create app", "create confidant", "create person"]);
    const exported = await stack.pulumi("stack", "export");
    const tenant: RecordedTenant = { before, after: withValuesOf(directory, before) };
    // A release is recorded once: its state must not turn into what a later one would have written.
    await writeFile(fileOf(release, "stack.json"), exported.output, { flag: "wx" });
    await writeFile(fileOf(release, "tenant.json"), `${JSON.stringify(tenant, undefined, 2)}\n`);
    await copyFile(join(stack.folder, "Pulumi.test.yaml"), fileOf(release, "Pulumi.test.yaml"));
  });
});
