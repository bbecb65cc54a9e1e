import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tell } from "../support/story";
import { alice, fiveShapes, orders } from "../support/tenant";
import { assertSettled, assertSteps } from "../support/verdict";
import { secrets, tagged } from "./tagged";

const folder = join(__dirname, "exports");
const releases = readdirSync(folder);

describe("state that an earlier release wrote", () => {
  it("is there", () => assert.ok(releases.includes("0.1.0.json")));

  for (const release of releases) {
    it(`${release} is refreshed, updated and destroyed`, async () => {
      await tell({ files: tagged(), secrets }, async ({ directory, stack }) => {
        directory.assign(orders.id, "Engineering", fiveShapes);
        directory.assign(alice.id, "Engineering", { Level: "clandestine" });
        await stack.pulumi(
          "stack",
          "import",
          "--file",
          await movedTo(directory.graphEndpoint, release, stack.folder),
        );

        assertSteps(await stack.refresh(), []);
        await assertSettled(stack);
        assert.deepEqual(directory.journal.writes(), []);

        await stack.program(tagged(8));
        assertSteps(await stack.up(), ["update app"]);
        assert.equal(
          directory.servicePrincipal(orders.id).customSecurityAttributes.Engineering?.NumVendors,
          8,
        );

        assertSteps(await stack.destroy(), ["delete app", "delete person"]);
        assert.deepEqual(directory.servicePrincipal(orders.id).customSecurityAttributes, {});
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      });
    });
  }
});

/** Pulumi keeps the configuration of the last update in the state, and with it the address of a tenant that is gone. */
async function movedTo(graphEndpoint: string, release: string, into: string): Promise<string> {
  const text = await readFile(join(folder, release), "utf8");
  const file = join(into, "import.json");
  await writeFile(file, text.replace(/https:\/\/localhost:\d+/g, graphEndpoint));
  return file;
}
