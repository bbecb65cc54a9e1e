import assert from "node:assert/strict";
import { defaultDefinitions, sufficientRoles, type RunningDirectory } from "../../simulator";
import type { Estate } from "../../simulator/published/estateFormat";
import { aliceInputs } from "../support/aliceAssignment";
import type { Properties } from "../support/providerProcess";
import { alice, fiveShapes } from "../support/tenant";
import { withEngine } from "../support/withEngine";
import { withProvider } from "../support/withProvider";

const mode = (validateDefinitions: string) => ({
  "customSecurityAttributes:validateDefinitions": validateDefinitions,
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const definitions = [
  ...defaultDefinitions,
  {
    attributeSet: "Engineering",
    name: "Region",
    type: "String",
    isCollection: true,
    usePreDefinedValuesOnly: true,
    allowedValues: [
      { id: "north", isActive: true },
      { id: "south", isActive: false },
    ],
  },
] as const;
const asked = (directory: RunningDirectory) =>
  directory.journal.requests.filter(({ path }) => path.includes("/directory/")).length;

const withoutDefinitions = {
  callers: [{ roles: sufficientRoles.filter((role) => !role.includes("Definition")) }],
};

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
    await withProvider(
      async ({ directory, provider }) => {
        for (const [what, [attributes, expected]] of Object.entries(mistakes)) {
          const { failures } = await provider.check(aliceInputs(attributes));
          assert.equal(failures.length, 1, what);
          assert.match(failures[0] ?? "", expected, what);
          assert.doesNotMatch(failures.join(), /clandestine|987/, what);
        }
        assert.equal(asked(directory), 1, "one look for the set, in all");
      },
      { definitions },
    );
  });

  it("warns once about what the update may repair; true makes that an error [no-values]", async () => {
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
    await withEngine(
      async ({ provider, engine }) => {
        for (const [inputs, expected] of cases) {
          assert.deepEqual((await provider.check(inputs)).failures, []);
          await provider.check(inputs);
          assert.match(engine.log.at(-1)?.message ?? "", expected);
          assert.equal(engine.log.at(-1)?.severity, "warning");
        }
        assert.equal(engine.log.length, cases.length);
        assert.doesNotMatch(JSON.stringify(engine.log), /clandestine/);
      },
      { definitions },
    );
    await withEngine(
      async ({ provider, engine }) => {
        for (const [inputs, expected] of cases) {
          const { failures } = await provider.check(inputs);
          assert.match(failures.join(), expected);
          assert.doesNotMatch(failures.join(), /clandestine/);
        }
        assert.deepEqual(engine.log, []);
      },
      { definitions },
      mode("true"),
    );
  });

  it("sums up what there is to warn of in one message per resource [speaks]", async () => {
    await withEngine(
      async ({ directory, provider, engine }) => {
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
      },
      { definitions },
    );
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

  it("warns of an inactive or deactivated value that is there already, also in the strictest mode", async () => {
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
      { definitions },
      mode("true"),
    );
  });

  it("warns about values that are there without a definition, also in the strictest mode", async () => {
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

  it("warns of a deactivated definition, once [speaks]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.deprecate("Engineering", "Level");
      assert.deepEqual((await provider.check(aliceInputs({ Level: "Senior" }))).failures, []);
      await provider.check(aliceInputs({ Level: "Junior" }));
      assert.equal(engine.log.length, 1);
      assert.match(engine.log[0]?.message ?? "", /^attributes\.Level: the attribute is deactivated in Entra/);
      assert.doesNotMatch(engine.log[0]?.message ?? "", /Senior|Junior/);
    });
  });

  it("finds a definition that is on a later page, in every mode", async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      attributeSet: "Engineering",
      name: `Extra${index}`,
      type: "String" as const,
    }));
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(aliceInputs({ Extra119: "a", Level: "b", Extra0: 4 }));
        assert.equal(failures.length, 1);
        assert.match(failures[0] ?? "", /^attributes\.Extra0: /);
      },
      { definitions: [...defaultDefinitions, ...many] },
      mode("true"),
    );
  });

  it("sends no request without a change, with false, or for an unknown set", async () => {
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

  it("says nothing when it may not look, unless it must", async () => {
    await withEngine(async ({ provider, engine }) => {
      assert.deepEqual((await provider.check(aliceInputs({ Level: 4 }))).failures, []);
      assert.deepEqual(engine.log, []);
    }, withoutDefinitions);
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(aliceInputs({ Level: 4 }));
        assert.match(failures.join(), /could not be looked up.*CustomSecAttributeDefinition\.Read\.All/);
      },
      withoutDefinitions,
      mode("true"),
    );
  });
});

describe("check of what the same run adds to the definitions [same-run]", () => {
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
            assert.equal(asked(directory), 2);
          },
          { definitions },
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

  it("does not ask again about what was reported, or when nothing is wrong", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        for (let round = 0; round < 3; round++) {
          await provider.check(aliceInputs({ Quux: "a", Region: ["west"] }));
          await provider.check(aliceInputs({ Level: "a" }));
        }
        assert.equal(asked(directory), 1);
      },
      { definitions },
    );
  });

  it("says nothing in auto of what it could not look up again", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      await provider.check(aliceInputs({ NumVendors: 4 }));
      const match = { path: "/directory/", times: Infinity };
      directory.faults.add({ match, respond: { status: 503 } });
      assert.deepEqual((await provider.check(aliceInputs({ Quux: "a" }))).failures, []);
      assert.match((await provider.check(aliceInputs({ NumVendors: "a" }))).failures.join(), /whole number/);
      assert.deepEqual(engine.log, []);
    });
  });

  it("takes a list that is cut short for unknown, not for all there is", async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      attributeSet: "Engineering",
      name: `Extra${index}`,
      type: "String" as const,
    }));
    await withEngine(
      async ({ directory, provider, engine }) => {
        directory.faults.add({ match: { path: "skiptoken", times: Infinity }, respond: { status: 500 } });
        assert.deepEqual((await provider.check(aliceInputs({ Extra119: "a", Quux: 4 }))).failures, []);
        assert.deepEqual(engine.log, []);
      },
      { definitions: [...defaultDefinitions, ...many] },
    );
  });
});

describe("check of a tenant that does not answer", () => {
  for (const path of ["/directory/", "/oauth2/"]) {
    it(`does not hang when ${path} does: five seconds for all resources together`, async () => {
      await withProvider(async ({ directory, provider }) => {
        directory.faults.add({ match: { path, times: Infinity }, respond: { kind: "hang" } });
        const started = Date.now();
        for (const attributeSet of ["Engineering", "Marketing", "Operations"]) {
          const { failures } = await provider.check(aliceInputs({ Level: "a" }, { attributeSet }));
          assert.deepEqual(failures, []);
        }
        assert.ok(Date.now() - started < 7_500, `it took ${Date.now() - started} ms`);
      });
    });
  }

  it("tries once, and says so in the mode that must know", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const match = { path: "/directory/", times: Infinity };
        const fault = directory.faults.add({
          match,
          respond: { status: 503, headers: { "Retry-After": "30" } },
        });
        const { failures } = await provider.check(aliceInputs({ Level: "a" }));
        assert.match(failures.join(), /could not be looked up.*503/);
        assert.equal(fault.hits, 1);
      },
      {},
      mode("true"),
    );
  });

  it("counts only the time in which it looked: a set that is checked later still is", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await provider.check(aliceInputs({ Level: "a" }));
        const missing = directory.faults.add({
          match: { method: "PATCH" },
          respond: { status: 429, headers: { "Retry-After": "6" } },
        });
        await provider.create(aliceInputs({ Level: "a" }));
        assert.equal(missing.hits, 1);
        const { failures } = await provider.check(
          aliceInputs({ EmployeeId: 4 }, { attributeSet: "Marketing" }),
        );
        assert.match(failures.join(), /^attributes\.EmployeeId: /);
      },
      {},
      mode("true"),
    );
  });
});
