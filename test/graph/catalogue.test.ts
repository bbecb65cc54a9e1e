import assert from "node:assert/strict";
import {
  defaultDefinitions,
  startDirectory,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import { Catalogue } from "../../provider/graph/catalogue";
import { GraphError } from "../../provider/graph/errors";
import { graphClientFor } from "../support/graph/graphClientFor";

async function withCatalogue(
  test: (parts: { directory: RunningDirectory; catalogue: Catalogue }) => Promise<void>,
  options: DirectoryOptions = {},
): Promise<void> {
  const directory = await startDirectory(options);
  try {
    const graph = await graphClientFor(directory);
    await test({ directory, catalogue: new Catalogue(() => Promise.resolve(graph)) });
  } finally {
    await directory.close();
  }
}

const asked = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ path }) => path.includes("/directory/")).length;
const sales = { attributeSet: "Sales", name: "Region", type: "String", allowedValues: ["north"] } as const;
const brief = { pace: "brief" } as const;

describe("the catalogue of a process", () => {
  it("reads each set once, however many callers ask and when", async () => {
    await withCatalogue(async ({ directory, catalogue }) => {
      const all = await Promise.all([
        catalogue.definedSet("Engineering", brief),
        catalogue.definedSet("Engineering"),
        catalogue.definedSet("Engineering", brief),
      ]);
      assert.deepEqual(all[0], all[1]);
      await catalogue.definedSet("Engineering");
      assert.equal(asked(directory), 1);
    });
  });

  it("gives definitions as Graph has them, and the names of the sets instead of one that there is not", async () => {
    await withCatalogue(
      async ({ catalogue }) => {
        const [region] = await catalogue.definitions("Sales");
        assert.deepEqual(region, {
          ...{ attributeSet: "Sales", name: "Region", type: "String", description: undefined },
          ...{ isCollection: false, isSearchable: true, isDeprecated: false, usePreDefinedValuesOnly: true },
          allowedValues: new Map([["north", true]]),
        });
        const missing = await catalogue.definedSet("Sale");
        assert.deepEqual(missing, {
          exists: false,
          attributeSets: ["Engineering", "Marketing", "Operations", "Sales"],
        });
        const [set] = await catalogue.attributeSets();
        assert.deepEqual(set, {
          name: "Engineering",
          description: undefined,
          maxAttributesPerSet: undefined,
        });
      },
      { definitions: [...defaultDefinitions, sales] },
    );
  });

  it("asks again after a write, and when something newer is wanted", async () => {
    await withCatalogue(async ({ directory, catalogue }) => {
      assert.equal((await catalogue.definedSet("Sales")).exists, false);
      directory.defineAttribute(sales);
      assert.equal((await catalogue.definedSet("Sales")).exists, false);
      catalogue.forget("Sales");
      assert.equal((await catalogue.definedSet("Sales")).exists, true);
      const since = catalogue.now();
      directory.defineAttribute({ ...sales, name: "Quota" });
      assert.equal((await catalogue.definitions("Sales")).length, 1);
      assert.equal((await catalogue.definitions("Sales", { since })).length, 2);
      const before = asked(directory);
      assert.equal((await catalogue.definitions("Sales", { since })).length, 2);
      assert.equal(asked(directory), before);
    });
  });

  it("remembers that a brief look failed, lets a full one try, and shares its result", async () => {
    await withCatalogue(async ({ directory, catalogue }) => {
      const fault = directory.faults.add({
        match: { path: "/directory/", times: 2 },
        respond: { status: 503 },
      });
      await assert.rejects(catalogue.definedSet("Engineering", brief), GraphError);
      await assert.rejects(catalogue.definedSet("Engineering", brief), GraphError);
      assert.equal(fault.hits, 1);
      const all = await Promise.all([
        catalogue.definedSet("Engineering"),
        catalogue.definedSet("Engineering"),
      ]);
      assert.ok(all.every(({ exists }) => exists));
      assert.equal(fault.hits, 2);
      assert.equal((await catalogue.definedSet("Engineering", brief)).exists, true);
      assert.equal(asked(directory), 3);
    });
  });

  it("keeps what it knows when a newer look fails", async () => {
    await withCatalogue(async ({ directory, catalogue }) => {
      await catalogue.definedSet("Engineering");
      directory.faults.add({ match: { path: "/directory/" }, respond: { status: 403 } });
      await assert.rejects(catalogue.definedSet("Engineering", { ...brief, since: catalogue.now() }));
      assert.equal((await catalogue.definedSet("Engineering")).exists, true);
    });
  });

  it("does not take a list that is cut short for all there is", async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({ ...sales, name: `Extra${index}` }));
    await withCatalogue(
      async ({ directory, catalogue }) => {
        const fault = directory.faults.add({
          match: { path: "skiptoken", times: Infinity },
          respond: { status: 403 },
        });
        await assert.rejects(catalogue.definedSet("Sales"), GraphError);
        fault.remove();
        assert.equal((await catalogue.definitions("Sales")).length, 120);
      },
      { definitions: many },
    );
  });

  it("reads predefined values to their end", async () => {
    await withCatalogue(
      async ({ directory, catalogue }) => {
        const definition = {
          ...{ attributeSet: "Sales", name: "Region", type: "String", usePreDefinedValuesOnly: true },
          allowedValues: [{ id: "north", isActive: true }],
          "allowedValues@odata.nextLink": `${directory.graphEndpoint}/v1.0/anywhere`,
        };
        directory.faults.add({
          match: { path: "customSecurityAttributeDefinitions" },
          respond: { status: 200, body: { value: [definition] } },
        });
        const [region] = await catalogue.definitions("Sales");
        assert.deepEqual([...(region?.allowedValues?.keys() ?? [])], ["north", "south"]);
      },
      { definitions: [{ ...sales, allowedValues: ["north", "south"] }] },
    );
  });

  it("takes the numbers that an Integer may be for predefined values, which are kept as text", async () => {
    await withCatalogue(async ({ directory, catalogue }) => {
      const definition = {
        ...{ attributeSet: "Sales", name: "Grade", type: "Integer", usePreDefinedValuesOnly: true },
        allowedValues: [
          { id: 1, isActive: true },
          { id: "2", isActive: false },
        ],
      };
      directory.faults.add({
        match: { path: "customSecurityAttributeDefinitions" },
        respond: { status: 200, body: { value: [definition] } },
      });
      const [grade] = await catalogue.definitions("Sales");
      assert.deepEqual(
        [...(grade?.allowedValues ?? [])],
        [
          ["1", true],
          ["2", false],
        ],
      );
    });
  });
});
