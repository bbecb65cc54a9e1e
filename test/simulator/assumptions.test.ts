import assert from "node:assert/strict";
import { defaultDefinitions, sufficientRoles, type Assumptions, type DefinitionSeed } from "../../simulator";
import { alice, connected } from "./connected";

const path = `/v1.0/users/${alice.id}`;
const aliceWith = (
  customSecurityAttributes: Record<string, Record<string, string | string[] | number[]>>,
) => ({
  users: [{ ...alice, customSecurityAttributes }],
});

describe("what is only assumed", () => {
  const other: [assume: Partial<Assumptions>, values: Record<string, unknown>, status: number][] = [
    [{ emptySetObject: "forbidden" }, {}, 403],
    [{ nullForCollection: "refused" }, { Project: null }, 400],
    [
      { annotatedEmptyCollection: "clears" },
      { "Project@odata.type": "#Collection(String)", Project: [] },
      204,
    ],
    [{ missingAnnotation: "accepted" }, { NumVendors: 4 }, 204],
    [
      { duplicateValues: "merged" },
      { "Project@odata.type": "#Collection(String)", Project: ["a", "a"] },
      204,
    ],
    [{ clearingDeprecated: "refused" }, { Old: null }, 400],
    [{ inactiveValueAlreadyThere: "refused" }, { Stage: "retired" }, 400],
  ];
  const options = {
    ...aliceWith({ Engineering: { Old: "1", Stage: "retired" } }),
    definitions: [
      ...defaultDefinitions,
      { attributeSet: "Engineering", name: "Old", type: "String", status: "Deprecated" },
      {
        attributeSet: "Engineering",
        name: "Stage",
        type: "String",
        allowedValues: [{ id: "retired", isActive: false }],
      },
    ] satisfies DefinitionSeed[],
  };
  for (const [assume, values, status] of other) {
    it(`can be otherwise: ${JSON.stringify(assume)}`, async () => {
      await connected({ ...options, assume }, async ({ graph }) => {
        assert.equal((await graph.assign(path, "Engineering", values)).status, status);
      });
      await connected(options, async ({ graph }) => {
        assert.notEqual((await graph.assign(path, "Engineering", values)).status, status);
      });
    });
  }

  it("can be otherwise: no new values for an attribute that is deactivated", async () => {
    const definitions = [
      { attributeSet: "Engineering", name: "Stage", type: "String", status: "Deprecated", allowedValues: [] },
    ] as const;
    const path = "/v1.0/directory/customSecurityAttributeDefinitions/Engineering_Stage/allowedValues";
    for (const [assume, status] of [[{}, 201] as const, [{ valueForDeprecated: "refused" }, 400] as const]) {
      await connected({ definitions, assume }, async ({ graph }) => {
        assert.equal((await graph.post(path, { id: "first", isActive: true })).status, status);
      });
    }
  });

  const otherBodies: [assume: Partial<Assumptions>, customSecurityAttributes: unknown, status: number][] = [
    [{ setAsString: "refused" }, { Engineering: '{"Level":"1"}' }, 400],
    [{ emptyBody: "refused" }, {}, 400],
    [{ nullBody: "ignored" }, null, 204],
  ];
  for (const [assume, customSecurityAttributes, status] of otherBodies) {
    it(`can be otherwise: ${JSON.stringify(assume)}`, async () => {
      await connected({ assume }, async ({ graph }) => {
        assert.equal((await graph.patch(path, { customSecurityAttributes })).status, status);
      });
      await connected({}, async ({ graph }) => {
        assert.notEqual((await graph.patch(path, { customSecurityAttributes })).status, status);
      });
    });
  }

  it("can be otherwise: collections come back as they were sent", () =>
    connected(
      { ...aliceWith({ Engineering: { Project: ["a", "b", "c"] } }), assume: { collectionOrder: "asSent" } },
      async ({ graph }) => {
        const { body } = await graph.get(`${path}?$select=customSecurityAttributes`);
        assert.deepEqual((body as Values).customSecurityAttributes?.["Engineering"]?.["Project"], [
          "a",
          "b",
          "c",
        ]);
      },
    ));

  it("can be changed: lists without values, except those with a filter", async () => {
    const list = "/v1.0/users?$select=id,customSecurityAttributes";
    const filter = encodeURIComponent("customSecurityAttributes/Engineering/Level eq 'Senior'");
    const filtered = `${list}&$count=true&ConsistencyLevel=eventual&$filter=${filter}`;
    const options = aliceWith({ Engineering: { Level: "Senior" } });
    const shows = async (path: string, assume: Partial<Assumptions>) => {
      let first: object | undefined;
      await connected({ ...options, assume }, async ({ graph }) => {
        first = ((await graph.get(path)).body as { value: object[] }).value[0];
      });
      assert.ok(first && "id" in first);
      return "customSecurityAttributes" in first;
    };
    assert.equal(await shows(list, {}), true);
    assert.equal(await shows(list, { valuesInLists: "leftOut" }), false);
    assert.equal(await shows(filtered, { valuesInLists: "leftOut" }), true);
  });

  it("can be otherwise: no values at creation", async () => {
    const caller = { roles: [...sufficientRoles, "User.ReadWrite.All"] };
    const user = { userPrincipalName: "dave@contoso.example", displayName: "Dave" };
    const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";
    const create = async (level: string, assume: Partial<Assumptions>) => {
      const statuses: number[] = [];
      await connected({ callers: [caller], assume }, async ({ graph }) => {
        const customSecurityAttributes = { Engineering: { "@odata.type": type, Level: level } };
        statuses.push((await graph.post("/v1.0/users", { ...user, customSecurityAttributes })).status);
        statuses.push((await graph.get("/v1.0/users/dave@contoso.example")).status);
      });
      return statuses;
    };
    assert.deepEqual(await create("Senior", {}), [201, 200]);
    assert.deepEqual(await create("Senior", { valuesAtCreation: "refused" }), [400, 404]);
    assert.deepEqual(await create("", {}), [400, 404]);
  });
});

interface Values {
  customSecurityAttributes: Record<string, Record<string, unknown>> | null;
}
