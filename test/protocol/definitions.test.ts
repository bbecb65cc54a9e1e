import assert from "node:assert/strict";
import { defaultDefinitions, sufficientRoles, type RunningDirectory } from "../../simulator";
import { aliceInputs } from "../support/aliceAssignment";
import type { Properties } from "../support/providerProcess";
import { fiveShapes } from "../support/tenant";
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
      /^attributes\.Project: .*collection of String, so this must be a list of strings$/,
    ],
    "a list for a single value": [
      { Level: ["clandestine"] },
      /^attributes\.Level: .*defined as String, so this must be a string$/,
    ],
    "a string for a number": [
      { NumVendors: "clandestine" },
      /^attributes\.NumVendors: .*so this must be a whole number$/,
    ],
    "numbers for strings": [{ Project: [987] }, /^attributes\.Project: .*list of strings$/],
    "a string for true or false": [
      { Certification: "clandestine" },
      /^attributes\.Certification: .*true or false$/,
    ],
    "a value beside the predefined ones": [
      { Region: ["north", "clandestine"] },
      /^attributes\.Region\[1\]: .*not one of the 2 predefined values/,
    ],
    "a predefined value in another case": [
      { Region: ["North"] },
      /^attributes\.Region\[0\]: .*upper and lower case count$/,
    ],
    "an inactive predefined value": [{ Region: ["south"] }, /^attributes\.Region\[0\]: .*inactive/],
    "a mistake beside what is not known yet": [
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

  it("warns once of a name that may be about to exist, with the nearest one; true makes that an error", async () => {
    const cases: [Properties, RegExp][] = [
      [aliceInputs({ NumVendor: 4 }), /^attributes\.NumVendor: .*did you mean `NumVendors`/],
      [
        aliceInputs({ numvendors: 4 }),
        /^attributes\.numvendors: .*`NumVendors`\? Upper and lower case count/,
      ],
      [
        aliceInputs({ Xyzzyplugh: "a" }),
        /^attributes\.Xyzzyplugh: the attribute set Engineering has no attribute of this name\.?$/,
      ],
      [
        aliceInputs({ Level: "a" }, { attributeSet: "Enginering" }),
        /^attributeSet: there is no attribute set Enginering .*`Engineering`/,
      ],
      [
        aliceInputs({ Level: "a" }, { attributeSet: "engineering" }),
        /^attributeSet: .*`Engineering`\? Upper and lower case count/,
      ],
    ];
    await withEngine(async ({ provider, engine }) => {
      for (const [inputs, expected] of cases) {
        assert.deepEqual((await provider.check(inputs)).failures, []);
        await provider.check(inputs);
        assert.match(engine.log.at(-1)?.message ?? "", expected);
        assert.equal(engine.log.at(-1)?.severity, "warning");
      }
      assert.equal(engine.log.length, cases.length);
    });
    await withEngine(
      async ({ provider, engine }) => {
        for (const [inputs, expected] of cases) {
          const { failures } = await provider.check(inputs);
          assert.match(failures.join(), expected);
        }
        assert.deepEqual(engine.log, []);
      },
      {},
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

  it("asks nothing without a change, nor when told not to, nor of an unknown set", async () => {
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
