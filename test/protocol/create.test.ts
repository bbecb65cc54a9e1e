import assert from "node:assert/strict";
import { defaultDefinitions, type RunningDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { initFailed } from "../support/provider/initFailed";
import type { CallError } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const values = (directory: RunningDirectory) => directory.user(alice.id).customSecurityAttributes;

describe("create, over the wire", () => {
  it("sends no PATCH for an empty map, and owns nothing", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior" });
      assert.deepEqual(await provider.create(aliceInputs({})), { id: aliceId, outs: aliceOuts({}) });
      assert.deepEqual(directory.journal.writes(), []);
      await provider.delete(aliceOuts({}));
      assert.deepEqual(values(directory), { Engineering: { Level: "Senior" } });
    });
  });

  it("resolves a principal name once, and writes to the object", async () => {
    await withProvider(async ({ directory, provider }) => {
      const principalId = alice.userPrincipalName;
      const { id, outs } = await provider.create(aliceInputs({ NumVendors: 4 }, { principalId }));
      assert.equal(id, aliceId);
      assert.deepEqual(outs, aliceOuts({ NumVendors: 4 }, { principalId }));
      const paths = directory.journal.requests
        .filter(({ replica }) => replica !== undefined)
        .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
      assert.deepEqual(paths, [
        `GET /v1.0/users/${principalId}`,
        `PATCH /v1.0/users/${alice.id}`,
        `GET /v1.0/users/${alice.id}`,
      ]);
    });
  });

  it("adopts an equal collection in another order without a PATCH [collections-are-sets]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Project: ["Cascade", "Baker"] });
      const { outs } = await provider.create(aliceInputs({ Project: ["Baker", "Cascade"] }));
      assert.deepEqual(outs, aliceOuts({ Project: ["Baker", "Cascade"] }));
      assert.deepEqual(directory.journal.writes(), []);
    });
  });

  it("writes nothing at all when one of several names is in conflict [conflict] [no-values]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "clandestine" });
      const attempt = provider.create(aliceInputs({ NumVendors: 4, Level: "Junior" }));
      await assert.rejects(attempt, ({ details }: CallError) => {
        assert.doesNotMatch(details, /clandestine|Junior|NumVendors of/);
        return details.includes("Engineering.Level of user");
      });
      assert.deepEqual(directory.journal.writes(), []);
    });
  });

  it("converges when the PATCH landed and its answer did not [half-done]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "resetAfterWrite" } });
      const { outs } = await provider.create(aliceInputs({ Project: ["Baker"] }));
      assert.deepEqual(outs, aliceOuts({ Project: ["Baker"] }));
      assert.deepEqual(values(directory), { Engineering: { Project: ["Baker"] } });
    });
  });

  it("keeps what was seen, and the next update repairs it [read-back]", async () => {
    const config = { "customSecurityAttributes:timeout": "3s" };
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { ProjectDate: "2022-10-01" });
        directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "dropWrite" } });
        const news = aliceInputs({ NumVendors: 4, ProjectDate: "2022-10-01" });
        const error = await provider.create(news).then(
          () => assert.fail("create should have failed"),
          (failure: CallError) => failure,
        );
        const failed = initFailed(error);
        assert.ok(failed, error.message);
        assert.equal(failed.id, aliceId);
        const kept = aliceOuts({ ProjectDate: "2022-10-01", NumVendors: null }, { drifted: ["NumVendors"] });
        assert.deepEqual(failed.properties, kept);
        assert.match(failed.reasons.join(), /^Could not assign .*NumVendors.*\n.*the next `pulumi up`/);

        assert.equal((await provider.diff(kept, news)).changes, true);
        const outs = await provider.update(kept, news);
        assert.deepEqual(outs, aliceOuts({ NumVendors: 4, ProjectDate: "2022-10-01" }));
        assert.deepEqual(values(directory), {
          Engineering: { NumVendors: 4, ProjectDate: "2022-10-01" },
        });
      },
      {},
      config,
    );
  });

  it("names permission, role, set and request in a refusal, and keeps no state [errors-speak] [no-values]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const attempt = provider.create(aliceInputs({ Level: "clandestine" }));
        await assert.rejects(attempt, (error: CallError) => {
          assert.equal(initFailed(error), undefined);
          assert.match(error.details, /403 Authorization_RequestDenied/);
          assert.match(error.details, /CustomSecAttributeAssignment\.ReadWrite\.All and User\.Read\.All/);
          assert.match(error.details, /Attribute Assignment Administrator/);
          assert.match(error.details, /attribute set Engineering/);
          assert.match(error.details, /request-id [0-9a-f-]{36}/);
          assert.ok(!error.details.includes(directory.clientSecret));
          return !error.details.includes("clandestine");
        });
      },
      { callers: [{ roles: ["User.Read.All", "CustomSecAttributeAssignment.Read.All"] }] },
    );
  });

  it("serves twelve sets of one principal at once", async () => {
    const sets = Array.from({ length: 12 }, (_, index) => `Set${String.fromCharCode(65 + index)}`);
    const added = sets.map((attributeSet) => ({ attributeSet, name: "Level", type: "String" as const }));
    await withProvider(
      async ({ directory, provider }) => {
        const created = await Promise.all(
          sets.map((attributeSet) => provider.create(aliceInputs({ Level: attributeSet }, { attributeSet }))),
        );
        assert.deepEqual(
          created.map(({ id }) => id),
          sets.map((set) => `users/${alice.id}/${set}`),
        );
        assert.deepEqual(values(directory), Object.fromEntries(sets.map((set) => [set, { Level: set }])));
        assert.equal(directory.journal.tokens().length, 1);
        assertNoOverlap(directory);
      },
      { definitions: [...defaultDefinitions, ...added], latency: 20 },
    );
  });
});

/** A PATCH starts only when the one before it has its answer. */
function assertNoOverlap(directory: RunningDirectory): void {
  const writes = directory.journal.writes();
  for (const [index, { time }] of writes.entries()) {
    const before = writes[index - 1];
    if (before) assert.ok(time >= (before.answeredAt ?? Infinity), `write ${index} overlaps the one before`);
  }
}
