import assert from "node:assert/strict";
import { savedProvider } from "../../provider/pulumi/savedProvider";
import type { DirectoryOptions, RunningDirectory } from "../../simulator";
import { fleetId, fleetInputs } from "../support/fleet";
import { ProviderProcess } from "../support/providerProcess";
import { alice, bob } from "../support/tenant";
import { withProvider } from "../support/withProvider";

const values = (directory: RunningDirectory, { id }: { id: string }) =>
  directory.user(id).customSecurityAttributes.Engineering ?? {};

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
});
