import { readDraft } from "../../provider/resources/assignment/draft";
import type { RawInputs } from "../../provider/resources/resource";
import type { DefinedSet, Definition } from "../../provider/entra/definition";
import { SchemaClaims, type ClaimedDefinition } from "../../provider/graph/schema/schemaClaims";
import assert from "node:assert/strict";
import {
  changedValues,
  compareWithDefinitions,
  compareWithProgram,
} from "../../provider/resources/assignment/definitions";
import { canBePutRight } from "../../provider/resources/assignment/finding";

const definition = (name: string, others: Partial<Definition> = {}): Definition => ({
  attributeSet: "Engineering",
  name,
  type: "String",
  isCollection: false,
  isSearchable: true,
  description: undefined,
  isDeprecated: false,
  usePreDefinedValuesOnly: false,
  allowedValues: new Map(),
  ...others,
});

const limitedTo = (...values: [string, boolean][]): Partial<Definition> => ({
  usePreDefinedValuesOnly: true,
  allowedValues: new Map(values),
});

const catalogue: DefinedSet = {
  exists: true,
  definitions: [
    definition("Level"),
    definition("NumVendors", { type: "Integer" }),
    definition("Certification", { type: "Boolean" }),
    definition("Project", { isCollection: true }),
    definition("CostCenter", { type: "Integer", isCollection: true }),
    definition("Old", { isDeprecated: true }),
    definition("Stage", {
      isCollection: true,
      ...limitedTo(["alpha", true], ["beta", false]),
    }),
    definition("Grade", { type: "Integer", ...limitedTo(["1", true]) }),
    definition("Free", { allowedValues: new Map([["alpha", true]]) }),
    definition("Unseen", { usePreDefinedValuesOnly: true, allowedValues: undefined }),
    definition("Future", { type: undefined, ...limitedTo(["alpha", true]) }),
  ],
};

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A program that has resources for sets, and for attributes of them. */
function programWith(
  sets: readonly string[],
  attributes: Record<string, Partial<ClaimedDefinition>> = {},
): SchemaClaims {
  const program = new SchemaClaims();
  for (const set of sets) program.claimSet(set);
  for (const [name, others] of Object.entries(attributes)) {
    program.claimDefinition({
      attributeSet: "Engineering",
      name,
      type: "String",
      isCollection: false,
      isSearchable: true,
      usePreDefinedValuesOnly: false,
      status: "Available",
      allowedValues: undefined,
      listsUnknownValues: false,
      ...others,
    });
  }
  return program;
}

describe("compareWithDefinitions", () => {
  const cases: [what: string, attributes: Record<string, unknown>, findings: [string, string, RegExp][]][] = [
    [
      "each shape where it belongs",
      { Level: "a", NumVendors: 0, Certification: false, Project: ["a"], CostCenter: [1] },
      [],
    ],
    [
      "unknown values",
      { Level: unknown, NumVendors: unknown, Project: unknown, CostCenter: [1, unknown] },
      [],
    ],
    [
      "text for an integer",
      { NumVendors: "clandestine" },
      [["attributes.NumVendors", "wrongType", /Integer.*whole number/]],
    ],
    ["a number for text", { Level: 4 }, [["attributes.Level", "wrongType", /String.*a string/]]],
    [
      "text for a Boolean",
      { Certification: "true" },
      [["attributes.Certification", "wrongType", /Boolean.*true or false/]],
    ],
    [
      "one for many",
      { Project: "Baker" },
      [["attributes.Project", "wrongType", /collection of String.*list of strings/]],
    ],
    ["many for one", { NumVendors: [4] }, [["attributes.NumVendors", "wrongType", /Integer.*whole number/]]],
    ["numbers for texts", { Project: [4] }, [["attributes.Project", "wrongType", /list of strings/]]],
    [
      "a name with different upper and lower case",
      { level: "a" },
      [["attributes.level", "otherCase", /write it as it is defined: `Level`$/]],
    ],
    ["a name that is nearly right", { NumVendor: 4 }, [["attributes.NumVendor", "missing", /`NumVendors`/]]],
    ["a name like no other", { Quux: 4 }, [["attributes.Quux", "missing", /no attribute of this name$/]]],
    ["a deactivated attribute", { Old: "a" }, [["attributes.Old", "deprecated", /deactivated/]]],
    ["predefined values", { Stage: ["alpha", unknown], Grade: 1 }, []],
    [
      "another value",
      { Stage: ["alpha", "gamma"] },
      [["attributes.Stage[1]", "notPredefined", /not one of the 2 predefined/]],
    ],
    [
      "another number",
      { Grade: 2 },
      [["attributes.Grade", "notPredefined", /not the only predefined value/]],
    ],
    ["an inactive value", { Stage: ["beta"] }, [["attributes.Stage[0]", "inactive", /inactive/]]],
    [
      "a value with different upper and lower case",
      { Stage: ["Alpha"] },
      [["attributes.Stage[0]", "notPredefined", /case matter/]],
    ],
    ["values of an attribute that is not limited to its predefined ones", { Free: "gamma" }, []],
    ["values of an attribute whose predefined ones were not shown", { Unseen: "gamma" }, []],
    [
      "a type that is not known here, and its predefined values",
      { Future: 4 },
      [["attributes.Future", "notPredefined", /predefined/]],
    ],
    [
      "a deactivated attribute with a value of another type",
      { Old: 4 },
      [
        ["attributes.Old", "wrongType", /String/],
        ["attributes.Old", "deprecated", /deactivated/],
      ],
    ],
  ];
  for (const [what, attributes, findings] of cases) {
    it(what, () => {
      const found = compareWithDefinitions("Engineering", new Map(Object.entries(attributes)), catalogue);
      assert.deepEqual(
        found.map(({ path, kind }) => [path, kind]),
        findings.map(([path, kind]) => [path, kind]),
      );
      for (const [index, [, , reason]] of findings.entries())
        assert.match(found[index]?.reason ?? "", reason);
      assert.doesNotMatch(JSON.stringify(found), /clandestine|gamma/);
    });
  }

  const inTenantOf =
    (attributeSets: string[]) =>
    (set: string, program = new SchemaClaims()) =>
      compareWithDefinitions(set, new Map([["Level", "a"]]), { exists: false, attributeSets }, program);

  it("a set that there is not, with the one that was meant", () => {
    const compare = inTenantOf(["Engineering", "Marketing"]);
    assert.match(compare("Enginering")[0]?.reason ?? "", /`Engineering`\?$/);
    assert.deepEqual(compare("Sales"), [
      {
        name: undefined,
        path: "attributeSet",
        reason: "there is no attribute set Sales in the tenant",
        kind: "missing",
      },
    ]);
  });

  it("a set that the tenant has in another case only, whatever the run defines", () => {
    const program = programWith(["engineering"]);
    const [finding, ...others] = inTenantOf(["Engineering"])("engineering", program);
    assert.equal(finding?.kind, "otherCase");
    assert.match(finding?.reason ?? "", /write it as it is defined: `Engineering`$/);
    assert.deepEqual(others, []);
  });

  it("nothing that the program itself defines", () => {
    const listing = { isCollection: true, usePreDefinedValuesOnly: true, allowedValues: ["gamma"] };
    const program = programWith(["Sales"], { Quux: { type: "Integer" }, Old: {}, Stage: listing });
    assert.deepEqual(inTenantOf(["Marketing"])("Engineering", programWith([], { Level: {} })), []);
    assert.equal(inTenantOf(["Marketing"])("Other", program)[0]?.path, "attributeSet");
    const values = new Map(Object.entries({ Quux: 4, Old: "a", Stage: ["gamma", "alpha"], level: "a" }));
    assert.deepEqual(
      compareWithDefinitions("Engineering", values, catalogue, program).map(({ path }) => path),
      ["attributes.level"],
    );
  });

  it("an attribute that the program itself defines as deactivated, in the tenant or not", () => {
    const deactivated = { status: "Deprecated" } as const;
    const program = programWith(["Engineering"], {
      Level: { type: "String", ...deactivated },
      New: deactivated,
    });
    const values = new Map(Object.entries({ Level: "a", New: "a" }));
    assert.deepEqual(
      compareWithDefinitions("Engineering", values, catalogue, program).map(({ path, kind, reason }) => [
        path,
        kind,
        /^this program defines the attribute as deactivated/.test(reason),
      ]),
      [
        ["attributes.Level", "deprecated", true],
        ["attributes.New", "deprecated", true],
      ],
    );
  });

  it("an attribute that the program does not define in a set that it does", () => {
    assert.deepEqual(
      inTenantOf(["Marketing"])("Sales", programWith(["Sales"])).map(({ path, kind }) => [path, kind]),
      [["attributes.Level", "missing"]],
    );
  });

  const stage = (others: Partial<ClaimedDefinition>) => {
    const program = programWith([], {
      Stage: { isCollection: true, usePreDefinedValuesOnly: true, ...others },
    });
    const values = new Map([["Stage", ["alpha", "beta", "gamma", unknown]]]);
    const findings = (defined: DefinedSet) =>
      compareWithDefinitions("Engineering", values, defined, program).map(
        ({ path, kind }) => `${kind} ${path.slice(-2, -1)}`,
      );
    return { there: findings(catalogue), notYet: findings({ exists: true, definitions: [] }) };
  };

  it("a value that the program's own definition does not list, unless the tenant has it active", () => {
    assert.deepEqual(stage({ allowedValues: ["gamma"] }), {
      there: ["notListed 1"],
      notYet: ["notListed 0", "notListed 1"],
    });
    assert.deepEqual(stage({ allowedValues: [] }).there, ["notListed 1", "notListed 2"]);
    assert.deepEqual(stage({ allowedValues: undefined }), {
      there: ["inactive 1", "notPredefined 2"],
      notYet: [],
    });
  });

  it("no value while it is not known which the program lists, or whether it limits them", () => {
    const nothing = { there: [], notYet: [] };
    assert.deepEqual(stage({ allowedValues: ["gamma"], listsUnknownValues: true }), nothing);
    assert.deepEqual(stage({ allowedValues: ["gamma"], usePreDefinedValuesOnly: undefined }), nothing);
    assert.deepEqual(stage({ allowedValues: ["gamma"], usePreDefinedValuesOnly: false }), nothing);
  });

  it("distinguishes what an update can repair from what it cannot", () => {
    const values = { Stage: ["beta", "gamma"], Old: "a", Quux: 1, level: "a", Level: 4 };
    const found = compareWithDefinitions("Engineering", new Map(Object.entries(values)), catalogue);
    assert.deepEqual(
      found.map((finding) => [finding.kind, canBePutRight(finding)]),
      [
        ["inactive", true],
        ["notPredefined", true],
        ["deprecated", true],
        ["missing", true],
        ["otherCase", false],
        ["wrongType", false],
      ],
    );
  });
});

describe("compareWithProgram", () => {
  const program = programWith(["Engineering"], {
    Level: {},
    Stage: { isCollection: true },
    Grade: { type: "Integer" },
    Vague: { type: undefined },
    Either: { isCollection: undefined },
  });
  const compare = (attributes: object, set = "Engineering") =>
    compareWithProgram(set, new Map(Object.entries(attributes)), program);

  it("finds types and collections that the program's own definitions do not have", () => {
    const found = compare({ Level: ["clandestine"], Stage: "clandestine", Grade: "clandestine" });
    assert.deepEqual(
      found.map(({ path, reason }) => `${path}: ${reason}`),
      [
        "attributes.Level: this program defines the attribute as String, so this must be a string",
        "attributes.Stage: this program defines the attribute as a collection of String, so this must be a list of strings",
        "attributes.Grade: this program defines the attribute as Integer, so this must be a whole number",
      ],
    );
    assert.ok(!found.some(canBePutRight));
  });

  it("lets pass what fits, what is unknown on either side, and what the program does not define", () => {
    assert.deepEqual(
      compare({ Level: "a", Stage: [unknown], Grade: unknown, Vague: 4, Either: [4], Other: true }),
      [],
    );
    assert.deepEqual(compare({ Level: 4 }, "Marketing"), []);
  });
});

describe("changedValues", () => {
  const principalId = "a11ce000-0000-4000-8000-000000000001";
  const place = { principalType: "User", principalId, attributeSet: "Engineering" };
  const drafted = (inputs: object) => readDraft(inputs as RawInputs);
  const changed = (olds: object, news: object) => [
    ...changedValues(drafted({ ...place, attributes: olds }), drafted({ ...place, attributes: news })).keys(),
  ];
  it("are those that are new, other or unknown", () => {
    assert.deepEqual(changed({ A: 1, B: ["a", "b"], C: "c" }, { A: 1, B: ["b", "a"], C: "C", D: true }), [
      "C",
      "D",
    ]);
    assert.deepEqual(changed({ A: ["a"] }, { A: ["a", unknown] }), ["A"]);
  });

  it("are all of them at a new place, and none where nothing is known", () => {
    assert.deepEqual(
      [
        ...changedValues(
          drafted({ ...place, attributeSet: "Old", attributes: { A: 1 } }),
          drafted({ ...place, attributes: { A: 1 } }),
        ).keys(),
      ],
      ["A"],
    );
    assert.deepEqual(
      [...changedValues(drafted({}), drafted({ ...place, attributes: { A: 1 } })).keys()],
      ["A"],
    );
    assert.deepEqual([...changedValues(drafted({}), drafted({ ...place, attributes: unknown })).keys()], []);
  });
});
