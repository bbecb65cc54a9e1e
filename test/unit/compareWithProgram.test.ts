import assert from "node:assert/strict";
import type { DefinedSet } from "../../provider/entra/definition";
import type { ClaimedDefinition, SchemaClaims } from "../../provider/graph/schema/schemaClaims";
import { compareWithDefinitions, compareWithProgram } from "../../provider/resources/assignment/definitions";
import { canBePutRight } from "../../provider/resources/assignment/finding";
import { definedSet } from "../support/unit/definedSet";
import { programWith } from "../support/unit/programWith";
import { unknown } from "../support/provider/unknown";

describe("compareWithDefinitions, of a program with definitions of its own,", () => {
  const inTenantOf = (attributeSets: string[]) => (set: string, program: SchemaClaims) =>
    compareWithDefinitions(set, new Map([["Level", "a"]]), { exists: false, attributeSets }, program);

  it("finds a set that the tenant has only in another case, also if the program defines it", () => {
    const program = programWith(["engineering"]);
    const [finding, ...others] = inTenantOf(["Engineering"])("engineering", program);
    assert.equal(finding?.kind, "otherCase");
    assert.match(finding?.reason ?? "", /write it as it is defined: `Engineering`$/);
    assert.deepEqual(others, []);
  });

  it("accepts what the program defines, and finds the rest", () => {
    const listing = { isCollection: true, usePreDefinedValuesOnly: true, allowedValues: ["gamma"] };
    const program = programWith(["Sales"], { Quux: { type: "Integer" }, Old: {}, Stage: listing });
    assert.deepEqual(inTenantOf(["Marketing"])("Engineering", programWith([], { Level: {} })), []);
    assert.equal(inTenantOf(["Marketing"])("Other", program)[0]?.path, "attributeSet");
    const values = new Map(Object.entries({ Quux: 4, Old: "a", Stage: ["gamma", "alpha"], level: "a" }));
    assert.deepEqual(
      compareWithDefinitions("Engineering", values, definedSet, program).map(({ path }) => path),
      ["attributes.level"],
    );
  });

  it("finds an attribute that the program defines as deactivated, whether the tenant has it or not", () => {
    const deactivated = { status: "Deprecated" } as const;
    const program = programWith(["Engineering"], {
      Level: { type: "String", ...deactivated },
      New: deactivated,
    });
    const values = new Map(Object.entries({ Level: "a", New: "a" }));
    assert.deepEqual(
      compareWithDefinitions("Engineering", values, definedSet, program).map(({ path, kind, reason }) => [
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

  it("finds an attribute that the program does not define, in a set that it does", () => {
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
    return { there: findings(definedSet), notYet: findings({ exists: true, definitions: [] }) };
  };

  it("finds a value that the program's definition does not list, unless the tenant has it active", () => {
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

  it("accepts every value while it is unknown which ones the program lists, or whether it limits them", () => {
    const nothing = { there: [], notYet: [] };
    assert.deepEqual(stage({ allowedValues: ["gamma"], listsUnknownValues: true }), nothing);
    assert.deepEqual(stage({ allowedValues: ["gamma"], usePreDefinedValuesOnly: undefined }), nothing);
    assert.deepEqual(stage({ allowedValues: ["gamma"], usePreDefinedValuesOnly: false }), nothing);
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

  it("accepts what fits, what is unknown on either side, and what the program does not define", () => {
    assert.deepEqual(
      compare({ Level: "a", Stage: [unknown], Grade: unknown, Vague: 4, Either: [4], Other: true }),
      [],
    );
    assert.deepEqual(compare({ Level: 4 }, "Marketing"), []);
  });
});
