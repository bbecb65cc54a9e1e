import assert from "node:assert/strict";
import { sufficientRoles, type RunningDirectory } from "../../simulator";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { refusalOf } from "../support/provider/failures";
import type { Properties } from "../support/provider/providerProcess";
import { alice, orders } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const billing = {
  id: "b1111000-0000-4000-8000-000000000007",
  appId: "b1111000-0000-4000-8000-0000000000aa",
  displayName: "billing",
};
const application = { id: "a9900000-0000-4000-8000-000000000008", appId: billing.appId };

const to = (principalId: string, attributes: Properties, attributeSet = "Engineering") =>
  aliceInputs(attributes, { principalType: "ServicePrincipal", principalId, attributeSet });
const valuesOf = (directory: RunningDirectory, id: string) =>
  directory.servicePrincipal(id).customSecurityAttributes;

describe("a service principal created seconds ago", () => {
  it("is waited for, with a line that says how long that can take [new-principal] [speaks]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.addServicePrincipal(billing, { visibleAfter: 2_500 });
      const { id } = await provider.create(to(billing.id, { NumVendors: 4 }));
      assert.equal(id, `servicePrincipals/${billing.id}/Engineering`);
      assert.deepEqual(valuesOf(directory, billing.id), { Engineering: { NumVendors: 4 } });
      const lasting = engine.log.filter(({ isEphemeral }) => !isEphemeral);
      assert.deepEqual(
        lasting.map(({ severity }) => severity),
        ["info"],
      );
      assert.match(
        lasting[0]?.message ?? "",
        /^Waiting for service principal b1111000.* to appear in Microsoft Entra \(.*at most 5 min/,
      );
    });
  });

  it("is waited for when only the PATCH misses it [new-principal]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.faults.add({ match: { method: "PATCH", times: 2 }, respond: { status: 404 } });
      await provider.create(to(orders.id, { NumVendors: 4 }));
      assert.deepEqual(valuesOf(directory, orders.id), { Engineering: { NumVendors: 4 } });
      assert.match(engine.log[0]?.message ?? "", /^Waiting for .* to appear in Microsoft Entra/);
    });
  });

  it("is waited for when a replica misses it in the read after the write [new-principal]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const match = { method: "GET", path: orders.id, after: 1, times: 2 };
      directory.faults.add({ match, respond: { status: 404 } });
      await provider.create(to(orders.id, { NumVendors: 4 }));
      assert.deepEqual(valuesOf(directory, orders.id), { Engineering: { NumVendors: 4 } });
      assert.equal(directory.journal.writes().length, 1);
    });
  });

  it("is waited for by all its assignments together, which ask once what else its id may be [merged]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.addServicePrincipal(billing, { visibleAfter: 1_200 });
      const names = { NumVendors: 4, Level: "Senior", ProjectDate: "2022-10-01", Certification: false };
      await Promise.all(
        Object.entries(names).map(([name, value]) => provider.create(to(billing.id, { [name]: value }))),
      );
      assert.deepEqual(valuesOf(directory, billing.id), { Engineering: names });
      const lookUps = directory.journal.requests.filter(({ url }) => url.includes("/directoryObjects/"));
      assert.ok(lookUps.length <= 2, `${lookUps.length} look-ups of one id`);
    });
  });

  it("is asked about when it never appears [new-principal]", async () => {
    await withProvider(
      async ({ provider }) => {
        const text = await refusalOf(provider.create(to(billing.id, { NumVendors: 4 })));
        assert.match(text, /404 Request_ResourceNotFound/);
        assert.match(text, /Was the service principal created just now\? Then run the command again\./);
        assert.match(text, /the client id nor the object id of the app registration/);
      },
      {},
      { "customSecurityAttributes:timeout": "3s" },
    );
  });

  it("is reported as missing when the id is its app's, before the app has one [mistaken-id]", async () => {
    await withProvider(
      async ({ provider }) => {
        const started = Date.now();
        const text = await refusalOf(provider.create(to(application.id, { NumVendors: 4 })));
        assert.match(text, /the object id of an app registration; its app has no service principal/);
        assert.ok(Date.now() - started < 30_000, "it should not have waited");
      },
      { applications: [application] },
    );
  });
});

describe("an id of something else [mistaken-id]", () => {
  const group = { id: "6709c000-0000-4000-8000-000000000001" };
  const guest = {
    id: "e0e00000-0000-4000-8000-000000000001",
    userPrincipalName: "eve_fabrikam.example#EXT#@contoso.example",
    mail: "eve@fabrikam.example",
  };
  const options = {
    users: [alice, guest],
    groups: [group],
    callers: [{ roles: [...sufficientRoles, "Directory.Read.All"] }],
  };

  it("is an error within seconds, which says what it is, and no line says that it is waited for", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const cases: [principalType: string, principalId: string, expected: RegExp][] = [
        ["User", group.id, /this is the object id of a group/],
        ["ServicePrincipal", alice.id, /this is the object id of a user\. Set principalType to "User"/],
        ["User", orders.id, /this is the object id of a service principal\. Set principalType/],
        ["User", guest.mail, /user principal name is eve_fabrikam\.example#EXT#@contoso\.example/],
        ["User", "mallory@fabrikam.example", /fabrikam\.example is not one of its domains/],
      ];
      for (const [principalType, principalId, expected] of cases) {
        const started = Date.now();
        const inputs = aliceInputs({ NumVendors: 4 }, { principalType, principalId });
        assert.match(await refusalOf(provider.create(inputs)), expected);
        assert.ok(Date.now() - started < 30_000, `${principalId} was waited for`);
      }
      assert.deepEqual(directory.journal.writes(), []);
      assert.deepEqual(
        engine.log.filter(({ message }) => message.startsWith("Waiting")),
        [],
      );
    }, options);
  });

  it("does not keep a principal from being found when the look fails or is throttled", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.addServicePrincipal(billing, { visibleAfter: 1_500 });
      const respond = { status: 429, headers: { "Retry-After": "60" } };
      for (const path of ["/directoryObjects/", "(appId="]) {
        directory.faults.add({ match: { path, times: Infinity }, respond });
      }
      const started = Date.now();
      await provider.create(to(billing.id, { NumVendors: 4 }));
      assert.ok(Date.now() - started < 30_000, "a throttled look-up held it up");
      assert.deepEqual(valuesOf(directory, billing.id), { Engineering: { NumVendors: 4 } });
    });
  });

  it("takes the full name of a guest", async () => {
    await withProvider(async ({ directory, provider }) => {
      const inputs = aliceInputs({ NumVendors: 4 }, { principalId: guest.userPrincipalName });
      const { id } = await provider.create(inputs);
      assert.equal(id, `users/${guest.id}/Engineering`);
      assert.deepEqual(directory.user(guest.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
    }, options);
  });
});

describe("a principal that is gone", () => {
  const outs = (id: string) => ({
    ...to(id, { NumVendors: 4 }),
    principalObjectId: id,
    drifted: [],
  });

  it("is gone to read, and nothing to do for delete, at once [missing-principal]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const started = Date.now();
      const { id } = await provider.read(`servicePrincipals/${billing.id}/Engineering`, outs(billing.id));
      assert.equal(id, "");
      await provider.delete(outs(billing.id));
      assert.ok(Date.now() - started < 30_000, "neither of them waits");
      assert.deepEqual([engine.log, directory.journal.writes()], [[], []]);
    });
  });

  it("may vanish between the look and the PATCH of delete [missing-principal]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(orders.id, "Engineering", { NumVendors: 4 });
      directory.faults.add({ match: { method: "PATCH" }, respond: { status: 404 } });
      await provider.delete(outs(orders.id));
      assert.equal(directory.journal.writes().length, 1);
    });
  });

  it("is an error of update after half a minute at most, which advises a refresh [missing-principal]", async () => {
    await withProvider(
      async ({ provider }) => {
        const text = await refusalOf(provider.update(outs(billing.id), to(billing.id, { NumVendors: 5 })));
        assert.match(text, /`pulumi refresh` removes the assignment from the state/);
      },
      {},
      { "customSecurityAttributes:timeout": "2s" },
    );
  });

  it("is waited for by update for half a minute at most when its principal name is new [missing-principal]", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      const principalId = "alice.new@contoso.example";
      directory.renameUser(alice.id, principalId);
      directory.faults.add({ match: { method: "GET", path: principalId }, respond: { status: 404 } });
      const news = aliceInputs({ NumVendors: 4 }, { principalId });
      const after = await provider.update(aliceOuts({ NumVendors: 4 }), news);
      assert.deepEqual(after, aliceOuts({ NumVendors: 4 }, { principalId }));
      assert.match(engine.log[0]?.message ?? "", /user alice\.new@contoso\.example .*at most 30 s/);
    });
  });
});
