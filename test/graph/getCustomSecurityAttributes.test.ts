import assert from "node:assert/strict";
import { alice, orders } from "../support/tenant";
import { asked, blind, instantly, withLookUps } from "../support/graph/withLookUps";

const user = { principalType: "User", principalId: alice.id };

describe("getCustomSecurityAttributes", () => {
  it("gives the values of a principal by set, and its object id, whether an id, a name or a path names it", () =>
    withLookUps(async ({ directory, look }) => {
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

  it("gives no values where there are none, to a caller who would see them", () =>
    withLookUps(async ({ directory, look }) => {
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

  it("refuses an empty answer if the values may be hidden from the caller [sight]", () =>
    withLookUps(async ({ directory, look }) => {
      directory.assign(alice.id, "Engineering", { Level: "x" });
      for (const args of [user, { ...user, attributeSet: "Engineering" }]) {
        await assert.rejects(
          look("getCustomSecurityAttributes", args),
          /Microsoft Graph shows no values.*may not read them[^]*CustomSecAttributeAssignment\.Read\.All and User\.Read\.All/,
        );
      }
    }, blind));

  it("accepts an empty answer only for the set whose values the caller sees [sight]", () =>
    withLookUps(
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

  it("refuses an answer with a value of an unknown kind, where that was asked for", () =>
    withLookUps(async ({ directory, look }) => {
      const customSecurityAttributes = {
        Engineering: { Level: { of: "x" } },
        Marketing: { EmployeeId: "GS1" },
      };
      const body = { id: alice.id, customSecurityAttributes };
      directory.faults.add({ match: { path: "/users/", times: Infinity }, respond: { status: 200, body } });
      for (const args of [user, { ...user, attributeSet: "Engineering" }]) {
        await assert.rejects(
          look("getCustomSecurityAttributes", args),
          /shows Engineering\.Level with a value of a kind that this release does not know/,
        );
      }
      const marketing = await look("getCustomSecurityAttributes", { ...user, attributeSet: "Marketing" });
      assert.deepEqual(marketing.attributes, { Marketing: { EmployeeId: "GS1" } });
    }));

  it("refuses a set that is not defined, or in another case [names-as-defined]", () =>
    withLookUps(async ({ directory, look }) => {
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

  it("explains the id of another object, and an id that does not exist [mistaken-id]", () =>
    withLookUps(async ({ look }) => {
      const app = { principalType: "ServicePrincipal", principalId: orders.appId };
      await assert.rejects(look("getCustomSecurityAttributes", app), new RegExp(`client id .*${orders.id}`));
      const nobody = { ...user, principalId: "00000000-0000-4000-8000-00000000ffff" };
      await assert.rejects(
        look("getCustomSecurityAttributes", nobody),
        /404 .*\nWas the user created just now\?/,
      );
    }));

  it("waits for a principal that another resource has just created [new-principal]", () =>
    withLookUps(async ({ directory, look }) => {
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
    ["a missing principal", { principalType: "User" }, /principalId: is required/],
    [
      "an unknown type",
      { ...user, principalType: "Group" },
      /principalType: must be "User" or "ServicePrincipal"/,
    ],
    [
      "a name as the id of an app",
      { ...user, principalType: "ServicePrincipal", principalId: "orders-api" },
      /principalId: must be an object id/,
    ],
    [
      "an impossible name of a set",
      { ...user, attributeSet: "E_x" },
      /attributeSet: the name of an attribute set/,
    ],
    [
      "an unknown argument",
      { ...user, attributeset: "E" },
      /attributeset: is not an input of this look-up; did you mean `attributeSet`/,
    ],
  ];
  for (const [what, args, problem] of wrong) {
    it(`refuses ${what} without a request`, () =>
      withLookUps(async ({ directory, look }) => {
        await assert.rejects(look("getCustomSecurityAttributes", args), problem);
        assert.deepEqual(asked(directory), []);
      }));
  }
});
