import assert from "node:assert/strict";
import { engineeringOf } from "../support/provider/engineeringOf";
import { keptBy } from "../support/provider/failures";
import { fleetInputs } from "../support/provider/fleet";
import { carol } from "../support/provider/oneOrMany";
import { alice, bob, tenant } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const withCarol = { users: [...(tenant.users ?? []), carol] };

describe("the labels of a fleet [one-or-many]", () => {
  it("may change together with the names of their principals, without a write", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const { id } of [alice, bob]) directory.assign(id, "Engineering", { Level: "a" });
      const olds = fleetInputs({
        one: { principalId: alice.id, attributes: { Level: "a" } },
        two: { principalId: bob.id, attributes: { Level: "a" } },
      });
      const news = fleetInputs({
        one: { principalId: bob.userPrincipalName, attributes: { Level: "a" } },
        three: { principalId: alice.id, attributes: { Level: "a" } },
      });
      await provider.check(news, olds);
      assert.deepEqual(await provider.update(olds, news), { ...news, objectIds: { one: bob.id } });
      const { requests } = directory.journal;
      assert.deepEqual(directory.journal.writes(), []);
      assert.equal(
        requests.filter(({ path }) => path.includes("/users/")).length,
        1,
        "the new name is looked up",
      );
    });
  });

  it("may swap their principals without a request", async () => {
    await withProvider(async ({ directory, provider }) => {
      const [one, two] = [alice, bob].map(({ id }, index) => {
        return { principalId: id, attributes: { Level: `${index}` } };
      });
      const news = fleetInputs({ one: two, two: one });
      await provider.check(news, fleetInputs({ one, two }));
      assert.deepEqual(await provider.update(fleetInputs({ one, two }), news), news);
      assert.deepEqual(directory.journal.requests, []);
    });
  });

  it("fail alone if a name belongs to another user now, and keep what they have", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "a" });
      const olds = fleetInputs({ lead: { principalId: alice.id, attributes: { Level: "a" } } });
      const news = fleetInputs({
        lead: { principalId: bob.userPrincipalName, attributes: { Level: "a" } },
        more: { principalId: carol.id, attributes: { Level: "c" } },
      });
      await provider.check(news, olds);
      const kept = await keptBy(provider.update(olds, news));
      assert.match(
        kept.reasons.join(),
        / {2}lead: bob@contoso\.example belongs to another user \(object id b0b/,
      );
      assert.deepEqual(kept.properties["principals"], {
        lead: { principalId: alice.id, attributes: { Level: "a" } },
        more: { principalId: carol.id, attributes: { Level: "c" } },
      });
      assert.deepEqual(engineeringOf(directory, bob), {});
      assert.deepEqual(engineeringOf(directory, alice), { Level: "a" });
    }, withCarol);
  });

  it("are both named in the refusal of a principal that has one by name and one by id", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = fleetInputs({
        byId: { principalId: alice.id, attributes: { Level: "a" } },
        byName: { principalId: alice.userPrincipalName, attributes: { Level: "b" } },
      });
      assert.deepEqual((await provider.check(news)).failures, []);
      const kept = await keptBy(provider.create(news));
      assert.match(kept.reasons.join(), / {2}byName: byId names the same principal, and both assign Level/);
      assert.deepEqual(engineeringOf(directory, alice), { Level: "a" });
    });
  });

  it("are both named in the refusal of a principal whose name the fleet knows from another label", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const { id } of [alice, bob]) directory.assign(id, "Engineering", { Level: "a" });
      const byName = { principalId: bob.userPrincipalName, attributes: { Level: "a" } };
      const olds = {
        ...fleetInputs({ one: { principalId: alice.id, attributes: { Level: "a" } }, two: byName }),
        objectIds: { two: bob.id },
      };
      const news = fleetInputs({ one: byName, two: { principalId: bob.id, attributes: { Level: "a" } } });
      assert.deepEqual((await provider.check(news, olds)).failures, []);
      const kept = await keptBy(provider.update(olds, news));
      assert.match(kept.reasons.join(), / {2}one: two names the same principal, and both assign Level/);
      assert.deepEqual(engineeringOf(directory, bob), { Level: "a" });
    });
  });
});
