import assert from "node:assert/strict";
import { aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { keptBy, refusalOf } from "../support/provider/failures";
import { fleetInputs } from "../support/provider/fleet";
import { ProviderProcess } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withEngine } from "../support/provider/withEngine";

/** Two resources of one set of Alice: the first gives NumVendors up, and the second asks for it. */
const before = { NumVendors: 4, Level: "a" };
const rest = aliceInputs({ Level: "a" });
const taking = aliceInputs({ NumVendors: 4, ProjectDate: "2022-10-01" });
const refused = { match: { method: "PATCH" }, respond: { status: 403 } } as const;

describe("a name that is handed over to a resource which is refused", () => {
  it("belongs to the refused one, when it was left for it before", async () => {
    await withEngine(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", before);
      await provider.check(rest, aliceInputs(before));
      await provider.check(taking);
      assert.deepEqual(await provider.update(aliceOuts(before), rest), aliceOuts({ Level: "a" }));
      directory.faults.add(refused);
      const kept = await keptBy(provider.create(taking));
      assert.match(kept.reasons.join(), /Engineering\.NumVendors of user .* was left for this resource/);
      assert.deepEqual(kept.properties, aliceOuts({ NumVendors: 4 }));
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, before);

      // A later run, in which the program does not ask for it any more.
      const later = await ProviderProcess.start(directory);
      await later.delete(kept.properties).finally(() => later.stop());
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, { Level: "a" });
    });
  });

  const mistakes = {
    "that no definition is needed for": aliceInputs({ NumVendors: 4, ProjectDate: ["a", 1] }),
    "that the tenant's definitions show": aliceInputs({ NumVendors: "four" }),
    "in a fleet": fleetInputs({ one: { principalId: alice.id, attributes: { NumVendors: "four" } } }),
  };
  for (const [which, wrong] of Object.entries(mistakes)) {
    it(`stays with the old owner, when the check of the new one finds a mistake ${which}`, async () => {
      await withEngine(async ({ directory, provider, engine }) => {
        directory.assign(alice.id, "Engineering", before);
        await provider.check(rest, aliceInputs(before));
        assert.equal((await provider.check(wrong)).failures.length, 1);
        assert.deepEqual(await provider.update(aliceOuts(before), rest), aliceOuts(before));
        assert.match(engine.log[0]?.message ?? "", /^Kept Engineering\.NumVendors of user .* has failed/);
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, before);

        // In the next run the mistake is mended, with another value than before.
        const next = await ProviderProcess.start(directory);
        const right = aliceInputs({ NumVendors: 5 });
        await next.check(rest, aliceInputs(before));
        await next.check(right);
        await next.update(aliceOuts(before), rest);
        await next.create(right).finally(() => next.stop());
        assert.equal(directory.user(alice.id).customSecurityAttributes.Engineering?.NumVendors, 5);
      });
    });
  }

  it("stays with the old owner, when that one comes later", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.assign(alice.id, "Engineering", before);
      await provider.check(rest, aliceInputs(before));
      await provider.check(taking);
      directory.faults.add(refused);
      await assert.rejects(provider.create(taking));
      const outs = await provider.update(aliceOuts(before), rest);
      assert.deepEqual(outs, aliceOuts(before));
      assert.deepEqual(
        engine.log.map(({ severity }) => severity),
        ["warning"],
      );
      assert.match(engine.log[0]?.message ?? "", /^Kept Engineering\.NumVendors of user .* has failed/);
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes.Engineering, before);
      assert.equal((await provider.diff(outs, rest)).changes, true, "the next update hands it over");
    });
  });
});

describe("a name that moves to another resource with a new value", () => {
  const gives = { olds: aliceOuts(before), news: rest };
  const takes = {
    olds: aliceOuts({ ProjectDate: "2022-10-01" }),
    news: aliceInputs({ NumVendors: 5, ProjectDate: "2022-10-01" }),
  };
  const orders = {
    "of the first, then of the second": [gives, takes],
    "of the second, then of the first": [takes, gives],
    "of neither": [],
  };

  for (const [which, compared] of Object.entries(orders)) {
    it(`is a conflict until check has seen that the first gives it up, whatever diff was asked before: ${which}`, async () => {
      await withEngine(async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { ...before, ProjectDate: "2022-10-01" });
        await provider.check(takes.news, takes.olds);
        for (const { olds, news } of compared) await provider.diff(olds, news);
        assert.match(await refusalOf(provider.update(takes.olds, takes.news)), /Engineering\.NumVendors/);
        assert.deepEqual(directory.journal.writes(), []);
        await provider.check(gives.news, gives.olds);
        await provider.update(takes.olds, takes.news);
        assert.equal(directory.user(alice.id).customSecurityAttributes.Engineering?.NumVendors, 5);
      });
    });
  }
});
