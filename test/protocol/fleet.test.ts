import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import { defaultDefinitions, type DirectoryOptions, type RunningDirectory } from "../../simulator";
import { keptBy } from "../support/failures";
import { fleetId, fleetInputs, registeredFleet } from "../support/fleet";
import { numberedUsers } from "../support/fleetProgram";
import { carol } from "../support/oneOrMany";
import { ProviderProcess, registered, type Properties } from "../support/providerProcess";
import { alice, bob, tenant } from "../support/tenant";
import { withEngine } from "../support/withEngine";
import { withProvider } from "../support/withProvider";

const values = (directory: RunningDirectory, { id }: { id: string }) =>
  directory.user(id).customSecurityAttributes.Engineering ?? {};

const withCarol = { users: [...(tenant.users ?? []), carol] };

describe("a fleet [one-or-many]", () => {
  it("is created, changed, refreshed and deleted, its principals together", async () => {
    await withProvider(async ({ directory, provider }) => {
      const principals = {
        alice: { principalId: alice.id, attributes: { Level: "Senior" } },
        bob: { principalId: bob.userPrincipalName },
      };
      const inputs = fleetInputs(principals, { attributes: { NumVendors: 4 } });
      assert.deepEqual((await provider.check(inputs)).failures, []);
      const { id, outs } = await provider.create(inputs);
      assert.equal(id, fleetId);
      assert.deepEqual(outs, { ...inputs, objectIds: { bob: bob.id } });
      assert.deepEqual(values(directory, alice), { NumVendors: 4, Level: "Senior" });
      assert.deepEqual(values(directory, bob), { NumVendors: 4 });

      directory.assign(bob.id, "Engineering", { NumVendors: 5 });
      const refreshed = await provider.read(fleetId, outs);
      const drifted = { ...principals, bob: { ...principals.bob, attributes: { NumVendors: 5 } } };
      assert.deepEqual(refreshed.inputs, fleetInputs(drifted, { attributes: { NumVendors: 4 } }));
      assert.deepEqual(refreshed.props, {
        ...refreshed.inputs,
        objectIds: { bob: bob.id },
        drifted: { bob: ["NumVendors"] },
      });

      const news = fleetInputs(
        { bob: principals.bob },
        { attributes: { NumVendors: 4, Certification: true } },
      );
      const later = await ProviderProcess.start(directory);
      assert.equal((await later.diff(refreshed.props, news)).changes, true);
      const updated = await later.update(refreshed.props, news).finally(() => later.stop());
      assert.deepEqual(updated, { ...news, objectIds: { bob: bob.id } });
      assert.deepEqual(values(directory, alice), {});
      assert.deepEqual(values(directory, bob), { NumVendors: 4, Certification: true });

      const last = await ProviderProcess.start(directory);
      await last.delete(updated).finally(() => last.stop());
      assert.deepEqual(values(directory, bob), {});
    });
  });

  it("follows its principals by object id, and sends nothing for other labels and other names", async () => {
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

  it("asks for nothing when labels swap their principals", async () => {
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

  it("refuses a name that belongs to another user for its label only, and keeps what that label has", async () => {
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
        / {2}lead: bob@contoso\.example now belongs to another user \(object id b0b/,
      );
      assert.deepEqual(kept.properties["principals"], {
        lead: { principalId: alice.id, attributes: { Level: "a" } },
        more: { principalId: carol.id, attributes: { Level: "c" } },
      });
      assert.deepEqual(values(directory, bob), {});
      assert.deepEqual(values(directory, alice), { Level: "a" });
    }, withCarol);
  });

  it("refuses one principal by name and by id at two labels, and names both", async () => {
    await withProvider(async ({ directory, provider }) => {
      const news = fleetInputs({
        byId: { principalId: alice.id, attributes: { Level: "a" } },
        byName: { principalId: alice.userPrincipalName, attributes: { Level: "b" } },
      });
      assert.deepEqual((await provider.check(news)).failures, []);
      const kept = await keptBy(provider.create(news));
      assert.match(kept.reasons.join(), / {2}byName: byId names the same principal, and both assign Level/);
      assert.deepEqual(values(directory, alice), { Level: "a" });
    });
  });

  it("refuses a name at a second label whose principal it knows from another, and names that", async () => {
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
      assert.deepEqual(values(directory, bob), { Level: "a" });
    });
  });

  it("drops who is gone at a refresh, and is gone itself when all are", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "a" });
      const olds = fleetInputs({
        alice: { principalId: alice.id, attributes: { Level: "a" } },
        bob: { principalId: bob.id, attributes: { Level: "a" } },
      });
      directory.removePrincipal(bob.id);
      const { props } = await provider.read(fleetId, olds);
      assert.deepEqual(props, fleetInputs({ alice: { principalId: alice.id, attributes: { Level: "a" } } }));
      directory.removePrincipal(alice.id);
      assert.equal((await provider.read(fleetId, olds)).id, "");
    });
  });

  it("takes what one principal shows for proof that the others have nothing to show", async () => {
    // A role that is limited to a set stands in no token.
    const scp = ["CustomSecAttributeAssignment.ReadWrite.All", "User.Read.All"];
    const callers = [{ delegated: { scp }, attributeSetScopes: ["Engineering"] }];
    await withProvider(
      async ({ directory, provider }) => {
        const owned = { attributes: { Level: "a" } };
        const olds = fleetInputs({
          alice: { principalId: alice.id, ...owned },
          bob: { principalId: bob.id, ...owned },
        });
        await assert.rejects(
          provider.read(fleetId, olds),
          /shows no values of this set[^]*CustomSecAttributeAssignment\.Read\.All/,
        );
        directory.assign(bob.id, "Engineering", { Level: "a" });
        const { props } = await provider.read(fleetId, olds);
        assert.deepEqual(props["drifted"], { alice: ["Level"] });
      },
      { callers },
    );
  });

  it("looks at principals that it does not manage", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "a" });
      const id = `${fleetId}/${alice.id.toUpperCase()},${bob.id}`;
      const { props } = await provider.read(id, registeredFleet);
      assert.deepEqual(props["principals"], {
        [alice.id]: { principalId: alice.id, attributes: { Level: "a" } },
        [bob.id]: { principalId: bob.id },
      });
      await assert.rejects(provider.read("users/Engineering", registeredFleet), /the id must look like/);
      const nobody = `${fleetId}/${carol.id}`;
      await assert.rejects(provider.read(nobody, registeredFleet), /404 Request_ResourceNotFound/);
    });
  });

  it("waits for a new principal without holding up the others, and names it", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const news = fleetInputs({
        late: { principalId: carol.id, attributes: { Level: "c" } },
        alice: { principalId: alice.id, attributes: { Level: "a" } },
      });
      const missing = { match: { path: carol.id, times: 6 }, respond: { status: 404 } };
      directory.faults.add(missing);
      const created = provider.create(news);
      while (values(directory, alice)["Level"] !== "a")
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(values(directory, carol), {}, "the others come first");
      assert.deepEqual((await created).outs, news);
      assert.deepEqual(values(directory, carol), { Level: "c" });
      assert.match(engine.log[0]?.message ?? "", new RegExp(`^Waiting for user ${carol.id} to appear`));
    }, withCarol);
  });

  it("shares Graph's quota of writes with single assignments, and says how long it has to wait for it", async () => {
    const users = numberedUsers(50);
    await withEngine(
      async ({ provider, engine }) => {
        const [alone, together] = [users.slice(0, 30), users.slice(30)];
        const place = { principalType: "User", attributeSet: "Engineering" };
        const single = { ...place, attributes: { Level: "a" }, ...registered };
        await Promise.all(alone.map(({ id }) => provider.create({ ...single, principalId: id })));
        assert.deepEqual(engine.log, []);
        const members = together.map(({ id }) => [id, { principalId: id, attributes: { Level: "a" } }]);
        // Its end is not awaited: the process ends first.
        void provider.create(fleetInputs(Object.fromEntries(members) as Properties)).catch(() => undefined);
        while (engine.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        const [{ message, isEphemeral } = { message: "", isEphemeral: false }] = engine.log;
        assert.match(message, /^1?\d of 20 principals; about \d+ (?:s|min) left at Graph's write quota$/);
        assert.equal(isEphemeral, true);
      },
      { users },
      { "customSecurityAttributes:writeQuota": "40" },
    );
  });
});

describe("values of a fleet", () => {
  it("may keep a value that the program's own definition does not list, and gets no new one", async () => {
    const stage = { attributeSet: "Engineering", name: "Stage", type: "String" } as const;
    const definitions: DirectoryOptions["definitions"] = [
      {
        ...stage,
        usePreDefinedValuesOnly: true,
        allowedValues: ["live", { id: "retired", isActive: false }],
      },
    ];
    const retired = { Engineering: { Stage: "retired" } };
    const users = [{ ...alice, customSecurityAttributes: retired }, bob];
    await withProvider(
      async ({ directory, provider }) => {
        const defined = { ...stage, usePreDefinedValuesOnly: true, allowedValues: ["live"] };
        const { failures } = await provider.check({
          ...defined,
          ...savedProvider.customSecurityAttributeDefinition,
        });
        assert.deepEqual(failures, []);
        const member = ({ id }: { id: string }) => ({ principalId: id, attributes: { Stage: "retired" } });
        const both = await provider.check(fleetInputs({ alice: member(alice), bob: member(bob) }));
        assert.equal(both.failures.length, 1);
        assert.match(
          both.failures[0] ?? "",
          /^principals\.alice\.attributes\.Stage: this program defines .*\(2 principals/,
        );
        const one = fleetInputs({ alice: member(alice) });
        assert.deepEqual((await provider.check(one)).failures, []);
        await provider.create(one);
        assert.deepEqual(directory.journal.writes(), []);
      },
      { users, definitions },
    );
  });

  it("are held against the tenant's definitions once each, and may stay where they are there already", async () => {
    const region = {
      attributeSet: "Engineering",
      name: "Region",
      type: "String",
      isCollection: true,
    } as const;
    const definitions: DirectoryOptions["definitions"] = [
      ...defaultDefinitions,
      {
        ...region,
        usePreDefinedValuesOnly: true,
        allowedValues: ["north", { id: "south", isActive: false }],
      },
    ];
    const south = { Engineering: { Region: ["south"] } };
    const users = [{ ...alice, customSecurityAttributes: south }, bob, carol];
    await withProvider(
      async ({ directory, provider }) => {
        const failuresOf = async (alices: string, bobs: string, others: Properties = {}) => {
          const principals = {
            alice: { principalId: alice.id, attributes: { Region: [alices] } },
            bob: { principalId: bob.id, attributes: { Region: [bobs] } },
          };
          return (await provider.check(fleetInputs(principals, others))).failures;
        };
        const looks = () =>
          directory.journal.requests.filter(({ path }) => path.includes("/directory/")).length;
        assert.deepEqual(await failuresOf("north", "north"), []);
        assert.equal(looks(), 1, "one for the set");
        assert.deepEqual(await failuresOf("south", "north"), [], "it is there, and is not sent");
        const [inactive = "", ...none] = await failuresOf("north", "south");
        assert.match(inactive, /^principals\.bob\.attributes\.Region/);
        const [west = "", ...more] = await failuresOf("west", "west");
        assert.match(west, /^principals\.alice\.attributes\.Region.* \(2 principals have this value\)\.$/);
        const [typo = "", ...others] = await failuresOf("north", "north", { attributes: { NumVendor: 4 } });
        assert.match(typo, /^attributes\.NumVendor: .*did you mean `NumVendors`/);
        assert.deepEqual([...none, ...more, ...others], [], "each is said once");
        assert.doesNotMatch(`${inactive}${west}`, /south|west/);
      },
      { users, definitions },
      { "customSecurityAttributes:validateDefinitions": "true" },
    );
  });
});
