import assert from "node:assert/strict";
import { withProject } from "../support/provider/projectInTenant";
import type { CallError } from "../support/provider/providerProcess";
import { emptyTenant, outsOf, projectInputs, schemaWrites } from "../support/provider/schema";
import { withProvider } from "../support/provider/withProvider";

describe("a definition that Entra does not allow, over the wire", () => {
  const unchangeable: [string, object, object][] = [
    ["type", { type: "Integer", allowedValues: undefined, usePreDefinedValuesOnly: true }, {}],
    ["isCollection", { isCollection: false }, {}],
    ["isSearchable", { isSearchable: false }, {}],
    ["usePreDefinedValuesOnly", { usePreDefinedValuesOnly: false, allowedValues: [] }, {}],
  ];
  for (const [property, there, wanted] of unchangeable) {
    it(`is refused for another ${property}, in the preview and before anything is written [schema-immutable]`, async () => {
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

  it("is refused for another case of the set or of the name, before anything is written [schema-case]", async () => {
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

  it("is refused beyond a limit, with the number that there are [schema-limits]", async () => {
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
});

describe("a definition that Graph refuses, over the wire", () => {
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
