import assert from "node:assert/strict";
import { defaultDefinitions, sufficientRoles } from "../../simulator";
import { alice, bob, orders } from "../support/tenant";
import { asked, blind, instantly, withLookUps } from "../support/graph/withLookUps";

describe("getPrincipals", () => {
  const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const values = ["O'Neill & Söhne", "50% + 1", "a#b", "日本語 😀", "x=y?z/w"];

  it("finds more than a thousand, in pages, in the order of their ids", () => {
    const users = Array.from({ length: 1_234 }, (_, index) => ({
      id: idOf(index),
      userPrincipalName: `u${index}@contoso.example`,
      customSecurityAttributes: {
        Engineering: { Project: ["Baker", "Alpine"], Level: index % 2 ? "Senior" : "Staff" },
      },
    }));
    return withLookUps(
      async ({ directory, look }) => {
        const bakers = await look("getPrincipals", {
          principalType: "User",
          where: { Engineering: { Project: "Baker", Level: { startsWith: "S", ne: "Staff" } } },
        });
        assert.equal(bakers.length, 617);
        assert.deepEqual(bakers[0], {
          principalObjectId: idOf(1),
          displayName: "u1",
          userPrincipalName: "u1@contoso.example",
          attributes: { Engineering: { Project: ["Alpine", "Baker"], Level: "Senior" } },
        });
        assert.deepEqual(
          bakers.map(({ principalObjectId }) => principalObjectId),
          bakers.map(({ principalObjectId }) => principalObjectId).sort(),
        );
        const searches = directory.journal.requests.filter(({ path }) => path === "/v1.0/users");
        assert.equal(searches.length, 7);
        for (const { query, headers } of searches) {
          assert.deepEqual([query["$count"], headers["consistencylevel"]], ["true", "eventual"]);
        }
      },
      { users },
    );
  });

  for (const value of values) {
    it(`finds ${value} and nothing else [exact-names]`, () =>
      withLookUps(async ({ directory, look }) => {
        directory.assign(orders.id, "Engineering", { Level: value });
        directory.assign(alice.id, "Engineering", { Level: `${value}.` });
        const where = { Engineering: { Level: value } };
        assert.deepEqual(await look("getPrincipals", { principalType: "ServicePrincipal", where }), [
          {
            principalObjectId: orders.id,
            displayName: orders.displayName,
            clientId: orders.appId,
            attributes: { Engineering: { Level: value } },
          },
        ]);
        assert.deepEqual(await look("getPrincipals", { principalType: "User", where }), []);
      }));
  }

  it("finds by numbers, Booleans and elements, and principals without a value by `ne`", () =>
    withLookUps(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 0, Certification: false, CostCenter: [1, 2] });
      directory.assign(bob.id, "Marketing", { EmployeeId: "x" });
      const found = async (attributes: object) =>
        (await look("getPrincipals", { principalType: "User", where: { Engineering: attributes } })).map(
          ({ principalObjectId }) => principalObjectId,
        );
      assert.deepEqual(await found({ NumVendors: 0, Certification: false, CostCenter: 2 }), [alice.id]);
      assert.deepEqual(await found({ NumVendors: { ne: 4 } }), [alice.id, bob.id]);
      assert.deepEqual(await found({ NumVendors: { ne: 0 } }), [bob.id]);
      assert.deepEqual(await found({ CostCenter: 3 }), []);
    }));

  it("refuses an attribute that the tenant does not define as asked, and sends no search [names-as-defined] [whole-question]", () =>
    withLookUps(
      async ({ directory, look }) => {
        const problems: [where: object, problem: RegExp][] = [
          [
            { Enginering: { Level: "x" } },
            /where\.Enginering: there is no attribute set .*did you mean `Engineering`/,
          ],
          [
            { engineering: { Level: "x" } },
            /where\.engineering: the tenant has an attribute set .*`Engineering`/,
          ],
          [
            { Engineering: { Levl: { ne: "x" } } },
            /where\.Engineering\.Levl\.ne: .*no attribute of this name; did you mean `Level`/,
          ],
          [
            { Engineering: { level: "x" } },
            /where\.Engineering\.level: the tenant has an attribute .*`Level`/,
          ],
          [
            { Engineering: { NumVendors: "4" } },
            /where\.Engineering\.NumVendors: .* Integer, so this must be a whole number/,
          ],
          [{ Engineering: { NumVendors: { startsWith: "4" } } }, /startsWith works only with strings/],
          [{ Engineering: { Hidden: "x" } }, /where\.Engineering\.Hidden: the attribute is not searchable/],
        ];
        for (const [where, problem] of problems) {
          await assert.rejects(look("getPrincipals", { principalType: "User", where }), problem);
        }
        assert.deepEqual(
          asked(directory).filter((request) => request.includes("/users")),
          [],
        );
      },
      {
        definitions: [
          ...defaultDefinitions,
          { attributeSet: "Engineering", name: "Hidden", type: "String", isSearchable: false },
        ],
      },
    ));

  it("explains Graph's error for an attribute that is not searchable, without a value [no-values]", () =>
    withLookUps(
      async ({ look }) => {
        const where = { Engineering: { Level: "clandestine" } };
        const config = { "customSecurityAttributes:validateDefinitions": "false" };
        await assert.rejects(
          look("getPrincipals", { principalType: "User", where }, { config }),
          (error: Error) => {
            assert.match(
              error.message,
              /^Could not find users by Engineering\.Level: .*400 Request_UnsupportedQuery/,
            );
            assert.match(error.message, /only by attributes that are searchable/);
            assert.doesNotMatch(error.message, /clandestine/);
            return true;
          },
        );
      },
      {
        definitions: [{ attributeSet: "Engineering", name: "Level", type: "String", isSearchable: false }],
      },
    ));

  it("accepts an empty answer only from a caller who may see values [sight]", async () => {
    const wheres = [{ Engineering: { Level: "x" } }, { Engineering: { Level: { ne: "x" } } }];
    for (const filterWithoutAccess of ["forbidden", "asIfNoneAssigned"] as const) {
      await withLookUps(
        async ({ directory, look }) => {
          directory.assign(alice.id, "Engineering", { Level: "x" });
          for (const where of wheres) {
            await assert.rejects(
              look("getPrincipals", { principalType: "User", where }),
              /Could not find users by Engineering\.Level: [^]*CustomSecAttributeAssignment\.Read\.All and User\.Read\.All/,
            );
          }
        },
        { ...blind, assume: { filterWithoutAccess } },
      );
    }
  });

  it("works without definitions that the caller may not read, unless they have to be checked", () =>
    withLookUps(
      async ({ directory, look }) => {
        directory.assign(alice.id, "Engineering", { Level: "x" });
        const args = { principalType: "User", where: { Engineering: { Level: "x" } } };
        assert.equal((await look("getPrincipals", args)).length, 1);
        const config = { "customSecurityAttributes:validateDefinitions": "true" };
        await assert.rejects(look("getPrincipals", args, { config }), /validateDefinitions is true/);
      },
      { callers: [{ roles: sufficientRoles.filter((role) => !role.includes("Definition")) }] },
    ));

  it("leaves out a principal whose current values do not match, although Graph's index found it", () =>
    withLookUps(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Level: "old" });
      directory.faults.add({
        match: { path: "/v1.0/users?" },
        respond: {
          status: 200,
          body: {
            value: [
              {
                id: alice.id,
                displayName: "alice",
                customSecurityAttributes: { Engineering: { Level: "new" } },
              },
            ],
          },
        },
      });
      assert.deepEqual(
        await look("getPrincipals", { principalType: "User", where: { Engineering: { Level: "old" } } }),
        [],
      );
    }));

  it("refuses to leave out a value of an unknown kind, or to take it for no value", () =>
    withLookUps(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Level: "old" });
      const customSecurityAttributes = { Engineering: { Level: { of: "old" } } };
      const body = { value: [{ id: alice.id, displayName: "alice", customSecurityAttributes }] };
      directory.faults.add({ match: { path: "/v1.0/users?" }, respond: { status: 200, body } });
      await assert.rejects(
        look("getPrincipals", { principalType: "User", where: { Engineering: { Level: { ne: "new" } } } }),
        /shows Engineering\.Level with a value of a kind that this release does not know/,
      );
    }));

  it("retries when Graph fails, and fails if a page of the list is missing [retry]", () =>
    withLookUps(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Level: "x" });
      const args = { principalType: "User", where: { Engineering: { Level: "x" } } };
      for (const status of [429, 503, 500]) {
        directory.faults.add({ match: { path: "/users?" }, respond: { status } });
        assert.equal((await look("getPrincipals", args, instantly)).length, 1);
      }
      const link = `${directory.graphEndpoint}/v1.0/users?$skiptoken=x`;
      directory.faults.add({
        match: { path: "/users?" },
        respond: { status: 200, body: { value: [], "@odata.nextLink": link } },
      });
      directory.faults.add({ match: { path: "skiptoken" }, respond: { status: 403 } });
      await assert.rejects(look("getPrincipals", args), /403/);
    }));
});
