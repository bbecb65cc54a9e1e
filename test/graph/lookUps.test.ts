import assert from "node:assert/strict";
import {
  defaultDefinitions,
  startDirectory,
  sufficientRoles,
  type DirectoryOptions,
  type RunningDirectory,
} from "../../simulator";
import { lookUps } from "../../provider/resources/lookUps/lookUps";
import type { LookUpResults } from "../../provider/resources/lookUps/results";
import { LookUpSession, type LookUpSessionOptions } from "../support/lookUpSession";
import { alice, bob, orders, tenant } from "../support/tenant";

interface Parts {
  readonly directory: RunningDirectory;
  /** Looks something up in a session of its own, as a program does that looks once. */
  readonly look: <Name extends keyof LookUpResults>(
    name: Name,
    args?: object,
    options?: LookUpSessionOptions & { mayBeNew?: boolean },
  ) => Promise<LookUpResults[Name]>;
}

async function withTenant(
  test: (parts: Parts) => Promise<void>,
  options: DirectoryOptions = {},
): Promise<void> {
  const directory = await startDirectory({ ...tenant, ...options });
  try {
    await test({
      directory,
      look: async (name, args = {}, { mayBeNew = false, ...session } = {}) =>
        lookUps[name](new LookUpSession(directory, session), { ...args }, { mayBeNew }),
    });
  } finally {
    await directory.close();
  }
}

const user = { principalType: "User", principalId: alice.id };
const asked = ({ journal }: RunningDirectory) =>
  journal.requests.map(({ path }) => path).filter((path) => path.startsWith("/v1.0/"));
const blind = { callers: [{ roles: ["User.Read.All", "CustomSecAttributeDefinition.Read.All"] }] };
const instantly = { clock: { now: () => new Date(), sleep: () => Promise.resolve(), random: () => 0 } };

describe("getCustomSecurityAttributes", () => {
  it("gives the values of a principal by set, under its object id, whatever names it", () =>
    withTenant(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Project: ["Baker"], NumVendors: 0, Certification: false });
      directory.assign(alice.id, "Marketing", { EmployeeId: "GS1" });
      const both = {
        principalObjectId: alice.id,
        attributes: {
          Engineering: { Project: ["Baker"], NumVendors: 0, Certification: false },
          Marketing: { EmployeeId: "GS1" },
        },
      };
      assert.deepEqual(await look("getCustomSecurityAttributes", user), both);
      const byName = { ...user, principalId: alice.userPrincipalName.toUpperCase() };
      assert.deepEqual(await look("getCustomSecurityAttributes", byName), both);
      const path = { ...user, principalId: `/users/${alice.id.toUpperCase()}`, attributeSet: "Marketing" };
      assert.deepEqual(await look("getCustomSecurityAttributes", path), {
        principalObjectId: alice.id,
        attributes: { Marketing: { EmployeeId: "GS1" } },
      });
    }));

  it("gives an empty set where there is none, to a caller who would see it", () =>
    withTenant(async ({ directory, look }) => {
      assert.deepEqual((await look("getCustomSecurityAttributes", user)).attributes, {});
      const set = { ...user, attributeSet: "Engineering" };
      assert.deepEqual((await look("getCustomSecurityAttributes", set)).attributes, { Engineering: {} });
      directory.assign(alice.id, "Engineering", { Level: "x" });
      directory.assign(alice.id, "Marketing", { EmployeeId: "y" });
      directory.assign(alice.id, "Engineering", { Level: null });
      assert.deepEqual(Object.keys((await look("getCustomSecurityAttributes", user)).attributes), [
        "Marketing",
      ]);
    }));

  it("takes nothing for empty that may be hidden [sight]", () =>
    withTenant(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Level: "x" });
      for (const args of [user, { ...user, attributeSet: "Engineering" }]) {
        await assert.rejects(
          look("getCustomSecurityAttributes", args),
          /Microsoft Graph shows no values.*may not read them[^]*CustomSecAttributeAssignment\.Read\.All and User\.Read\.All/,
        );
      }
    }, blind));

  it("takes what a caller of one set sees for proof of that set alone [sight]", () =>
    withTenant(
      async ({ directory, look }) => {
        directory.assign(alice.id, "Engineering", { Level: "x" });
        directory.assign(alice.id, "Marketing", { EmployeeId: "y" });
        const { attributes } = await look("getCustomSecurityAttributes", user);
        assert.deepEqual(attributes, { Engineering: { Level: "x" } });
        const marketing = look("getCustomSecurityAttributes", { ...user, attributeSet: "Marketing" });
        await assert.rejects(marketing, /shows no values of this set/);
        const hidden = look("getPrincipals", {
          principalType: "User",
          where: { Marketing: { EmployeeId: "y" } },
        });
        await assert.rejects(hidden, /CustomSecAttributeAssignment\.Read\.All/);
        const where = { Engineering: { Level: "x" } };
        assert.equal((await look("getPrincipals", { principalType: "User", where })).length, 1);
      },
      { callers: [{ attributeSetScopes: ["Engineering"] }] },
    ));

  it("refuses a set that is not defined, or in another case [names-as-defined]", () =>
    withTenant(async ({ directory, look }) => {
      const set = (attributeSet: string) => look("getCustomSecurityAttributes", { ...user, attributeSet });
      await assert.rejects(
        set("Enginering"),
        /attributeSet: there is no attribute set .*; did you mean `Engineering`/,
      );
      await assert.rejects(
        set("engineering"),
        /attributeSet: the tenant has an attribute set .*: `Engineering`/,
      );
      directory.assign(alice.id, "Engineering", { Level: "x" });
      directory.journal.clear();
      await assert.rejects(set("engineering"), /different upper and lower case/);
      assert.equal(asked(directory).length, 1);
    }));

  it("explains an id of another object, and one that does not exist [mistaken-id]", () =>
    withTenant(async ({ look }) => {
      const app = { principalType: "ServicePrincipal", principalId: orders.appId };
      await assert.rejects(look("getCustomSecurityAttributes", app), new RegExp(`client id .*${orders.id}`));
      const nobody = { ...user, principalId: "00000000-0000-4000-8000-00000000ffff" };
      await assert.rejects(
        look("getCustomSecurityAttributes", nobody),
        /404 .*\nWas the user created just now\?/,
      );
    }));

  it("waits for a principal that another resource has just created [new-principal]", () =>
    withTenant(async ({ directory, look }) => {
      const fault = directory.faults.add({
        match: { path: alice.id, times: 3 },
        respond: { status: 404 },
      });
      const { principalObjectId } = await look("getCustomSecurityAttributes", user, {
        ...instantly,
        mayBeNew: true,
      });
      assert.deepEqual([principalObjectId, fault.hits], [alice.id, 3]);
    }));

  const wrong: [what: string, args: object, problem: RegExp][] = [
    ["no principal", { principalType: "User" }, /principalId: is required/],
    [
      "an unknown type",
      { ...user, principalType: "Group" },
      /principalType: must be "User" or "ServicePrincipal"/,
    ],
    [
      "a name for an app",
      { ...user, principalType: "ServicePrincipal", principalId: "orders-api" },
      /principalId: must be an object id/,
    ],
    ["a set that is none", { ...user, attributeSet: "E_x" }, /attributeSet: the name of an attribute set/],
    [
      "an argument too many",
      { ...user, attributeset: "E" },
      /attributeset: is not an input of this look-up; did you mean `attributeSet`/,
    ],
  ];
  for (const [what, args, problem] of wrong) {
    it(`sends no request for ${what}`, () =>
      withTenant(async ({ directory, look }) => {
        await assert.rejects(look("getCustomSecurityAttributes", args), problem);
        assert.deepEqual(asked(directory), []);
      }));
  }
});

describe("getAttributeSet and getAttributeSets", () => {
  it("give Graph's properties, and the name for its id", () =>
    withTenant(
      async ({ look }) => {
        assert.deepEqual(await look("getAttributeSet", { name: "Größe" }), { name: "Größe" });
        assert.deepEqual(await look("getAttributeSets"), [
          { name: "Alpha", description: "First", maxAttributesPerSet: 25 },
          { name: "Größe" },
        ]);
      },
      {
        attributeSets: ["Größe", { id: "Alpha", description: "First", maxAttributesPerSet: 25 }],
        definitions: [],
      },
    ));

  it("refuse a name that is not there, or in another case, also where Graph finds it [names-as-defined]", async () => {
    for (const nameCase of ["exact", "folded"] as const) {
      await withTenant(
        async ({ look }) => {
          await assert.rejects(
            look("getAttributeSet", { name: "marketing" }),
            /name: the tenant has .*: `Marketing`/,
          );
          await assert.rejects(
            look("getAttributeSet", { name: "Markting" }),
            /no attribute set Markting.*`Marketing`/,
          );
        },
        { assume: { nameCase } },
      );
    }
  });

  it("wait for a set that was created just now", () =>
    withTenant(async ({ directory, look }) => {
      directory.faults.add({
        match: { path: "attributeSets/Marketing", times: 3 },
        respond: { status: 404 },
      });
      const options = { ...instantly, mayBeNew: true };
      assert.equal((await look("getAttributeSet", { name: "Marketing" }, options)).name, "Marketing");
    }));

  it("say which permission is missing", () =>
    withTenant(
      async ({ look }) => {
        const needed = /403 [^]*CustomSecAttributeDefinition\.Read\.All[^]*Attribute Definition Reader/;
        await assert.rejects(look("getAttributeSet", { name: "Marketing" }), needed);
        await assert.rejects(look("getAttributeSets"), needed);
        await assert.rejects(look("getCustomSecurityAttributeDefinitions"), needed);
      },
      { callers: [{ roles: ["User.Read.All"] }] },
    ));
});

describe("getCustomSecurityAttributeDefinitions", () => {
  const many = Array.from({ length: 230 }, (_, index) => ({
    attributeSet: "Sales",
    name: `Extra${index}`,
    type: "String" as const,
  }));

  it("gives all pages, with the predefined values", () =>
    withTenant(
      async ({ look }) => {
        const all = await look("getCustomSecurityAttributeDefinitions", { attributeSet: "Sales" });
        assert.equal(all.length, 231);
        assert.deepEqual(
          all.find(({ name }) => name === "Region"),
          {
            ...{
              id: "Sales_Region",
              attributeSet: "Sales",
              name: "Region",
              type: "String",
              isCollection: false,
            },
            ...{ isSearchable: true, status: "Available", usePreDefinedValuesOnly: true },
            allowedValues: [{ id: "north", isActive: true }],
          },
        );
        const whole = await look("getCustomSecurityAttributeDefinitions");
        assert.equal(whole.length, 231 + defaultDefinitions.length);
        assert.deepEqual(
          whole.map(({ id }) => id),
          whole.map(({ id }) => id).sort(),
        );
      },
      {
        definitions: [
          ...defaultDefinitions,
          { attributeSet: "Sales", name: "Region", type: "String", allowedValues: ["north"] },
          ...many,
        ],
      },
    ));

  it("refuses a set that is not there, and gives nothing of one without definitions [names-as-defined]", () =>
    withTenant(
      async ({ look }) => {
        const of = (attributeSet: string) => look("getCustomSecurityAttributeDefinitions", { attributeSet });
        assert.deepEqual(await of("Empty"), []);
        await assert.rejects(of("empty"), /attributeSet: the tenant has an attribute set .*: `Empty`\.$/);
        await assert.rejects(
          of("Emty"),
          /there is no attribute set Emty in the tenant; did you mean `Empty`\?$/,
        );
      },
      { attributeSets: ["Empty"], definitions: [] },
    ));

  it("takes no list that is cut short for all there is [read-errors]", () =>
    withTenant(
      async ({ directory, look }) => {
        directory.faults.add({ match: { path: "skiptoken", times: Infinity }, respond: { status: 403 } });
        await assert.rejects(look("getCustomSecurityAttributeDefinitions"), /403/);
      },
      { definitions: many },
    ));
});

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
    return withTenant(
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
      withTenant(async ({ directory, look }) => {
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

  it("finds by numbers, Booleans and elements, and those without a value by what it is not", () =>
    withTenant(async ({ directory, look }) => {
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

  it("finds nothing by an attribute that the tenant does not define, and sends no search [names-as-defined] [whole-question]", () =>
    withTenant(
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

  it("explains what Graph says of an attribute that is not searchable, and repeats no value [no-values]", () =>
    withTenant(
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
      await withTenant(
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

  it("goes without definitions that the caller may not see, unless they are to be checked", () =>
    withTenant(
      async ({ directory, look }) => {
        directory.assign(alice.id, "Engineering", { Level: "x" });
        const args = { principalType: "User", where: { Engineering: { Level: "x" } } };
        assert.equal((await look("getPrincipals", args)).length, 1);
        const config = { "customSecurityAttributes:validateDefinitions": "true" };
        await assert.rejects(look("getPrincipals", args, { config }), /validateDefinitions is true/);
      },
      { callers: [{ roles: sufficientRoles.filter((role) => !role.includes("Definition")) }] },
    ));

  it("believes the values that it sees and not the index that found them", () =>
    withTenant(async ({ directory, look }) => {
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

  it("overcomes a Graph that is not well, and gives no part of a list for the whole [retry]", () =>
    withTenant(async ({ directory, look }) => {
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
