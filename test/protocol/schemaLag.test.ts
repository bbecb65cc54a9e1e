import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { ProviderProcess, type CallError } from "../support/providerProcess";
import { emptyTenant, outsOf, projectInputs, schemaWrites, setInputs } from "../support/schema";
import { withEngine } from "../support/withEngine";
import { withProvider } from "../support/withProvider";

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
          // Somebody else is faster, between the look and the POST.
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
