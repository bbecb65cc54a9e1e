import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { mode, severalPages, withRegion } from "../support/provider/checkedDefinitions";
import type { Properties } from "../support/provider/providerProcess";
import { schemaRequests } from "../support/provider/schema";
import { fiveShapes } from "../support/tenant";
import { unknown } from "../support/provider/unknown";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

describe("the look-up of definitions for a check", () => {
  it("finds a definition that is on a later page", async () => {
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(aliceInputs({ Extra119: "a", Level: "b", Extra0: 4 }));
        assert.equal(failures.length, 1);
        assert.match(failures[0] ?? "", /^attributes\.Extra0: /);
      },
      severalPages,
      mode("true"),
    );
  });

  it("sends no request for an unchanged or an unknown set, and none if it is switched off", async () => {
    await withProvider(async ({ directory, provider }) => {
      await provider.check(aliceInputs(fiveShapes), aliceInputs(fiveShapes));
      await provider.check(aliceInputs({ Level: "a" }, { onDelete: "force" }), aliceInputs({ Level: "a" }));
      await provider.check(aliceInputs({ NumVendors: 4 }), aliceInputs({ NumVendors: 4, Level: "a" }));
      await provider.check(aliceInputs({ Level: "a" }, { attributeSet: unknown }));
      assert.deepEqual(directory.journal.requests, []);
    });
    await withProvider(
      async ({ directory, provider }) => {
        assert.deepEqual((await provider.check(aliceInputs({ Level: 4 }))).failures, []);
        assert.deepEqual(directory.journal.requests, []);
      },
      {},
      mode("false"),
    );
  });
});

describe("the look-up of definitions that the same run adds [same-run]", () => {
  const steps: Record<string, [Properties, (directory: RunningDirectory) => void]> = {
    "a predefined value": [
      { Region: ["west"] },
      (directory) => directory.setAllowedValue("Engineering", "Region", "west", true),
    ],
    "an active value": [
      { Region: ["south"] },
      (directory) => directory.setAllowedValue("Engineering", "Region", "south", true),
    ],
    "an attribute": [
      { Quux: "a" },
      (directory) => directory.defineAttribute({ attributeSet: "Engineering", name: "Quux", type: "String" }),
    ],
    "an active attribute": [{ Level: "a" }, (directory) => directory.reactivate("Engineering", "Level")],
  };
  for (const strictness of ["auto", "true"]) {
    for (const [what, [attributes, add]] of Object.entries(steps)) {
      it(`finds ${what} that was added after the set was looked up, in the mode ${strictness}`, async () => {
        await withEngine(
          async ({ directory, provider, engine }) => {
            directory.deprecate("Engineering", "Level");
            await provider.check(aliceInputs({ NumVendors: 4 }));
            add(directory);
            assert.deepEqual((await provider.check(aliceInputs(attributes))).failures, []);
            assert.deepEqual(engine.log, []);
            assert.equal(schemaRequests(directory).length, 2);
          },
          withRegion,
          mode(strictness),
        );
      });
    }
  }

  it("finds a set that was added after its look-up", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const inputs = aliceInputs({ Level: "a" }, { attributeSet: "Sales" });
        assert.match((await provider.check(inputs)).failures.join(), /no attribute set Sales/);
        directory.defineAttribute({ attributeSet: "Sales", name: "Level", type: "String" });
        assert.deepEqual((await provider.check(inputs)).failures, []);
      },
      {},
      mode("true"),
    );
  });

  it("is not repeated for what was reported, or when nothing is wrong", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (let round = 0; round < 3; round++) {
        await provider.check(aliceInputs({ Quux: "a", Region: ["west"] }));
        await provider.check(aliceInputs({ Level: "a" }));
      }
      assert.equal(schemaRequests(directory).length, 1);
    }, withRegion);
  });
});
