import assert from "node:assert/strict";
import type { DirectoryOptions } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { engineeringOf } from "../support/provider/engineeringOf";
import { failureOf, keptBy, refusalOf } from "../support/provider/failures";
import { alice, bob, fiveShapes } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const carol = { id: "ca401000-0000-4000-8000-000000000005", userPrincipalName: "carol@contoso.example" };

/** Three replicas that take turns, and hear of a write only after a while. */
const disagreeing: DirectoryOptions = { replicas: 3, replicationLag: 1_500 };
const briefly = { "customSecurityAttributes:timeout": "3s" };

describe("replicas that lag and disagree", () => {
  it("are read until they agree, by create, update, move and destroy [read-back]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const { outs } = await provider.create(aliceInputs(fiveShapes));
      assert.deepEqual(outs, aliceOuts(fiveShapes));
      assert.equal(directory.journal.writes().length, 1);

      // The second read after the write comes from a replica that has not heard of it.
      const after = await provider.update(outs, aliceInputs({ ...fiveShapes, NumVendors: 5 }));
      assert.deepEqual(engineeringOf(directory, alice), { ...fiveShapes, NumVendors: 5 });

      const toBob = { principalId: bob.id };
      await provider.create(aliceInputs({ NumVendors: 5 }, toBob));
      assert.deepEqual(engineeringOf(directory, bob), { NumVendors: 5 });
      assert.deepEqual((await provider.read(aliceId, after)).props, after);
      assert.equal(directory.journal.writes().length, 3);
    }, disagreeing);
  });

  it("are read until a clear has reached them, by update and delete [read-back]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = { NumVendors: 4, Level: "Senior", ProjectDate: "2022-10-01" };
      directory.seed({ users: [{ ...carol, customSecurityAttributes: { Engineering: olds } }] });
      const ofCarol = { principalId: carol.id, principalObjectId: carol.id };
      await provider.update(
        aliceOuts({ NumVendors: 4, Level: "Senior" }, ofCarol),
        aliceInputs({ NumVendors: 5 }, ofCarol),
      );
      assert.deepEqual(engineeringOf(directory, carol), { NumVendors: 5, ProjectDate: "2022-10-01" });
      await provider.delete(aliceOuts({ ProjectDate: "2022-10-01" }, ofCarol));
      assert.deepEqual(engineeringOf(directory, carol), { NumVendors: 5 });
      for (const write of directory.journal.writes()) {
        const after = directory.journal.requests.filter(
          ({ method, time }) => method === "GET" && time > write.time,
        );
        assert.ok(after.length >= 1, "a clear is read back, too");
      }
    }, disagreeing);
  });
});

describe("a write that does not take", () => {
  it("makes update fail, which keeps what was there, and converges [read-back]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { NumVendors: 4, Level: "Senior" });
        directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "dropWrite" } });
        const olds = aliceOuts({ NumVendors: 4, Level: "Senior" });
        const news = aliceInputs({ NumVendors: 5, ProjectDate: "2022-10-01" });
        const { id, properties } = await keptBy(provider.update(olds, news));
        assert.equal(id, aliceId);
        // A value that is as before was not changed by others: destroy may clear it.
        const kept = aliceOuts(
          { NumVendors: 4, Level: "Senior", ProjectDate: null },
          { drifted: ["ProjectDate"] },
        );
        assert.deepEqual(properties, kept);
        assert.equal((await provider.diff(kept, news)).changes, true);
        assert.deepEqual(
          await provider.update(kept, news),
          aliceOuts({ NumVendors: 5, ProjectDate: "2022-10-01" }),
        );
        assert.deepEqual(engineeringOf(directory, alice), { NumVendors: 5, ProjectDate: "2022-10-01" });
      },
      {},
      briefly,
    );
  });

  it("makes delete fail, which says that nothing was lost [destroy-works]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { NumVendors: 4 });
        directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "dropWrite" } });
        const text = await refusalOf(provider.delete(aliceOuts({ NumVendors: 4 })));
        assert.match(text, /^Could not clear Engineering\.NumVendors of user/);
        assert.match(text, /Run the command again\./);
        assert.doesNotMatch(text, /writes what is missing/);
        await provider.delete(aliceOuts({ NumVendors: 4 }));
        assert.deepEqual(engineeringOf(directory, alice), {});
      },
      {},
      briefly,
    );
  });

  it("keeps the state when the reads after it are refused, or cut off [read-back]", async () => {
    const faults = {
      refused: { status: 403 },
      "cut off": { kind: "reset" },
      "broken off": { kind: "truncate" },
    } as const;
    for (const [name, respond] of Object.entries(faults)) {
      await withProvider(
        async ({ directory, provider }) => {
          const match = { method: "GET", path: alice.id, after: 1, times: Infinity };
          directory.faults.add({ match, respond });
          const failed = await keptBy(provider.create(aliceInputs({ NumVendors: 4 })));
          assert.equal(failed.id, aliceId, name);
          assert.deepEqual(failed.properties.drifted, ["NumVendors"], name);
          assert.match(
            failed.reasons.join(),
            /accepted the change of NumVendors, but reading it back failed/,
          );
          directory.faults.clear();
          assert.deepEqual(
            await provider.update(failed.properties, aliceInputs({ NumVendors: 4 })),
            aliceOuts({ NumVendors: 4 }),
          );
          assert.equal(directory.journal.writes().length, 1, "what is there already is not written again");
        },
        {},
        briefly,
      );
    }
  });

  it("keeps the state when the result is unknown [read-back]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { NumVendors: 4 });
        directory.faults.add({ match: { method: "PATCH", times: Infinity }, respond: { kind: "reset" } });
        const olds = aliceOuts({ NumVendors: 4 });
        const failed = await keptBy(provider.update(olds, aliceInputs({ NumVendors: 5 })));
        assert.deepEqual(failed.properties, olds);
        assert.match(failed.reasons.join(), /it is not known whether the change of NumVendors took place/);
      },
      {},
      briefly,
    );
  });

  it("does not empty the state of a caller who sees nothing [sight]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const body = { id: alice.id, customSecurityAttributes: null };
        const match = { method: "GET", path: alice.id, times: Infinity };
        directory.faults.add({ match, respond: { status: 200, body } });
        directory.faults.add({ match: { method: "PATCH", times: Infinity }, respond: { status: 500 } });
        const olds = aliceOuts({ NumVendors: 4, Level: "Senior" });
        const failed = await keptBy(provider.update(olds, aliceInputs({ NumVendors: 5, Level: "Senior" })));
        assert.deepEqual(failed.properties, olds);
      },
      { callers: [{ roles: ["User.Read.All"] }] },
      briefly,
    );
  });
});

describe("a read that fails", () => {
  it("is an error, never an empty answer [read-errors]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { NumVendors: 4 });
        const olds = aliceOuts({ NumVendors: 4 });
        const faults = [
          { status: 500 },
          { status: 403 },
          { status: 401 },
          { kind: "invalidJson" },
          { kind: "truncate" },
          { kind: "contentType", contentType: "text/html" },
          { status: 200, body: {} },
        ] as const;
        for (const respond of faults) {
          directory.faults.add({ match: { method: "GET", path: alice.id, times: Infinity }, respond });
          const { details } = await failureOf(provider.read(aliceId, olds));
          assert.match(details, /^Could not read Engineering\.NumVendors of user/, JSON.stringify(respond));
          directory.faults.clear();
        }
      },
      {},
      { "customSecurityAttributes:timeout": "1s" },
    );
  });
});
