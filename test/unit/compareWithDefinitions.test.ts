import assert from "node:assert/strict";
import type { DefinedSet } from "../../provider/entra/definition";
import { compareWithDefinitions } from "../../provider/resources/assignment/definitions";
import { canBePutRight } from "../../provider/resources/assignment/finding";
import { definedSet } from "../support/unit/definedSet";
import { unknown } from "../support/provider/unknown";

describe("compareWithDefinitions", () => {
  const cases: [what: string, attributes: Record<string, unknown>, findings: [string, string, RegExp][]][] = [
    [
      "values of the defined types",
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
      "a single value for a list",
      { Project: "Baker" },
      [["attributes.Project", "wrongType", /collection of String.*list of strings/]],
    ],
    [
      "a list for a single value",
      { NumVendors: [4] },
      [["attributes.NumVendors", "wrongType", /Integer.*whole number/]],
    ],
    [
      "a list of numbers for a list of texts",
      { Project: [4] },
      [["attributes.Project", "wrongType", /list of strings/]],
    ],
    [
      "a name with different upper and lower case",
      { level: "a" },
      [["attributes.level", "otherCase", /write it as it is defined: `Level`$/]],
    ],
    ["a name that is nearly right", { NumVendor: 4 }, [["attributes.NumVendor", "missing", /`NumVendors`/]]],
    [
      "a name that resembles no other",
      { Quux: 4 },
      [["attributes.Quux", "missing", /no attribute of this name$/]],
    ],
    ["a deactivated attribute", { Old: "a" }, [["attributes.Old", "deprecated", /deactivated/]]],
    ["predefined values", { Stage: ["alpha", unknown], Grade: 1 }, []],
    [
      "a value that is not predefined",
      { Stage: ["alpha", "gamma"] },
      [["attributes.Stage[1]", "notPredefined", /not one of the 2 predefined/]],
    ],
    [
      "a number that is not predefined",
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
    it(`${findings.length > 0 ? "finds" : "accepts"} ${what}`, () => {
      const found = compareWithDefinitions("Engineering", new Map(Object.entries(attributes)), definedSet);
      assert.deepEqual(
        found.map(({ path, kind }) => [path, kind]),
        findings.map(([path, kind]) => [path, kind]),
      );
      for (const [index, [, , reason]] of findings.entries())
        assert.match(found[index]?.reason ?? "", reason);
      assert.doesNotMatch(JSON.stringify(found), /clandestine|gamma/);
    });
  }

  it("finds a set that the tenant does not have, and names the one that was meant", () => {
    const sets: DefinedSet = { exists: false, attributeSets: ["Engineering", "Marketing"] };
    const compare = (set: string) => compareWithDefinitions(set, new Map([["Level", "a"]]), sets);
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

  it("distinguishes what can be put right in the tenant from what cannot", () => {
    const values = { Stage: ["beta", "gamma"], Old: "a", Quux: 1, level: "a", Level: 4 };
    const found = compareWithDefinitions("Engineering", new Map(Object.entries(values)), definedSet);
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
