import assert from "node:assert/strict";
import { countsOf } from "../../../provider/cli/report/counts";
import { findingsIn } from "../../../provider/cli/report/findings";
import { reportCsv, reportJson } from "../../../provider/cli/report/reportText";
import { definition, estate, principal } from "../support/estates";

const definitions = [
  definition("Project", {
    isCollection: true,
    usePreDefinedValuesOnly: true,
    allowedValues: [
      { id: "Alpine", isActive: false },
      { id: "Baker", isActive: true },
    ],
  }),
  definition("Level", { status: "Deprecated" }),
  definition("Rank", {
    type: "Integer",
    usePreDefinedValuesOnly: true,
    allowedValues: [{ id: "1", isActive: true }],
  }),
];
const found = (values: Parameters<typeof principal>[1]) =>
  findingsIn(estate([principal(1, values)], { definitions })).map(({ kind, reason }) => [kind, reason]);

describe("findings", () => {
  it("are empty if all values match the definitions", () =>
    assert.deepEqual(found({ Engineering: { Project: ["Baker"], Rank: 1 } }), []));

  it("name values that the definition does not allow, and why", () => {
    assert.deepEqual(found({ Engineering: { Project: ["Baker", "Zeppelin"] } }), [
      ["notAllowed", "not one of the predefined values"],
    ]);
    assert.deepEqual(found({ Engineering: { Project: ["Alpine", "Baker", "Zeppelin", "Zeus"] } }), [
      ["notAllowed", "a predefined value that is deactivated"],
      ["notAllowed", "not one of the predefined values"],
    ]);
    assert.deepEqual(found({ Engineering: { Project: "Baker" } }), [
      ["notAllowed", "a single value, and the attribute is a collection"],
    ]);
    assert.deepEqual(found({ Engineering: { Rank: "1" } }), [["notAllowed", "not of the type Integer"]]);
  });

  it("name deprecated attributes in use and attributes that are not defined", () => {
    assert.deepEqual(
      found({ Engineering: { Level: "x", Unheard: 1 } }).map(([kind]) => kind),
      ["deprecatedInUse", "notDefined"],
    );
  });

  it("name principals without values, and agent identities among them", () => {
    const agent = principal(
      2,
      {},
      { principalType: "ServicePrincipal", servicePrincipalType: "ServiceIdentity" },
    );
    assert.deepEqual(
      findingsIn(estate([principal(1), agent])).map(({ kind }) => kind),
      ["untagged", "untagged", "agentWithoutTags"],
    );
  });

  it("flag no value where the definitions are not known", () => {
    assert.deepEqual(findingsIn(estate([principal(1, { Engineering: { Unheard: 1 } })])), []);
  });

  it("contain no value, and are next to the estate and its counts in JSON", () => {
    const report = JSON.parse(
      reportJson(estate([principal(1, { Engineering: { Project: ["Zeppelin"] } })], { definitions })),
    ) as {
      version: number;
      findings: object[];
      counts: { principals: number };
    };
    assert.deepEqual([report.version, report.findings.length, report.counts.principals], [1, 1, 1]);
    assert.ok(!JSON.stringify(report.findings).includes("Zeppelin"));
  });

  it("are in the rows, with the number of principals that have the value", () => {
    const some = [
      principal(1, { Engineering: { Project: ["Zeppelin"] } }),
      principal(2, { Engineering: { Project: ["Zeppelin", "Baker"] } }),
    ];
    const lines = reportCsv(estate(some, { definitions })).split("\r\n");
    assert.match(lines[0] ?? "", /,findings,principalsWithValue$/);
    assert.match(lines[1] ?? "", /,Zeppelin,.*,notAllowed,2$/);
    assert.match(lines[2] ?? "", /,Zeppelin,.*,notAllowed,2$/);
    assert.match(lines[3] ?? "", /,Baker,.*,,1$/);
  });
});

describe("counts", () => {
  it("count principals by value, the most frequent first, and unused values as zero", () => {
    const some = [
      principal(1, { Engineering: { Project: ["Baker", "Alpine"] } }),
      principal(2, { Engineering: { Project: ["Baker"] } }),
      principal(3),
    ];
    const counts = countsOf(estate(some, { definitions, attributeSets: [{ name: "Other" }] }));
    assert.deepEqual([counts.principals, counts.users, counts.withoutValues], [3, 3, 1]);
    const [engineering, other] = counts.attributeSets;
    assert.deepEqual([engineering?.principals, other?.principals], [2, 0]);
    assert.deepEqual(engineering?.attributes.find(({ name }) => name === "Project")?.values, [
      { value: "Baker", principals: 2 },
      { value: "Alpine", principals: 1 },
    ]);
    assert.deepEqual(
      engineering?.attributes.find(({ name }) => name === "Level"),
      { name: "Level", principals: 0, values: [] },
    );
  });
});
