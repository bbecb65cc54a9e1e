import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import type { DirectoryOptions, RunningDirectory } from "../../simulator";
import { initFailed } from "../support/initFailed";
import type { CallError, Properties } from "../support/providerProcess";
import {
  emptyTenant,
  outsOf,
  projectInputs,
  schemaRequests,
  schemaWrites,
  setInputs,
} from "../support/schema";
import { withEngine } from "../support/withEngine";
import { withProvider } from "../support/withProvider";

const { customSecurityAttributeDefinition: text } = savedProvider;
const engineering: DirectoryOptions = { ...emptyTenant, attributeSets: ["Engineering"] };
const project = {
  attributeSet: "Engineering",
  name: "Project",
  type: "String",
  isCollection: true,
  allowedValues: ["Alpine", "Baker"],
} as const;
const withProject = (others: object = {}): DirectoryOptions => ({
  ...emptyTenant,
  definitions: [{ ...project, ...others }],
});
const id = "definitions/Engineering_Project";

/** The definition as the tenant holds it, with its predefined values as one object. */
function tenantHas(directory: RunningDirectory) {
  const found = directory.estate().definitions?.find(({ name }) => name === "Project");
  const values = found?.allowedValues?.map(({ id: value, isActive }) => [value, isActive] as const);
  return {
    description: found?.description,
    status: found?.status,
    allowedValues: Object.fromEntries(values ?? []),
  };
}

describe("a definition, over the wire: create", () => {
  it("is one POST with the values in it [schema-requests]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const { inputs, failures } = await provider.check({
        attributeSet: "Engineering",
        name: "Vendors",
        type: "Integer",
        usePreDefinedValuesOnly: true,
        allowedValues: [1, "2"],
        ...text,
      });
      assert.deepEqual(failures, []);
      directory.journal.clear();
      const created = await provider.create({ ...inputs, ...text });
      assert.equal(created.id, "Engineering_Vendors");
      assert.deepEqual(created.outs, {
        attributeSet: "Engineering",
        name: "Vendors",
        type: "Integer",
        isCollection: false,
        isSearchable: true,
        status: "Available",
        usePreDefinedValuesOnly: true,
        allowedValues: ["1", "2"],
        drifted: [],
        ...text,
      });
      assert.deepEqual(schemaWrites(directory), ["POST definitions"]);
      assert.deepEqual(
        directory.journal.requests.find(({ method, path }) => method === "POST" && path.includes("directory"))
          ?.body,
        {
          attributeSet: "Engineering",
          name: "Vendors",
          type: "Integer",
          isCollection: false,
          isSearchable: true,
          status: "Available",
          usePreDefinedValuesOnly: true,
          allowedValues: [
            { id: "1", isActive: true },
            { id: "2", isActive: true },
          ],
        },
      );
    }, engineering);
  });

  it("adopts an equal one without a write [schema-conflict]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      await provider.create(projectInputs({ allowedValues: ["Baker", "Alpine"] }));
      assert.deepEqual(schemaWrites(directory), []);
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        ["Adopted the attribute Engineering.Project, which was there already."],
      );
    }, withProject());
  });

  it("adds values that are missing, reactivates what is inactive, and names both in the line that says adopted", async () => {
    const allowedValues = [
      { id: "Alpine", isActive: false },
      { id: "Others", isActive: true },
    ];
    await withEngine(
      async ({ directory, provider, engine }) => {
        await provider.create(projectInputs({ allowedValues: ["Alpine", "Baker", "Cascade"] }));
        assert.deepEqual(schemaWrites(directory), [
          `PATCH ${id}`,
          `PATCH ${id}/allowedValues/Alpine`,
          `POST ${id}/allowedValues`,
          `POST ${id}/allowedValues`,
        ]);
        assert.deepEqual(tenantHas(directory).allowedValues, {
          Alpine: true,
          Others: true,
          Baker: true,
          Cascade: true,
        });
        assert.deepEqual(
          engine.log.map(({ message }) => message),
          [
            "Adopted the attribute Engineering.Project (active again; 2 predefined values added: Baker, Cascade; " +
              "predefined value active again: Alpine), which was there already.",
          ],
        );
      },
      withProject({ status: "Deprecated", allowedValues }),
    );
  });

  it("adopts predefined values where other values are allowed too, and refuses new ones in the preview", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const others = { usePreDefinedValuesOnly: false, isCollection: true };
        const listed = (...allowedValues: string[]) => projectInputs({ ...others, allowedValues });
        assert.deepEqual((await provider.check(listed("Baker"))).failures, []);
        await provider.create(listed("Baker"));
        assert.match(
          (await provider.check(listed("Baker", "Cascade"))).failures.join(),
          /^allowedValues: Entra accepts new predefined values only where/,
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      withProject({ usePreDefinedValuesOnly: false }),
    );
  });

  it("names no value of a list that is secret [no-values]", async () => {
    await withEngine(async ({ provider, engine }) => {
      await provider.create(projectInputs({ allowedValues: ["clandestine"], __secretAllowedValues: true }));
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        ["Adopted the attribute Engineering.Project (predefined value added), which was there already."],
      );
    }, withProject());
  });

  const conflicts: [string, object, object, RegExp][] = [
    [
      "a description",
      { description: "theirs" },
      { description: "clandestine" },
      /another description, which this resource did not write/,
    ],
    [
      "a deactivated one that differs too",
      { description: "theirs", status: "Deprecated" },
      { description: "clandestine" },
      /another description/,
    ],
    ["an active one", {}, { status: "Deprecated" }, /another status/],
  ];
  for (const [what, there, wanted, expected] of conflicts) {
    it(`is a conflict over ${what}, and overwrites with onConflict [schema-conflict] [no-values]`, async () => {
      await withProvider(async ({ directory, provider }) => {
        const news = projectInputs(wanted as Properties);
        await assert.rejects(provider.create(news), ({ details }: CallError) => {
          assert.match(details, /^Could not create the attribute Engineering\.Project: it already exists/);
          assert.match(details, expected);
          assert.match(details, /onConflict: "overwrite"/);
          assert.doesNotMatch(details, /clandestine|theirs/);
          return true;
        });
        assert.deepEqual(schemaWrites(directory), []);
        await provider.create({ ...news, onConflict: "overwrite" });
        assert.deepEqual(schemaWrites(directory), [`PATCH ${id}`]);
      }, withProject(there));
    });
  }

  const unchangeable: [string, object, object][] = [
    ["type", { type: "Integer", allowedValues: undefined, usePreDefinedValuesOnly: true }, {}],
    ["isCollection", { isCollection: false }, {}],
    ["isSearchable", { isSearchable: false }, {}],
    ["usePreDefinedValuesOnly", { usePreDefinedValuesOnly: false, allowedValues: [] }, {}],
  ];
  for (const [property, there, wanted] of unchangeable) {
    it(`refuses another ${property} in the preview and before anything is written [schema-immutable]`, async () => {
      await withProvider(async ({ directory, provider }) => {
        const news = projectInputs({ ...wanted, onConflict: "overwrite" });
        const { failures } = await provider.check(news);
        assert.match(
          failures.join(),
          new RegExp(`^${property}: the attribute exists in the tenant with .*Entra cannot change`),
        );
        await assert.rejects(
          provider.create(news),
          new RegExp(`another ${property}, and Entra cannot change that`),
        );
        assert.deepEqual(schemaWrites(directory), []);
      }, withProject(there));
    });
  }

  it("refuses another case of the set or of the name, before anything is written [schema-case]", async () => {
    for (const nameCase of ["exact", "folded"] as const) {
      for (const there of [{ name: "PROJECT" }, { attributeSet: "ENGINEERING" }]) {
        await withProvider(
          async ({ directory, provider }) => {
            const { failures } = await provider.check(projectInputs());
            assert.match(failures.join(), /with different upper and lower case; write it as it is defined/);
            await assert.rejects(
              provider.create(projectInputs()),
              /Entra has E.*, but this program writes Engineering/,
            );
            assert.deepEqual(schemaWrites(directory), []);
          },
          { ...withProject(there), assume: { nameCase } },
        );
      }
    }
  });

  it("beyond a limit is an error that says how many there are [schema-limits]", async () => {
    const name = (n: number) => `Name${n}`;
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        attributeSet: "Engineering",
        name: name(n),
        type: "String" as const,
      }));
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(projectInputs());
        assert.match(failures.join(), /^name: the tenant has 500 active attributes, and this program adds 1/);
        await assert.rejects(
          provider.create(projectInputs()),
          /400[^]*\nThe tenant has 500 active attributes/,
        );
      },
      { ...emptyTenant, definitions: many(500) },
    );
    await withProvider(
      async ({ provider }) => {
        await assert.rejects(
          provider.create(projectInputs()),
          /400[^]*\nThe set has 2 attributes, and its maxAttributesPerSet is 2/,
        );
      },
      {
        ...emptyTenant,
        definitions: many(2),
        attributeSets: [{ id: "Engineering", maxAttributesPerSet: 2 }],
      },
    );
    const values = Array.from({ length: 99 }, (_, n) => `Value${n}`);
    await withProvider(
      async ({ directory, provider }) => {
        const news = projectInputs({ allowedValues: ["one", "two"] });
        assert.match(
          (await provider.check(news)).failures.join(),
          /^allowedValues: it has 99 predefined values/,
        );
        await assert.rejects(
          provider.create(news),
          /it has 99 predefined values, inactive ones included, and the program adds 2/,
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      withProject({ allowedValues: values }),
    );
  });

  it("warns in the preview of a set that is neither in the tenant nor in the program", async () => {
    await withEngine(async ({ provider, engine }) => {
      assert.deepEqual((await provider.check(projectInputs())).failures, []);
      assert.match(
        engine.log.map(({ message }) => message).join(),
        /^attributeSet: there is no attribute set Engineering/,
      );
      await provider.check({ name: "Sales", ...savedProvider.attributeSet });
      await provider.check(projectInputs({ attributeSet: "Sales" }));
      assert.equal(engine.log.length, 1);
    }, emptyTenant);
  });
});

describe("a definition, over the wire: update", () => {
  it("is one PATCH of all that differs, and one request for each value [schema-requests]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = projectInputs({ allowedValues: ["Alpine", "Baker"] });
      const { outs } = await provider.create(news);
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      directory.journal.clear();
      const changed = projectInputs({
        description: "What it is for",
        status: "Deprecated",
        allowedValues: ["Baker", "Cascade"],
      });
      assert.equal((await provider.diff(outs, changed)).changes, true);
      const after = await provider.update(outs, changed);
      assert.deepEqual(after, outsOf(changed));
      assert.deepEqual(schemaWrites(directory), [
        `POST ${id}/allowedValues`,
        `PATCH ${id}/allowedValues/Alpine`,
        `PATCH ${id}`,
      ]);
      const bodies = directory.journal.requests.filter(
        ({ method, path }) => method !== "GET" && path.includes("directory"),
      );
      assert.deepEqual(
        bodies.map(({ body }) => body),
        [
          { id: "Cascade", isActive: true },
          { isActive: false },
          { description: "What it is for", status: "Deprecated" },
        ],
      );
      assert.deepEqual(tenantHas(directory), {
        description: "What it is for",
        status: "Deprecated",
        allowedValues: { Alpine: false, Baker: true, Others: true, Cascade: true },
      });

      // In another order it is the same list.
      const reordered = { ...changed, allowedValues: ["Cascade", "Baker"] };
      assert.equal((await provider.diff(after, reordered)).changes, false);

      directory.journal.clear();
      const again = projectInputs({ allowedValues: ["Alpine", "Baker", "Cascade"] });
      await provider.update(after, again);
      assert.deepEqual(schemaWrites(directory), [`PATCH ${id}`, `PATCH ${id}/allowedValues/Alpine`]);
      assert.equal(tenantHas(directory).description, "What it is for", "left out, it is not touched");
    }, engineering);
  });

  it("gives up the values that it listed for an empty list, and releases them where there is none", async () => {
    await withProvider(async ({ directory, provider }) => {
      const outs = outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] }));
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      await provider.update(outs, projectInputs());
      assert.deepEqual(schemaWrites(directory), []);
      await provider.update(outs, projectInputs({ allowedValues: [] }));
      assert.deepEqual(schemaWrites(directory), [
        `PATCH ${id}/allowedValues/Alpine`,
        `PATCH ${id}/allowedValues/Baker`,
      ]);
      assert.deepEqual(tenantHas(directory).allowedValues, { Alpine: false, Baker: false, Others: true });
    }, withProject());
  });

  it("keeps what was done when it is cut off half-way, and does the rest next time [half-done]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] }));
      const news = projectInputs({
        description: "New",
        allowedValues: ["Baker", "Cascade", "Delta", "clandestine"],
      });
      const fault = directory.faults.add({
        match: { method: "POST", path: "allowedValues", after: 2 },
        respond: {
          status: 403,
          code: "Authorization_RequestDenied",
          message: "'clandestine' is not welcome",
        },
      });
      const error = await provider.update(olds, news).then(
        () => assert.fail("it should have failed"),
        (failure: CallError) => failure,
      );
      fault.remove();
      const failed = initFailed(error);
      assert.ok(failed, error.message);
      assert.doesNotMatch(failed.reasons.join(), /clandestine/);
      assert.deepEqual(failed.properties, {
        ...outsOf(
          projectInputs({ description: "New", allowedValues: ["Alpine", "Baker", "Cascade", "Delta"] }),
        ),
        drifted: ["allowedValues.clandestine"],
      });
      directory.journal.clear();
      assert.equal((await provider.diff(failed.properties, news)).changes, true);
      assert.deepEqual(await provider.update(failed.properties, news), outsOf(news));
      assert.deepEqual(schemaWrites(directory), [
        `POST ${id}/allowedValues`,
        `PATCH ${id}/allowedValues/Alpine`,
      ]);
    }, withProject());
  });
});

describe("a policy alone", () => {
  it("is an update that sends nothing", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = projectInputs({ onConflict: "overwrite" });
      const olds = outsOf(projectInputs(), ["description"]);
      assert.equal((await provider.diff(olds, news)).changes, true);
      assert.deepEqual(await provider.update(outsOf(projectInputs()), news), outsOf(news));
      const set = setInputs({ onConflict: "overwrite" });
      assert.deepEqual(await provider.update(outsOf(setInputs()), set), outsOf(set));
      assert.deepEqual(schemaRequests(directory), []);
    }, emptyTenant);
  });
});

describe("a definition that Graph refuses", () => {
  const permission =
    /permission CustomSecAttributeDefinition\.ReadWrite\.All,[^]* role Attribute Definition Administrator;/;
  const refusals: [method: "POST" | "PATCH", status: number, remedy: RegExp][] = [
    ["POST", 403, permission],
    ["PATCH", 403, permission],
    ["POST", 400, /\nCheck in Entra that the attribute set exists with exactly this name/],
    ["PATCH", 404, /\nEntra cannot delete sets or definitions: check that this is still the tenant/],
    ["PATCH", 412, /\nRun the command again\. .* request-id/],
  ];

  it("is an error that says what to do about it [errors-speak]", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const [method, status, remedy] of refusals) {
        const respond = { status, code: "Some_Refusal", message: "No." };
        const fault = directory.faults.add({ match: { method, path: "AttributeDefinitions" }, respond });
        const attempt =
          method === "POST"
            ? provider.create(projectInputs({ name: "Level" }))
            : provider.update(outsOf(projectInputs()), projectInputs({ description: "New" }));
        await assert.rejects(attempt, ({ details }: CallError) => {
          assert.match(details, /the attribute Engineering\.(Level|Project): Microsoft Graph answered/);
          assert.match(details, new RegExp(`${status} Some_Refusal to ${method} .*request-id [0-9a-f-]{36}`));
          assert.match(details, remedy);
          return true;
        });
        fault.remove();
      }
    }, withProject());
  });
});

describe("a definition whose predefined values come in another order", () => {
  it("sends no request, and is no change", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = projectInputs({ allowedValues: ["Alpine", "Baker"] });
      const news = projectInputs({ allowedValues: ["Baker", "Alpine"] });
      await provider.check(news, olds);
      assert.notEqual((await provider.diff(outsOf(olds), news)).changes, true);
      assert.deepEqual(schemaRequests(directory), []);
    }, withProject());
  });
});

describe("a definition, over the wire: read and delete", () => {
  const news = projectInputs({ description: "Ours", allowedValues: ["Alpine", "Baker"] });

  it("shows drift, which the next update repairs [schema-drift]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const { outs } = await provider.create(news);
      directory.describeAttribute("Engineering", "Project", "edited");
      directory.deprecate("Engineering", "Project");
      directory.setAllowedValue("Engineering", "Project", "Alpine", false);
      directory.setAllowedValue("Engineering", "Project", "Others", true);
      const { props, inputs } = await provider.read("Engineering_Project", outs);
      const shown = projectInputs({ description: "edited", status: "Deprecated", allowedValues: ["Baker"] });
      assert.deepEqual(props, outsOf(shown, ["description", "status", "allowedValues.Alpine"]));
      assert.deepEqual({ ...inputs, ...text }, shown);
      assert.equal((await provider.diff(props, news)).changes, true);
      // Dropping what is missing is a change too, though there is nothing to send.
      const without = { ...shown };
      assert.equal((await provider.diff(props, without)).changes, true);

      directory.journal.clear();
      assert.deepEqual(await provider.update(props, news), outsOf(news));
      assert.deepEqual(schemaWrites(directory), [`PATCH ${id}`, `PATCH ${id}/allowedValues/Alpine`]);
      assert.deepEqual(tenantHas(directory), {
        description: "Ours",
        status: "Available",
        allowedValues: { Alpine: true, Baker: true, Others: true },
      });
    }, engineering);
  });

  it("leaves an edit that no refresh has seen, with a warning that names no value", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const { outs } = await provider.create(news);
      directory.setAllowedValue("Engineering", "Project", "Alpine", false);
      directory.describeAttribute("Engineering", "Project", "edited");
      await provider.update(outs, { ...news, allowedValues: ["Alpine", "Baker", "Cascade"] });
      assert.deepEqual(
        engine.log.map(({ severity, message }) => `${severity}: ${message}`),
        [
          "warning: Left alone description, allowedValues of the attribute Engineering.Project, changed outside this stack " +
            "since the last refresh. `pulumi up --refresh` puts it back to what the program says.",
        ],
      );
      assert.deepEqual(tenantHas(directory).allowedValues, { Alpine: false, Baker: true, Cascade: true });
    }, engineering);
  });

  it("is looked up by Graph's own id, with the values that are active", async () => {
    await withProvider(
      async ({ provider }) => {
        const { props } = await provider.read("Engineering_Project", text);
        assert.deepEqual(props, outsOf(projectInputs({ allowedValues: ["Alpine", "Baker"] })));
        await assert.rejects(
          provider.read("Engineering_Level", text),
          /the attribute Engineering\.Level does not exist/,
        );
        await assert.rejects(provider.read("engineering_Project", text), /Entra has /);
        await assert.rejects(provider.read("Project", text), /the id must be that of Microsoft Graph/);
      },
      withProject({ allowedValues: ["Alpine", "Baker", { id: "Cascade", isActive: false }] }),
    );
  });

  it("is deactivated when its resource is deleted, also when it has drifted, and says so [schema-stays]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.describeAttribute("Engineering", "Project", "edited");
      await provider.delete(outsOf(news));
      assert.deepEqual(schemaWrites(directory), [`PATCH ${id}`]);
      assert.deepEqual(tenantHas(directory), {
        description: "edited",
        status: "Deprecated",
        allowedValues: { Alpine: true, Baker: true },
      });
      assert.deepEqual(
        engine.log.map(({ message }) => message),
        [
          "Deactivated the attribute Engineering.Project (although its description had been changed outside this stack). Entra cannot delete " +
            "attributes, and assigned values stay.",
        ],
      );
    }, withProject());
  });

  it("stays active when another resource of the run asks for it, and is put back when it was too late to know [schema-rename]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await provider.delete(outsOf(news));
        assert.equal(tenantHas(directory).status, "Deprecated");
        assert.equal((await provider.diff(outsOf(news), news)).changes, true);
        await provider.update(outsOf(news), news);
        assert.equal(tenantHas(directory).status, "Available");

        await provider.check(news);
        directory.journal.clear();
        await provider.delete(outsOf(news));
        assert.deepEqual(schemaRequests(directory), []);
      },
      withProject({ description: "Ours" }),
    );
  });

  it("stays with its old resource when the one that asks for it has failed [schema-rename]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await assert.rejects(provider.create({ ...news, description: "another" }), /another description/);
        await assert.rejects(
          provider.delete(outsOf(news)),
          /asks for the attribute Engineering\.Project and has failed/,
        );
        assert.deepEqual(schemaWrites(directory), []);
      },
      withProject({ description: "Ours" }),
    );
  });

  it("belongs to one resource of a program [schema-rename]", async () => {
    await withProvider(async ({ provider }) => {
      await provider.create(news);
      await assert.rejects(
        provider.create(news),
        /another resource of this program also manages the attribute Engineering\.Project/,
      );
    }, engineering);
  });
});
