import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import { alice, connected, ordersApi } from "./connected";
import { errorOf, type GraphConnection } from "./graphConnection";

const users = [
  {
    ...alice,
    customSecurityAttributes: { Marketing: { AppCountry: ["India", "Canada"], EmployeeId: "KX19476" } },
  },
  {
    id: "aaaaaaaa-0000-4000-8000-000000000002",
    userPrincipalName: "bob@contoso.example",
    customSecurityAttributes: {
      Marketing: { AppCountry: ["Mexico"], EmployeeId: "GS46982" },
      Engineering: { NumVendors: 4, Certification: true },
    },
  },
  { id: "aaaaaaaa-0000-4000-8000-000000000003", userPrincipalName: "carol@contoso.example" },
];
const eventual = { ConsistencyLevel: "eventual" };

async function find(graph: GraphConnection, filter: string, collection = "users"): Promise<string[]> {
  const path = `/v1.0/${collection}?$count=true&$select=displayName&$filter=${encodeURIComponent(filter)}`;
  const { status, body } = await graph.get(path, eventual);
  assert.equal(status, 200, JSON.stringify(body));
  const { value, ...rest } = body as { value: { displayName: string }[] };
  assert.equal((rest as Record<string, unknown>)["@odata.count"], value.length);
  return value.map(({ displayName }) => displayName);
}

describe("filters", () => {
  const country = "customSecurityAttributes/Marketing/AppCountry";
  const employee = "customSecurityAttributes/Marketing/EmployeeId";
  const found: [filter: string, names: string[]][] = [
    [`${country} eq 'Canada'`, ["alice"]],
    [`${country} eq 'canada'`, []],
    [`${country} ne 'Canada'`, ["bob", "carol"]],
    [`not(${country} eq 'Canada')`, ["bob", "carol"]],
    [`startsWith(${employee},'GS')`, ["bob"]],
    [`startswith(${employee}, 'gs')`, []],
    [`not startsWith(${employee},'GS')`, ["alice", "carol"]],
    [`${country} ne 'Canada' and startsWith(${employee},'GS')`, ["bob"]],
    [`(${country} eq 'Canada') and (displayName eq 'ALICE')`, ["alice"]],
    [`${country} eq 'Canada' or startsWith(${employee},'GS')`, ["alice", "bob"]],
    [`displayName eq 'carol' or ${country} eq 'Canada' and displayName eq 'bob'`, ["carol"]],
    [`(displayName eq 'carol' or ${country} eq 'Canada') and displayName eq 'alice'`, ["alice"]],
    ["customSecurityAttributes/Engineering/NumVendors eq 4", ["bob"]],
    ["customSecurityAttributes/Engineering/Certification eq true", ["bob"]],
    ["userPrincipalName eq 'Carol@contoso.example'", ["carol"]],
    [`id eq '${alice.id}'`, ["alice"]],
    ["accountEnabled eq true", ["alice", "bob", "carol"]],
    ["displayName eq 'o''brien'", []],
  ];
  for (const [filter, names] of found) {
    it(filter, () =>
      connected({ users }, async ({ graph }) => {
        assert.deepEqual(await find(graph, filter), names);
      }),
    );
  }

  it("find service principals and applications by client id", () =>
    connected(
      { applications: [{ id: "e".repeat(8), appId: ordersApi.appId, displayName: "app" }] },
      async ({ graph }) => {
        assert.deepEqual(await find(graph, `appId eq '${ordersApi.appId}'`, "servicePrincipals"), [
          "orders-api",
        ]);
        assert.deepEqual(await find(graph, `appId eq '${ordersApi.appId}'`, "applications"), ["app"]);
      },
    ));

  it("need $count and ConsistencyLevel, the latter as a header or in the query", () =>
    connected({ users }, async ({ graph }) => {
      const filter = `$filter=${country.replaceAll(" ", "+")}+eq+'Canada'`;
      const statuses = [
        await graph.get(`/v1.0/users?${filter}`, eventual),
        await graph.get(`/v1.0/users?$count=true&${filter}`),
        await graph.get(`/v1.0/users?$count=true&${filter}`, eventual),
        await graph.get(`/v1.0/users?$count=true&ConsistencyLevel=eventual&${filter}`),
      ].map(({ status }) => status);
      assert.deepEqual(statuses, [400, 400, 200, 200]);
    }));

  it("need an attribute that can be searched, and permission to see it", async () => {
    const filter = "$count=true&$filter=customSecurityAttributes/Engineering/Level+eq+'1'";
    const definitions = defaultDefinitions.map((one) =>
      one.name === "Level" ? { ...one, isSearchable: false } : one,
    );
    await connected({ users, definitions }, async ({ graph }) => {
      const reply = await graph.get(`/v1.0/users?${filter}`, eventual);
      assert.equal(errorOf(reply).code, "Request_UnsupportedQuery");
    });
    const callers = [{ roles: ["User.Read.All"] }];
    await connected({ users, callers }, async ({ graph }) => {
      assert.equal((await graph.get(`/v1.0/users?${filter}`, eventual)).status, 403);
    });
    await connected(
      { users, callers, assume: { filterWithoutAccess: "asIfNoneAssigned" } },
      async ({ graph }) => {
        assert.deepEqual(await find(graph, "customSecurityAttributes/Marketing/AppCountry eq 'Canada'"), []);
      },
    );
    await connected(
      { users, definitions, assume: { filterOnUnsearchable: "allowed" } },
      async ({ graph }) => {
        assert.deepEqual(await find(graph, "customSecurityAttributes/Engineering/Level eq '1'"), []);
      },
    );
  });

  it("need a value of the attribute's type", async () => {
    const number = "customSecurityAttributes/Engineering/NumVendors";
    const others = [
      `${number} eq '4'`,
      `startsWith(${number},'4')`,
      "customSecurityAttributes/Engineering/Certification eq 1",
    ];
    await connected({ users }, async ({ graph }) => {
      for (const filter of others) {
        const reply = await graph.get(
          `/v1.0/users?$count=true&$filter=${encodeURIComponent(filter)}`,
          eventual,
        );
        assert.deepEqual([reply.status, errorOf(reply).code], [400, "Request_UnsupportedQuery"], filter);
      }
      assert.deepEqual(await find(graph, `${number} eq null`), ["alice", "carol"]);
    });
    await connected({ users, assume: { filterOfOtherType: "findsNobody" } }, async ({ graph }) => {
      for (const filter of others) assert.deepEqual(await find(graph, filter), [], filter);
    });
  });

  it("find an attribute by its name in another case where Graph ignores it", () =>
    connected({ users, assume: { nameCase: "folded" } }, async ({ graph }) => {
      assert.deepEqual(await find(graph, "customSecurityAttributes/marketing/employeeid eq 'GS46982'"), [
        "bob",
      ]);
    }));

  it("ask the elements of a collection with any(), as the Azure CLI does for `az ad sp show`", () =>
    connected({ servicePrincipals: [ordersApi], warn: () => {} }, async ({ graph }) => {
      const names = async (filter: string) => {
        const path = `/v1.0/servicePrincipals?$filter=${encodeURIComponent(filter)}`;
        const { status, body } = await graph.get(path);
        return [status, (body as { value?: { id: string }[] }).value?.map(({ id }) => id)];
      };
      const asked = `servicePrincipalNames/any(c:c eq '${ordersApi.appId}')`;
      assert.deepEqual(await names(asked), [200, [ordersApi.id]]);
      assert.deepEqual(await names("servicePrincipalNames/any(c:c eq 'https://other.example')"), [200, []]);
      assert.deepEqual(await names(`not(servicePrincipalNames/any(x: x eq '${ordersApi.appId}'))`), [
        200,
        [],
      ]);
      assert.deepEqual(
        await names(`servicePrincipalNames/any(c:startswith(c,'${ordersApi.appId.slice(0, 8)}'))`),
        [200, [ordersApi.id]],
      );
      const unknown = ["any(c:c ne 'x')", "any(c:c/name eq 'x')", "all(c:c eq 'x')", "any(c:d eq 'x')"];
      for (const lambda of [
        ...unknown.map((text) => `servicePrincipalNames/${text}`),
        "displayName/any(c:c eq 'x')",
      ])
        assert.deepEqual(await names(lambda), [501, undefined], lambda);
      const values = "customSecurityAttributes/Engineering/Project/any(c:c eq 'Baker')";
      assert.deepEqual(await names(values), [400, undefined]);
    }));

  it("that the simulator does not know are refused, and never ignored", () => {
    const warnings: string[] = [];
    return connected({ users, warn: (text) => warnings.push(text) }, async ({ graph }) => {
      const unknown = [
        "/v1.0/users?$filter=displayName+ge+'a'",
        "/v1.0/users?$filter=displayName+in+('a','b')",
        "/v1.0/users?$search=%22a%22",
        "/v1.0/users?select=id",
        "/v1.0/users?$select=id,department",
        "/v1.0/users?$filter=department+eq+'a'",
        "/v1.0/users/$count?$top=1",
      ];
      for (const path of unknown) assert.equal((await graph.get(path)).status, 501, path);
      assert.equal(warnings.length, unknown.length);
    });
  });

  it("are refused where they end too early", () =>
    connected({ users }, async ({ graph }) => {
      for (const filter of ["displayName+eq", "not", "startsWith(displayName,'a'", "displayName+eq+'a"]) {
        assert.equal((await graph.get(`/v1.0/users?$filter=${filter}`)).status, 400, filter);
      }
    }));
});

describe("lists", () => {
  it("are counted in plain text, by the search index alone", () =>
    connected({ users, servicePrincipals: [ordersApi] }, async ({ graph }) => {
      const { status, headers, body } = await graph.get("/v1.0/users/$count", eventual);
      assert.deepEqual([status, headers["content-type"], body], [200, "text/plain", 3]);
      const country = encodeURIComponent("customSecurityAttributes/Marketing/AppCountry eq 'Canada'");
      assert.equal((await graph.get(`/v1.0/users/$count?$filter=${country}`, eventual)).body, 1);
      assert.equal((await graph.get("/v1.0/servicePrincipals/$count", eventual)).body, 1);
      const refused = await graph.get("/v1.0/users/$count");
      assert.deepEqual([refused.status, errorOf(refused).code], [400, "Request_BadRequest"]);
    }));

  it("come in pages that link to each other", () =>
    connected({ users }, async ({ directory, graph }) => {
      const names: string[] = [];
      let next: string | undefined = "/v1.0/users?$top=2&$select=displayName";
      let pages = 0;
      while (next !== undefined) {
        const { body } = await graph.get(next);
        const page = body as { value: { displayName: string }[]; "@odata.nextLink"?: string };
        names.push(...page.value.map(({ displayName }) => displayName));
        next = page["@odata.nextLink"]?.replace(directory.graphEndpoint, "");
        pages += 1;
      }
      assert.deepEqual([names, pages], [["alice", "bob", "carol"], 2]);
    }));

  it("refuse pages of no size", () =>
    connected({ users }, async ({ graph }) => {
      for (const top of ["0", "1000", "x"])
        assert.equal((await graph.get(`/v1.0/users?$top=${top}`)).status, 400, top);
    }));

  it("show values only where $select asks for them", () =>
    connected({ users }, async ({ graph }) => {
      const { body } = await graph.get("/v1.0/users?$top=1");
      assert.equal("customSecurityAttributes" in ((body as { value: object[] }).value[0] ?? {}), false);
      const selected = await graph.get("/v1.0/users?$top=1&$select=customSecurityAttributes");
      assert.deepEqual((selected.body as { value: object[] }).value, [
        {
          customSecurityAttributes: {
            Marketing: {
              "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
              "AppCountry@odata.type": "#Collection(String)",
              AppCountry: ["Canada", "India"],
              EmployeeId: "KX19476",
            },
          },
        },
      ]);
    }));
});
