import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { engineering } from "../support/provider/projectInTenant";
import { emptyTenant, projectInputs, schemaWrites } from "../support/provider/schema";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const { customSecurityAttributeDefinition: text } = savedProvider;

describe("a new definition, over the wire", () => {
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

  it("belongs to one resource of a program [schema-rename]", async () => {
    await withProvider(async ({ provider }) => {
      await provider.create(projectInputs());
      await assert.rejects(
        provider.create(projectInputs()),
        /another resource of this program also manages the attribute Engineering\.Project/,
      );
    }, engineering);
  });
});
