import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import type { DirectoryOptions, RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { ProviderProcess, type CallError } from "../support/provider/providerProcess";
import { emptyTenant, outsOf, projectInputs, schemaWrites, setInputs } from "../support/provider/schema";
import { alice } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

type DefinitionOptions = NonNullable<DirectoryOptions["definitions"]>[number];

const definitionsPath = "customSecurityAttributeDefinitions";

describe("sets and definitions that Graph does not know everywhere yet [schema-settling]", () => {
  it("are waited for, with a line that says so", async () => {
    await withEngine(
      async ({ directory, provider, engine }) => {
        await provider.create(setInputs());
        const { outs } = await provider.create(projectInputs({ allowedValues: ["Alpine"] }));
        const news = projectInputs({ description: "Right after", allowedValues: ["Alpine", "Baker"] });
        assert.deepEqual(await provider.update(outs, news), outsOf(news));
        assert.deepEqual(
          directory.estate().definitions?.map(({ description }) => description),
          ["Right after"],
        );
        // The set was not known yet when the first definition of it was to be created.
        const isCreation = ({ method, path }: { method: string; path: string }) =>
          method === "POST" && path.endsWith(definitionsPath);
        assert.ok(directory.journal.requests.filter(isCreation).length > 1);
        assert.match(
          engine.log.map(({ message }) => message).join("\n"),
          /^Waiting for Microsoft Graph to know the attribute Engineering\.Project, which was defined just now/m,
        );
      },
      { ...emptyTenant, definitionLag: 1_500 },
    );
  });

  it("are not waited for when this run did nothing to them", async () => {
    await withProvider(async ({ directory, provider }) => {
      await assert.rejects(provider.update(outsOf(setInputs()), setInputs({ description: "x" })), /404/);
      await assert.rejects(provider.create(projectInputs()), ({ details }: CallError) => /404/.test(details));
      assert.equal(schemaWrites(directory).length, 1);
    }, emptyTenant);
  });
});

describe("a POST whose answer does not come [half-done]", () => {
  const answers = {
    "cut off": { kind: "resetAfterWrite" },
    "a 503 before anything happened": { status: 503, code: "serviceNotAvailable" },
  } as const;
  for (const [what, respond] of Object.entries(answers)) {
    it(`${what}: is sent again only after a look, and nothing is adopted`, async () => {
      await withEngine(async ({ directory, provider, engine }) => {
        directory.faults.add({ match: { method: "POST", path: "attributeSets" }, respond });
        directory.faults.add({ match: { method: "POST", path: definitionsPath }, respond });
        directory.faults.add({ match: { method: "POST", path: "allowedValues" }, respond });
        await provider.create(setInputs());
        const { outs } = await provider.create(projectInputs({ allowedValues: ["Alpine"] }));
        await provider.update(outs, projectInputs({ allowedValues: ["Alpine", "Baker"] }));
        const values = directory.estate().definitions?.[0]?.allowedValues;
        assert.deepEqual(values, [
          { id: "Alpine", isActive: true },
          { id: "Baker", isActive: true },
        ]);
        const requests = directory.journal.requests.filter(({ path }) => path.includes("/directory/"));
        for (const [index, { method, path }] of requests.entries()) {
          if (method !== "POST") continue;
          const next = requests[index + 1];
          assert.ok(!next || next.method === "GET" || next.path !== path, "a look before it is sent again");
        }
        assert.deepEqual(engine.log, []);
      }, emptyTenant);
    });
  }

  for (const duplicate of ["badRequest", "conflict"] as const) {
    it(`finds out what a refusal of a duplicate means: ${duplicate}`, async () => {
      await withEngine(
        async ({ directory, provider, engine }) => {
          // Another person is faster, between the read and the POST.
          for (const path of [/attributeSets\/Engineering/, /Definitions\/Engineering_Project/]) {
            const respond = { status: 404, code: "Request_ResourceNotFound" };
            directory.faults.add({ match: { method: "GET", path }, respond });
          }
          await provider.create(setInputs());
          const created = await provider.create(projectInputs());
          assert.equal(created.id, "Engineering_Project");
          assert.equal(schemaWrites(directory).length, 2);
          assert.equal(engine.log.filter(({ message }) => message.startsWith("Adopted")).length, 2);
        },
        {
          attributeSets: ["Engineering"],
          definitions: [
            {
              attributeSet: "Engineering",
              name: "Project",
              type: "String",
              isCollection: true,
              allowedValues: [],
            },
          ],
          assume: { duplicate },
        },
      );
    });
  }

  it("after a kill: the next run adopts", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.faults.add({
          match: { method: "POST", path: definitionsPath, times: 9 },
          respond: { kind: "resetAfterWrite" },
        });
        const attempt = provider.create(projectInputs({ allowedValues: ["Alpine"] })).catch(() => undefined);
        while (directory.estate().definitions?.length === 0)
          await new Promise((resolve) => setTimeout(resolve, 20));
        provider.stop();
        await attempt;
        const next = await ProviderProcess.start(directory);
        try {
          const { outs } = await next.create(projectInputs({ allowedValues: ["Alpine"] }));
          assert.deepEqual(outs, outsOf(projectInputs({ allowedValues: ["Alpine"] })));
          const { props } = await next.read(
            "Engineering_Project",
            savedProvider.customSecurityAttributeDefinition,
          );
          assert.deepEqual(props, outs);
        } finally {
          next.stop();
        }
      },
      { ...emptyTenant, attributeSets: ["Engineering"] },
    );
  });
});

describe("what a late replica still shows as it was before this run [schema-settling]", () => {
  const level = { attributeSet: "Engineering", name: "Level", type: "String" } as const;
  const project = { ...level, name: "Project", isCollection: true, usePreDefinedValuesOnly: true } as const;
  const levelInputs = projectInputs({ name: "Level", isCollection: false, usePreDefinedValuesOnly: false });

  /** Lets the next looks at a definition find it as it was. */
  const showLate = (directory: RunningDirectory, definition: DefinitionOptions, times: number) => {
    const before = {
      isCollection: false,
      isSearchable: true,
      status: "Available",
      allowedValues: [],
      ...definition,
    };
    directory.faults.add({
      match: { method: "GET", path: `Engineering_${definition.name}`, times },
      respond: { kind: "contentType", contentType: "application/json", body: JSON.stringify(before) },
    });
  };

  for (const times of [1, 3]) {
    it(`in ${times} looks: an attribute as active that is deactivated`, async () => {
      await withEngine(
        async ({ directory, provider, engine }) => {
          showLate(directory, level, times);
          await provider.check(levelInputs);
          await provider.create(levelInputs);
          assert.deepEqual(schemaWrites(directory), [], "adopted");
          await provider.create(aliceInputs({ Level: "a" }));
          assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {
            Engineering: { Level: "a" },
          });
          assert.deepEqual(schemaWrites(directory), ["PATCH definitions/Engineering_Level"]);
          assert.ok(engine.log.some(({ message }) => message.startsWith("Reactivated")));
        },
        { definitions: [{ ...level, status: "Deprecated" }] },
      );
    });
  }

  it("a set and a definition as missing that are there, whatever a duplicate is answered with", async () => {
    for (const duplicate of ["badRequest", "conflict"] as const) {
      await withProvider(
        async ({ directory, provider }) => {
          for (const path of [/attributeSets\/Engineering/, /Definitions\/Engineering_Level/]) {
            const respond = { status: 404, code: "Request_ResourceNotFound" };
            directory.faults.add({ match: { method: "GET", path, times: 3 }, respond });
          }
          assert.equal((await provider.create(setInputs())).id, "Engineering");
          assert.equal((await provider.create(levelInputs)).id, "Engineering_Level");
          assert.equal(directory.estate().definitions?.length, 1);
        },
        { definitions: [level], assume: { duplicate } },
      );
    }
  });

  it("a predefined value as missing that is there, and one whose attribute is deactivated", async () => {
    for (const status of ["Available", "Deprecated"] as const) {
      await withProvider(
        async ({ directory, provider }) => {
          showLate(directory, project, 3);
          const inputs = projectInputs({ allowedValues: ["Alpine", "Baker"] });
          await provider.check(inputs);
          assert.deepEqual((await provider.create(inputs)).outs, outsOf(inputs));
          const [definition] = directory.estate().definitions ?? [];
          assert.equal(definition?.status, "Available");
          assert.deepEqual(definition?.allowedValues, [
            { id: "Alpine", isActive: true },
            { id: "Baker", isActive: true },
          ]);
        },
        {
          definitions: [{ ...project, status, allowedValues: ["Alpine"] }],
          assume: { valueForDeprecated: "refused" },
        },
      );
    }
  });

  it("an attribute as deactivated that this stack has reactivated: it is deactivated all the same", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        showLate(directory, { ...level, status: "Deprecated" }, 1);
        await provider.delete(outsOf(levelInputs));
        assert.equal(directory.estate().definitions?.[0]?.status, "Deprecated");
      },
      { definitions: [level] },
    );
  });

  it("is not waited for long where nothing is hidden", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const respond = { status: 400, code: "Request_BadRequest" };
        directory.faults.add({ match: { method: "POST", path: definitionsPath, times: 99 }, respond });
        const started = Date.now();
        await assert.rejects(provider.create(levelInputs), ({ details }: CallError) => /400/.test(details));
        assert.ok(Date.now() - started < 30_000);
      },
      { ...emptyTenant, attributeSets: ["Engineering"] },
    );
  });
});
