import assert from "node:assert/strict";
import { sufficientRoles } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { mode, severalPages } from "../support/provider/checkedDefinitions";
import { withEngine } from "../support/provider/withEngine";
import { withProvider } from "../support/provider/withProvider";

const withoutDefinitions = {
  callers: [{ roles: sufficientRoles.filter((role) => !role.includes("Definition")) }],
};

describe("check without the tenant's definitions", () => {
  it("says nothing if it may not read them, except in the strict mode", async () => {
    await withEngine(async ({ provider, engine }) => {
      assert.deepEqual((await provider.check(aliceInputs({ Level: 4 }))).failures, []);
      assert.deepEqual(engine.log, []);
    }, withoutDefinitions);
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(aliceInputs({ Level: 4 }));
        assert.match(failures.join(), /could not be looked up.*CustomSecAttributeDefinition\.Read\.All/);
      },
      withoutDefinitions,
      mode("true"),
    );
  });

  it("says nothing of what it could not look up again", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      await provider.check(aliceInputs({ NumVendors: 4 }));
      const match = { path: "/directory/", times: Infinity };
      directory.faults.add({ match, respond: { status: 503 } });
      assert.deepEqual((await provider.check(aliceInputs({ Quux: "a" }))).failures, []);
      assert.match((await provider.check(aliceInputs({ NumVendors: "a" }))).failures.join(), /whole number/);
      assert.deepEqual(engine.log, []);
    });
  });

  it("says nothing of names that may be on a missing page", async () => {
    await withEngine(async ({ directory, provider, engine }) => {
      directory.faults.add({ match: { path: "skiptoken", times: Infinity }, respond: { status: 500 } });
      assert.deepEqual((await provider.check(aliceInputs({ Extra119: "a", Quux: 4 }))).failures, []);
      assert.deepEqual(engine.log, []);
    }, severalPages);
  });

  for (const path of ["/directory/", "/oauth2/"]) {
    it(`waits at most five seconds for ${path}, for all resources together`, async () => {
      await withProvider(async ({ directory, provider }) => {
        directory.faults.add({ match: { path, times: Infinity }, respond: { kind: "hang" } });
        const started = Date.now();
        for (const attributeSet of ["Engineering", "Marketing", "Operations"]) {
          const { failures } = await provider.check(aliceInputs({ Level: "a" }, { attributeSet }));
          assert.deepEqual(failures, []);
        }
        assert.ok(Date.now() - started < 12_000, `it took ${Date.now() - started} ms`);
      });
    });
  }

  it("tries once, and is an error in the strict mode", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const match = { path: "/directory/", times: Infinity };
        const fault = directory.faults.add({
          match,
          respond: { status: 503, headers: { "Retry-After": "30" } },
        });
        const { failures } = await provider.check(aliceInputs({ Level: "a" }));
        assert.match(failures.join(), /could not be looked up.*503/);
        assert.equal(fault.hits, 1);
      },
      {},
      mode("true"),
    );
  });

  it("counts only the time of its own requests, so that a later set is still checked", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await provider.check(aliceInputs({ Level: "a" }));
        const missing = directory.faults.add({
          match: { method: "PATCH" },
          respond: { status: 429, headers: { "Retry-After": "6" } },
        });
        await provider.create(aliceInputs({ Level: "a" }));
        assert.equal(missing.hits, 1);
        const { failures } = await provider.check(
          aliceInputs({ EmployeeId: 4 }, { attributeSet: "Marketing" }),
        );
        assert.match(failures.join(), /^attributes\.EmployeeId: /);
      },
      {},
      mode("true"),
    );
  });
});
