import assert from "node:assert/strict";
import type { Estate } from "../../simulator/published/estateFormat";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { mode, withRegion } from "../support/provider/checkedDefinitions";
import type { Properties } from "../support/provider/providerProcess";
import { schemaRequests } from "../support/provider/schema";
import { alice } from "../support/tenant";
import { unknown } from "../support/provider/unknown";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

describe("check against the tenant's definitions", () => {
  const mistakes: Record<string, [Properties, RegExp]> = {
    "a single value for a collection": [
      { Project: "clandestine" },
      /^attributes\.Project: .*collection of String, so this must be a list of strings\.$/,
    ],
    "a list for a single value": [
      { Level: ["clandestine"] },
      /^attributes\.Level: .*defined as String, so this must be a string\.$/,
    ],
    "a string for a number": [
      { NumVendors: "clandestine" },
      /^attributes\.NumVendors: .*so this must be a whole number\.$/,
    ],
    "numbers for strings": [{ Project: [987] }, /^attributes\.Project: .*list of strings\.$/],
    "a string for true or false": [
      { Certification: "clandestine" },
      /^attributes\.Certification: .*true or false\.$/,
    ],
    "an attribute in another case": [
      { numvendors: 4 },
      /^attributes\.numvendors: .*write it as it is defined: `NumVendors`\.$/,
    ],
    "a mistake next to an unknown value": [
      { Project: [unknown, 987], Level: unknown },
      /^attributes\.Project: /,
    ],
  };
  it("refuses what Graph would refuse, without a value in the text [no-values]", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const [what, [attributes, expected]] of Object.entries(mistakes)) {
        const { failures } = await provider.check(aliceInputs(attributes));
        assert.equal(failures.length, 1, what);
        assert.match(failures[0] ?? "", expected, what);
        assert.doesNotMatch(failures.join(), /clandestine|987/, what);
      }
      assert.equal(schemaRequests(directory).length, 1, "one look for the set, in all");
    }, withRegion);
  });

  it("warns once of what the update may repair, and refuses it in the strict mode [no-values]", async () => {
    const cases: [Properties, RegExp][] = [
      [aliceInputs({ NumVendor: 4 }), /^attributes\.NumVendor: .*did you mean `NumVendors`\?$/],
      [
        aliceInputs({ Xyzzyplugh: "a" }),
        /^attributes\.Xyzzyplugh: the attribute set Engineering has no attribute of this name\.$/,
      ],
      [
        aliceInputs({ Level: "a" }, { attributeSet: "Enginering" }),
        /^attributeSet: there is no attribute set Enginering .*`Engineering`/,
      ],
      [
        aliceInputs({ Region: ["north", "clandestine"] }),
        /^attributes\.Region\[1\]: this is not one of the 2 predefined values .*until it is added\.?$/,
      ],
      [aliceInputs({ Region: ["North"] }), /^attributes\.Region\[0\]: .*upper and lower case matter/],
      [aliceInputs({ Region: ["south"] }), /^attributes\.Region\[0\]: .*inactive/],
    ];
    await withEngine(async ({ provider, engine }) => {
      for (const [inputs, expected] of cases) {
        assert.deepEqual((await provider.check(inputs)).failures, []);
        await provider.check(inputs);
        assert.match(engine.log.at(-1)?.message ?? "", expected);
        assert.equal(engine.log.at(-1)?.severity, "warning");
      }
      assert.equal(engine.log.length, cases.length);
      assert.doesNotMatch(JSON.stringify(engine.log), /clandestine/);
    }, withRegion);
    await withEngine(
      async ({ provider, engine }) => {
        for (const [inputs, expected] of cases) {
          const { failures } = await provider.check(inputs);
          assert.match(failures.join(), expected);
          assert.doesNotMatch(failures.join(), /clandestine/);
        }
        assert.deepEqual(engine.log, []);
      },
      withRegion,
      mode("true"),
    );
  });

  it("gives one warning per resource, with a line for each attribute [speaks]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.deprecate("Engineering", "Level");
      await provider.check(aliceInputs({ Region: ["south", "west"], Level: "a", Xyzzyplugh: 4 }));
      assert.equal(engine.log.length, 1);
      assert.deepEqual(
        engine.log[0]?.message.split("\n").map((line) => line.split(":")[0]),
        ["attributes.Level", "attributes.Region[0]", "attributes.Region[1]", "attributes.Xyzzyplugh"],
      );
      await provider.check(aliceInputs({ Region: ["south", "west"], Level: "b", Quux: 4 }));
      assert.match(engine.log[1]?.message ?? "", /^attributes\.Quux: [^\n]*\.$/);
      assert.equal(engine.log.length, 2);
    }, withRegion);
  });

  for (const strictness of ["auto", "true"]) {
    it(`refuses a set or an attribute in another case, in the mode ${strictness} [names-as-defined]`, async () => {
      await withEngine(
        async ({ provider, engine }) => {
          const set = await provider.check(aliceInputs({ Level: "a" }, { attributeSet: "engineering" }));
          assert.match(set.failures.join(), /^attributeSet: .*write it as it is defined: `Engineering`\.$/);
          const attribute = await provider.check(aliceInputs({ level: "a" }));
          assert.match(attribute.failures.join(), /^attributes\.level: .*as it is defined: `Level`\.$/);
          assert.deepEqual(engine.log, []);
        },
        {},
        mode(strictness),
      );
    });
  }

  it("only warns of an inactive or deactivated value that is assigned already, also in the strict mode", async () => {
    await withEngine(
      async ({ directory, provider, engine }) => {
        directory.setAllowedValue("Engineering", "Region", "south", true);
        directory.assign(alice.id, "Engineering", { Region: ["north", "south"], Level: "Senior" });
        directory.setAllowedValue("Engineering", "Region", "south", false);
        directory.deprecate("Engineering", "Level");
        const there = await provider.check(aliceInputs({ Region: ["south", "north"], Level: "Senior" }));
        assert.deepEqual(there.failures, []);
        assert.match(engine.log[0]?.message ?? "", /Level.*\n.*Region\[0\]/);
        const other = await provider.check(aliceInputs({ Region: ["south"], Level: "Senior" }));
        assert.match(other.failures.join(), /^attributes\.Region\[0\]: .*inactive[^\n]*\.$/);
        assert.deepEqual(directory.journal.writes(), []);
      },
      withRegion,
      mode("true"),
    );
  });

  it("only warns of assigned values without a definition, also in the strict mode", async () => {
    const values = { Engineering: { Ghost: "boo" }, Gone: { Thing: 1 } };
    const estate: Estate = {
      version: 1,
      tenantId: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
      attributeSets: [{ name: "Engineering" }],
      definitions: [],
      principals: [{ principalType: "User", principalObjectId: alice.id, attributes: values }],
    };
    await withEngine(
      async ({ directory, provider, engine }) => {
        for (const [attributeSet, attributes] of Object.entries(values)) {
          const inputs = { ...aliceInputs(attributes), attributeSet };
          assert.deepEqual((await provider.check(inputs)).failures, []);
        }
        assert.match(engine.log[0]?.message ?? "", /^attributes\.Ghost: .*no attribute of this name\.$/);
        assert.match(
          engine.log[1]?.message ?? "",
          /^attributeSet: there is no attribute set Gone in the tenant\.$/,
        );
        const other = await provider.check({ ...aliceInputs({ Thing: 2 }), attributeSet: "Gone" });
        assert.match(other.failures.join(), /^attributeSet: there is no attribute set Gone/);
        assert.deepEqual(directory.journal.writes(), []);
      },
      { estate, users: [], servicePrincipals: [] },
      mode("true"),
    );
  });

  it("warns once of a deactivated definition [speaks]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.deprecate("Engineering", "Level");
      assert.deepEqual((await provider.check(aliceInputs({ Level: "Senior" }))).failures, []);
      await provider.check(aliceInputs({ Level: "Junior" }));
      assert.equal(engine.log.length, 1);
      assert.match(engine.log[0]?.message ?? "", /^attributes\.Level: the attribute is deactivated in Entra/);
      assert.doesNotMatch(engine.log[0]?.message ?? "", /Senior|Junior/);
    });
  });
});
