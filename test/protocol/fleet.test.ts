import assert from "node:assert/strict";
import { engineeringOf } from "../support/provider/engineeringOf";
import { fleetId, fleetInputs, registeredFleet } from "../support/provider/fleet";
import { numberedUsers } from "../support/engine/fleetProgram";
import { carol } from "../support/provider/oneOrMany";
import { ProviderProcess, registered, type Properties } from "../support/provider/providerProcess";
import { alice, bob, tenant } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const withCarol = { users: [...(tenant.users ?? []), carol] };

describe("a fleet [one-or-many]", () => {
  it("is created, changed, refreshed and deleted with all its principals", async () => {
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
      assert.deepEqual(engineeringOf(directory, alice), { NumVendors: 4, Level: "Senior" });
      assert.deepEqual(engineeringOf(directory, bob), { NumVendors: 4 });

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
      assert.deepEqual(engineeringOf(directory, alice), {});
      assert.deepEqual(engineeringOf(directory, bob), { NumVendors: 4, Certification: true });

      const last = await ProviderProcess.start(directory);
      await last.delete(updated).finally(() => last.stop());
      assert.deepEqual(engineeringOf(directory, bob), {});
    });
  });

  it("reads back what is written, while writes of many others may not leave yet [read-back]", async () => {
    const users = numberedUsers(250);
    await withProvider(
      async ({ directory, provider }) => {
        const principals = Object.fromEntries(users.map(({ id }) => [id, { principalId: id }]));
        await provider.create(fleetInputs(principals, { attributes: { NumVendors: 4 } }));
        const steps = directory.journal.requests.filter(({ path }) => path.includes("/users/"));
        const written = new Set<string>();
        const readBack = steps.find(({ method, path }) => {
          if (method === "PATCH") written.add(path);
          return method === "GET" && written.has(path);
        });
        assert.ok(readBack && written.size <= 20, `${written.size} writes before the first read of one`);
      },
      { users, latency: 50 },
    );
  });

  it("loses deleted principals at a refresh, and is gone when all are", async () => {
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

  it("accepts no values from a principal if another one shows that the caller may see them", async () => {
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

  it("reads principals that it does not manage", async () => {
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

  it("waits for a new principal, which it names, without delaying the others", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const news = fleetInputs({
        late: { principalId: carol.id, attributes: { Level: "c" } },
        alice: { principalId: alice.id, attributes: { Level: "a" } },
      });
      const missing = { match: { path: carol.id, times: 6 }, respond: { status: 404 } };
      directory.faults.add(missing);
      const created = provider.create(news);
      while (engineeringOf(directory, alice)["Level"] !== "a")
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.deepEqual(engineeringOf(directory, carol), {}, "the others come first");
      assert.deepEqual((await created).outs, news);
      assert.deepEqual(engineeringOf(directory, carol), { Level: "c" });
      assert.match(engine.log[0]?.message ?? "", new RegExp(`^Waiting for user ${carol.id} to appear`));
    }, withCarol);
  });

  it("shares Graph's quota of writes with single assignments, and says how long it waits for that", async () => {
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
