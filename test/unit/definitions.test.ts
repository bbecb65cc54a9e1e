import type { Catalogue, Definition } from "../../provider/entra/definition";
import assert from "node:assert/strict";
import { changedValues, compareWithDefinitions } from "../../provider/resources/assignment/definitions";

const definition = (name: string, others: Partial<Definition> = {}): Definition => ({
  name,
  type: "String",
  isCollection: false,
  isDeprecated: false,
  predefinedValues: undefined,
  ...others,
});

const catalogue: Catalogue = {
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
      predefinedValues: new Map([
        ["alpha", true],
        ["beta", false],
      ]),
    }),
    definition("Grade", { type: "Integer", predefinedValues: new Map([["1", true]]) }),
  ],
};

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

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
      [["attributes.NumVendors", "mistake", /Integer.*whole number/]],
    ],
    ["a number for text", { Level: 4 }, [["attributes.Level", "mistake", /String.*a string/]]],
    [
      "text for a Boolean",
      { Certification: "true" },
      [["attributes.Certification", "mistake", /Boolean.*true or false/]],
    ],
    [
      "one for many",
      { Project: "Baker" },
      [["attributes.Project", "mistake", /collection of String.*list of strings/]],
    ],
    ["many for one", { NumVendors: [4] }, [["attributes.NumVendors", "mistake", /Integer.*whole number/]]],
    ["numbers for texts", { Project: [4] }, [["attributes.Project", "mistake", /list of strings/]]],
    [
      "a name of other upper and lower case",
      { level: "a" },
      [["attributes.level", "missing", /`Level`.*case/]],
    ],
    ["a name that is nearly right", { NumVendor: 4 }, [["attributes.NumVendor", "missing", /`NumVendors`/]]],
    ["a name like no other", { Quux: 4 }, [["attributes.Quux", "missing", /no attribute of this name$/]]],
    ["a deactivated attribute", { Old: "a" }, [["attributes.Old", "deprecated", /deactivated/]]],
    ["predefined values", { Stage: ["alpha", unknown], Grade: 1 }, []],
    [
      "another value",
      { Stage: ["alpha", "gamma"] },
      [["attributes.Stage[1]", "mistake", /not one of the 2 predefined/]],
    ],
    ["another number", { Grade: 2 }, [["attributes.Grade", "mistake", /not one of the 1 predefined/]]],
    ["an inactive value", { Stage: ["beta"] }, [["attributes.Stage[0]", "mistake", /inactive/]]],
    [
      "a value of other upper and lower case",
      { Stage: ["Alpha"] },
      [["attributes.Stage[0]", "mistake", /case count/]],
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

  it("a set that there is not, with the one that was meant", () => {
    const compare = (set: string, attributeSets: string[]) =>
      compareWithDefinitions(set, new Map([["Level", "a"]]), { exists: false, attributeSets });
    assert.match(compare("engineering", ["Engineering"])[0]?.reason ?? "", /`Engineering`.*case/);
    assert.match(compare("Enginering", ["Engineering", "Marketing"])[0]?.reason ?? "", /`Engineering`\?$/);
    assert.deepEqual(compare("Sales", ["Engineering"]), [
      { path: "attributeSet", reason: "there is no attribute set Sales in the tenant", kind: "missing" },
    ]);
  });
});

describe("changedValues", () => {
  const place = { principalType: "User", principalId: "a", attributeSet: "Engineering" };
  const changed = (olds: object, news: object) => [
    ...changedValues({ ...place, attributes: olds }, { ...place, attributes: news }).keys(),
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
          { ...place, attributeSet: "Old", attributes: { A: 1 } },
          { ...place, attributes: { A: 1 } },
        ).keys(),
      ],
      ["A"],
    );
    assert.deepEqual([...changedValues({}, { ...place, attributes: { A: 1 } }).keys()], ["A"]);
    assert.deepEqual([...changedValues({}, { ...place, attributes: unknown }).keys()], []);
  });
});
