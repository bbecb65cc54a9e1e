import assert from "node:assert/strict";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import type { ProviderProcess } from "../support/provider/providerProcess";
import { withProvider } from "../support/provider/withProvider";

const attributes = { NumVendors: 4, Project: ["Baker"] };

const needed = ["@azure/core-rest-pipeline", "@azure/identity", "@microsoft/microsoft-graph-client"];

/** Which of the packages for talking to Graph a provider process loads in its life. */
async function loadedIn(life: (provider: ProviderProcess) => Promise<unknown>): Promise<string[]> {
  let packages: string[] = [];
  await withProvider(
    async ({ directory, provider }) => {
      await life(provider);
      const output = await provider.end();
      assert.match(output, /load ".*lib.runtime\.js"/, "Node tells what it loads");
      packages = needed.filter((name) => output.replaceAll("\\", "/").includes(`/node_modules/${name}/`));
      if (packages.length === 0) assert.deepEqual(directory.journal.requests, []);
    },
    {},
    {},
    { environment: { NODE_DEBUG: "module" } },
  );
  return packages;
}

describe("what a provider process loads", () => {
  it("is neither @azure/identity, the Graph client nor what sends requests when nothing has changed", async () => {
    const packages = await loadedIn(async (provider) => {
      const inputs = aliceInputs(attributes);
      const checked = await provider.check(inputs, inputs);
      assert.deepEqual(checked.failures, []);
      assert.equal((await provider.diff(aliceOuts(attributes), checked.inputs)).changes, false);
    });
    assert.deepEqual(packages, []);
  });

  it("is none of them for changes that send nothing", async () => {
    const packages = await loadedIn(async (provider) => {
      const inputs = aliceInputs(attributes, { onDelete: "force" });
      assert.deepEqual((await provider.check(inputs, aliceInputs(attributes))).failures, []);
      assert.equal((await provider.diff(aliceOuts(attributes), inputs)).changes, true);
      await provider.update(aliceOuts(attributes), inputs);
      await provider.delete(aliceOuts({}));
    });
    assert.deepEqual(packages, []);
  });

  it("is all for the first look at a principal", async () => {
    const packages = await loadedIn((provider) => provider.read(aliceId, aliceOuts(attributes)));
    assert.deepEqual(packages, needed);
  });
});
