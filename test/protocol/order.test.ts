import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import type { RunningDirectory } from "../../simulator";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { fleetInputs } from "../support/provider/fleet";
import type { ProviderProcess, Properties } from "../support/provider/providerProcess";
import { emptyTenant, projectInputs, setInputs } from "../support/provider/schema";
import { alice, bob } from "../support/tenant";
import { unknown } from "../support/provider/unknown";
import { withEngine } from "../support/provider/withEngine";

const levelInputs = (others: Properties = {}): Properties => ({
  attributeSet: "Engineering",
  name: "Level",
  type: "String",
  isCollection: false,
  isSearchable: true,
  status: "Available",
  usePreDefinedValuesOnly: false,
  ...savedProvider.customSecurityAttributeDefinition,
  ...others,
});

const values = (directory: RunningDirectory, id = alice.id) =>
  directory.user(id).customSecurityAttributes.Engineering;

/** What the engine does in an update: it has the inputs checked, and creates from what comes back. */
async function create(provider: ProviderProcess, inputs: Properties): Promise<Properties> {
  const { inputs: checked, failures } = await provider.check(inputs);
  assert.deepEqual(failures, []);
  return (await provider.create({ ...checked, __provider: inputs["__provider"] })).outs;
}

const patches = (directory: RunningDirectory) =>
  directory.journal.requests.filter(
    ({ method, path }) => method === "PATCH" && !path.includes("/directory/"),
  );

describe("a value that contradicts the program's own definitions", () => {
  const unlisted =
    /^attributes\.Project\[1\]: this program defines the attribute without this predefined value/;
  const wrong =
    /^attributes\.Level: this program defines the attribute as Integer, so this must be a whole number\.$/;

  for (const strictness of ["auto", "true", "false"]) {
    it(`is found before the tenant is asked, in the mode ${strictness} [schema-contradiction] [no-values]`, async () => {
      const config = { "customSecurityAttributes:validateDefinitions": strictness };
      await withEngine(
        async ({ directory, provider, engine }) => {
          for (const inputs of [setInputs(), levelInputs({ type: "Integer" })]) {
            assert.deepEqual((await provider.check(inputs)).failures, []);
          }
          directory.journal.clear();
          const { failures } = await provider.check(aliceInputs({ Level: "clandestine" }));
          assert.match(failures.join("\n"), wrong);
          assert.deepEqual(directory.journal.requests, []);
          assert.deepEqual(engine.log, []);
        },
        emptyTenant,
        config,
      );
    });
  }

  it("is nothing in an empty tenant where all of it is defined [schema-contradiction]", async () => {
    await withEngine(async ({ provider, engine }) => {
      const all = [setInputs(), projectInputs({ allowedValues: ["Baker"] }), levelInputs()];
      for (const inputs of all) assert.deepEqual((await provider.check(inputs)).failures, []);
      const { failures } = await provider.check(aliceInputs({ Project: ["Baker"], Level: "a" }));
      assert.deepEqual(failures, []);
      assert.deepEqual(engine.log, []);
    }, emptyTenant);
  });

  it("is a value that neither the program nor the tenant allows, unless it is there already [schema-contradiction]", async () => {
    const project = {
      attributeSet: "Engineering",
      name: "Project",
      type: "String" as const,
      isCollection: true,
    };
    const allowedValues = ["Baker", "Cascade", { id: "Delta", isActive: false }];
    const definitions = [{ ...project, usePreDefinedValuesOnly: true, allowedValues }];
    await withEngine(
      async ({ directory, provider, engine }) => {
        await provider.check(projectInputs({ allowedValues: ["Alpine", "Baker"] }));
        const check = async (...project: string[]) =>
          (await provider.check(aliceInputs({ Project: project }))).failures.join("\n");
        assert.equal(await check("Alpine", "Cascade"), "", "Cascade is somebody else's");
        assert.match(await check("Alpine", "clandestine"), unlisted);
        assert.match(await check("Alpine", "Delta"), unlisted);
        directory.setAllowedValue("Engineering", "Project", "Delta", true);
        directory.assign(alice.id, "Engineering", { Project: ["Delta"] });
        directory.setAllowedValue("Engineering", "Project", "Delta", false);
        assert.equal(await check("Delta"), "", "it is there already, and is not sent");
        assert.doesNotMatch(JSON.stringify(engine.log), /clandestine/);
      },
      { definitions },
    );
  });

  it("is not a value while the tenant cannot be asked, nor while the list is not known", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      await provider.check(setInputs());
      await provider.check(projectInputs({ allowedValues: ["Alpine", unknown] }));
      assert.deepEqual((await provider.check(aliceInputs({ Project: ["Other"] }))).failures, []);
      await provider.check(projectInputs({ allowedValues: ["Alpine"] }));
      directory.faults.add({ match: { path: "/directory/", times: 10 }, respond: { status: 403 } });
      assert.deepEqual((await provider.check(aliceInputs({ Project: ["Other"] }))).failures, []);
      assert.deepEqual(engine.log, []);
    }, emptyTenant);
  });
});

describe("what this run has defined a moment ago", () => {
  it("is waited for when a tenant does not know it yet, and others of the PATCH do not wait [schema-settling] [merged]", async () => {
    await withEngine(
      async ({ directory, provider, engine }) => {
        directory.defineAttribute({ attributeSet: "Old", name: "Grade", type: "Integer" });
        directory.defineAttribute({ attributeSet: "Old", name: "Site", type: "String" });
        for (const inputs of [setInputs(), levelInputs()]) await create(provider, inputs);
        const old = { attributeSet: "Old" };
        directory.journal.clear();
        // The first is alone, and the other two go together: their PATCH is refused as a whole.
        await Promise.all([
          provider.create(aliceInputs({ Grade: 4 }, old)),
          provider.create(aliceInputs({ Level: "a" })),
          provider.create(aliceInputs({ Site: "Oslo" }, old)),
        ]);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
          Old: { Grade: 4, Site: "Oslo" },
          Engineering: { Level: "a" },
        });
        const statuses = patches(directory).map(({ status }) => status);
        assert.deepEqual(statuses.slice(0, 3), [204, 400, 204]);
        assert.deepEqual([...new Set(statuses.slice(3, -1))], [400]);
        assert.equal(statuses.at(-1), 204);
        assert.match(
          engine.log.map(({ message }) => message).join("\n"),
          /Waiting for Microsoft Graph to know the attribute Engineering\.Level, which was defined just now/,
        );
      },
      { ...emptyTenant, definitionLag: 1_500, latency: 20 },
    );
  });

  it("does not excuse a refusal of anything else", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      for (const inputs of [setInputs(), levelInputs()]) await create(provider, inputs);
      directory.defineAttribute({ attributeSet: "Old", name: "Grade", type: "Integer" });
      directory.journal.clear();
      const refused = provider.create(aliceInputs({ Grade: 4, Missing: 5 }, { attributeSet: "Old" }));
      await assert.rejects(refused, /Could not assign Old\.Grade, Old\.Missing/);
      assert.equal(patches(directory).length, 1);
      assert.ok(!engine.log.some(({ message }) => message.includes("Waiting")));
    }, emptyTenant);
  });

  it("is reactivated, with a line, if it is deactivated elsewhere in the meantime [schema-settling]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      for (const inputs of [setInputs(), levelInputs()]) await create(provider, inputs);
      directory.deprecate("Engineering", "Level");
      await create(provider, aliceInputs({ Level: "a" }));
      assert.deepEqual(values(directory), { Level: "a" });
      assert.deepEqual(
        engine.log.filter(({ message }) => message.startsWith("Reactivated")).map(({ message }) => message),
        [
          "Reactivated the attribute Engineering.Level, as this program defines it: Microsoft Graph showed it as deactivated.",
        ],
      );
    }, emptyTenant);
  });

  it("stays deactivated if the program says so, or does not define it", async () => {
    const deactivated = {
      attributeSet: "Engineering",
      name: "Level",
      type: "String",
      status: "Deprecated",
    } as const;
    for (const said of [[], [levelInputs({ status: "Deprecated" })]]) {
      await withEngine(
        async ({ directory, provider }) => {
          for (const inputs of said) await provider.check(inputs);
          await assert.rejects(
            provider.create(aliceInputs({ Level: "a" })),
            /Could not assign Engineering\.Level/,
          );
          assert.equal(patches(directory).length, 1);
          assert.equal(directory.journal.writes().length, 1);
        },
        { definitions: [deactivated] },
      );
    }
  });
});

describe("resources of several types in one process", () => {
  it("share claims and history: a name moves from a single assignment to a fleet [rename]", async () => {
    await withEngine(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 4, Level: "a" });
      const fleet = fleetInputs({ alice: { principalId: alice.id, attributes: { NumVendors: 4 } } });
      const single = { olds: aliceOuts({ NumVendors: 4, Level: "a" }), news: aliceInputs({ Level: "a" }) };
      assert.deepEqual((await provider.check(fleet)).failures, []);
      assert.deepEqual((await provider.check(single.news, single.olds)).failures, []);
      await provider.update(single.olds, single.news);
      assert.deepEqual(values(directory), { NumVendors: 4, Level: "a" });
      await provider.create(fleet);
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(values(directory), { NumVendors: 4, Level: "a" });
    });
  });

  it("share what they know of the schema: a fleet waits for a definition of the same run [schema-settling]", async () => {
    await withEngine(
      async ({ directory, provider }) => {
        for (const inputs of [setInputs(), levelInputs()]) await create(provider, inputs);
        const principals = { alice: { principalId: alice.id }, bob: { principalId: bob.id } };
        await create(provider, fleetInputs(principals, { attributes: { Level: "a" } }));
        assert.deepEqual([values(directory), values(directory, bob.id)], [{ Level: "a" }, { Level: "a" }]);
      },
      { ...emptyTenant, definitionLag: 1_000 },
    );
  });
});
