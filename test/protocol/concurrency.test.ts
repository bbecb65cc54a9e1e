import assert from "node:assert/strict";
import { startDirectory, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/aliceAssignment";
import { refusalOf } from "../support/failures";
import { ProviderProcess, type Properties } from "../support/providerProcess";
import { alice, tenant } from "../support/tenant";
import { withProvider } from "../support/withProvider";

const sets = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"];
const sixSets: DirectoryOptions = {
  definitions: sets.flatMap((attributeSet) => [
    { attributeSet, name: "One", type: "String" },
    { attributeSet, name: "Two", type: "Integer", isCollection: true },
  ]),
  latency: 30,
};
/** Twelve assignments with names of their own: two in each of six sets. */
const twelve: readonly Properties[] = sets.flatMap((attributeSet, index) => [
  aliceInputs({ One: `one-${index}` }, { attributeSet }),
  aliceInputs({ Two: [index, index + 1] }, { attributeSet }),
]);
const allValues = Object.fromEntries(
  sets.map((set, index) => [set, { One: `one-${index}`, Two: [index, index + 1] }]),
);

function valuesOf(directory: RunningDirectory): unknown {
  return directory.user(alice.id).customSecurityAttributes;
}

const graphRequests = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ path }) => path.includes("/users/"));

describe("twelve assignments of six sets on one principal at once", () => {
  it("take a handful of requests, and all values are there [merged] [only-ours]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const created = await Promise.all(twelve.map((inputs) => provider.create(inputs)));
      assert.equal(created.length, 12);
      assert.deepEqual(valuesOf(directory), allValues);
      const requests = graphRequests(directory);
      assert.ok(requests.length <= 9, `${requests.length} requests instead of 36`);
      assert.ok(directory.journal.writes().length <= 3, "what queued travels in one PATCH");
      assert.equal(directory.journal.tokens().length, 1);
    }, sixSets);
  });

  it("take as few to be changed, and to be cleared [merged]", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const [set, values] of Object.entries(allValues)) directory.assign(alice.id, set, values);
      const olds = twelve.map((inputs) => ({ ...inputs, principalObjectId: alice.id, drifted: [] }));
      await Promise.all(olds.map((outs) => provider.delete(outs)));
      assert.deepEqual(valuesOf(directory), {});
      assert.ok(graphRequests(directory).length <= 9, `${graphRequests(directory).length} requests`);
    }, sixSets);
  });

  it("succeed but for the one that Graph refuses, whose sender gets the error [own-error]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const bad = aliceInputs({ One: "clandestine" }, { attributeSet: "Golf" });
        const others = twelve.map((inputs) => provider.create(inputs));
        const refused = refusalOf(provider.create(bad));
        const more = provider.create(aliceInputs({ NumVendors: 4 }));
        const text = await refused;
        assert.match(text, /^Could not assign Golf\.One to user a11ce000.*\n?.*400 /);
        assert.doesNotMatch(text, /clandestine|Alpha|Foxtrot/);
        await Promise.all([...others, more]);
        assert.deepEqual(valuesOf(directory), { ...allValues, Engineering: { NumVendors: 4 } });
      },
      {
        ...sixSets,
        definitions: [
          ...(sixSets.definitions ?? []),
          { attributeSet: "Engineering", name: "NumVendors", type: "Integer" },
        ],
      },
    );
  });

  it("succeed but for the one that is in conflict, without a request more [own-error] [conflict]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Charlie", { One: "clandestine" });
      const results = await Promise.allSettled(twelve.map((inputs) => provider.create(inputs)));
      const failures = results.flatMap((result) =>
        result.status === "rejected" ? [result.reason as Error] : [],
      );
      assert.equal(failures.length, 1);
      assert.match(String(failures[0]?.message), /Charlie\.One/);
      const { Charlie } = valuesOf(directory) as Record<string, unknown>;
      assert.deepEqual(Charlie, { One: "clandestine", Two: [2, 3] });
      assert.ok(graphRequests(directory).length <= 9, `${graphRequests(directory).length} requests`);
    }, sixSets);
  });
});

describe("two provider processes at once on one principal", () => {
  it("each write their own names of the same sets, and nobody loses any [only-ours]", async () => {
    const directory = await startDirectory({ ...tenant, ...sixSets });
    const providers = await Promise.all([ProviderProcess.start(directory), ProviderProcess.start(directory)]);
    try {
      const halves = [0, 1].map((half) => twelve.filter((_, index) => index % 2 === half));
      await Promise.all(
        providers.flatMap((provider, half) => (halves[half] ?? []).map((inputs) => provider.create(inputs))),
      );
      assert.deepEqual(valuesOf(directory), allValues);
      assert.equal(directory.journal.tokens().length, 2);
    } finally {
      for (const provider of providers) provider.stop();
      await directory.close();
    }
  });
});
