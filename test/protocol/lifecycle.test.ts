import assert from "node:assert/strict";
import type { RunningDirectory } from "../../simulator";
import { aliceId as id, aliceInputs as inputs, aliceOuts as outs } from "../support/provider/aliceAssignment";
import { engineeringOf } from "../support/provider/engineeringOf";
import type { CallError, Properties } from "../support/provider/providerProcess";
import { alice, fiveShapes, orders } from "../support/tenant";
import { unknown } from "../support/provider/unknown";
import { withProvider } from "../support/provider/withProvider";

const setType = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";

/** Method and path of every request that is not about tokens. */
function graphRequests(directory: RunningDirectory): string[] {
  return directory.journal.requests
    .filter(({ path }) => /\/(users|servicePrincipals)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/\?.*/, "")}`);
}

function bodies(directory: RunningDirectory): unknown[] {
  return directory.journal.writes().map(({ body }) => body);
}

const failing = (texts: RegExp[], not?: RegExp) => (error: CallError) => {
  for (const text of texts) assert.match(error.details, text);
  if (not) assert.doesNotMatch(error.details, not);
  return true;
};

describe("the provider process", () => {
  it("checks without the tenant, unknowns included", async () => {
    const offline = { "customSecurityAttributes:validateDefinitions": "false" };
    await withProvider(
      async ({ directory, provider }) => {
        const pending = inputs({ Level: unknown, Project: ["Baker", unknown] }, { principalId: unknown });
        assert.deepEqual((await provider.check(pending)).failures, []);
        const { failures } = await provider.check(inputs({ NumVendors: 1.5 }));
        assert.match(failures.join(), /^attributes\.NumVendors: must be a whole number/);
        assert.deepEqual(directory.journal.requests, []);
      },
      {},
      offline,
    );
  });

  it("reports wrong configuration as a failed check, without its value", async () => {
    const wrong = { "customSecurityAttributes:timeout": "soonish" };
    await withProvider(
      async ({ provider }) => {
        const { failures } = await provider.check(inputs({}));
        assert.match(failures.join(), /^customSecurityAttributes:timeout must be a time/);
        assert.doesNotMatch(failures.join(), /soonish/);
      },
      {},
      wrong,
    );
  });

  it("says what changes, and what replaces [diff-says]", async () => {
    await withProvider(async ({ provider }) => {
      const olds = outs(fiveShapes);
      const cases: [Properties, boolean, string[]][] = [
        [inputs({ ...fiveShapes, Project: ["Cascade", "Baker"] }), false, []],
        [inputs({ ...fiveShapes, NumVendors: 5 }), true, []],
        [inputs(fiveShapes, { principalId: alice.userPrincipalName }), true, []],
        [inputs(fiveShapes, { onDelete: "force" }), true, []],
        [
          inputs(fiveShapes, { principalId: orders.id, principalType: "ServicePrincipal" }),
          true,
          ["principalType", "principalId"],
        ],
        [inputs(fiveShapes, { attributeSet: "Marketing" }), true, ["attributeSet"]],
      ];
      for (const [news, changes, replaces] of cases) {
        assert.deepEqual(await provider.diff(olds, news), { changes, replaces });
      }
      assert.equal((await provider.diff(outs({}, { drifted: ["Level"] }), inputs({}))).changes, true);
    });
  });

  it("creates with a look, one PATCH and a look [no-type-lookup]", async () => {
    await withProvider(async ({ directory, provider }) => {
      assert.deepEqual(await provider.create(inputs(fiveShapes)), { id, outs: outs(fiveShapes) });
      const path = `/v1.0/users/${alice.id}`;
      assert.deepEqual(graphRequests(directory), [`GET ${path}`, `PATCH ${path}`, `GET ${path}`]);
      const members = {
        "@odata.type": setType,
        ProjectDate: "2022-10-01",
        "Project@odata.type": "#Collection(String)",
        Project: ["Baker", "Cascade"],
        "NumVendors@odata.type": "#Int32",
        NumVendors: 4,
        "CostCenter@odata.type": "#Collection(Int32)",
        CostCenter: [1001, 1003],
        Certification: true,
      };
      assert.deepEqual(bodies(directory), [{ customSecurityAttributes: { Engineering: members } }]);
      assert.equal(directory.journal.tokens().length, 1);
    });
  });

  it("uses beta if configured [one-cloud]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await provider.create(inputs({ NumVendors: 4 }));
        assert.ok(graphRequests(directory).every((request) => request.includes("/beta/users/")));
      },
      {},
      { "customSecurityAttributes:graphVersion": "beta" },
    );
  });

  it("adopts, refuses and overwrites [conflict]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 4, Level: "clandestine" });
      await provider.create(inputs({ NumVendors: 4 }));
      const attempt = provider.create(inputs({ NumVendors: 4, Level: "Senior" }));
      await assert.rejects(
        attempt,
        failing([/Engineering\.Level/, /aliases/, /onConflict: "overwrite"/], /clandestine/),
      );
      assert.deepEqual(bodies(directory), []);
      await provider.create(inputs({ Level: "Senior" }, { onConflict: "overwrite" }));
      assert.deepEqual(engineeringOf(directory, alice), { NumVendors: 4, Level: "Senior" });
    });
  });

  it("updates with one PATCH, clears what left the map, and sends nothing for a policy [removed-clears] [one-patch] [all-outputs]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", fiveShapes);
      const news = inputs({ NumVendors: 0, Certification: true }, { onDelete: "force" });
      assert.deepEqual(
        await provider.update(outs(fiveShapes), news),
        outs({ NumVendors: 0, Certification: true }, { onDelete: "force" }),
      );
      const members = {
        "@odata.type": setType,
        "NumVendors@odata.type": "#Int32",
        NumVendors: 0,
        ProjectDate: null,
        Project: [],
        CostCenter: [],
      };
      assert.deepEqual(bodies(directory), [{ customSecurityAttributes: { Engineering: members } }]);

      directory.journal.clear();
      await provider.update(outs({ NumVendors: 0 }), inputs({ NumVendors: 0 }, { onConflict: "overwrite" }));
      assert.deepEqual(directory.journal.requests, []);
    });
  });

  it("refuses a principal name that has come to be another user's", async () => {
    await withProvider(async ({ provider }) => {
      const news = inputs({ NumVendors: 4 }, { principalId: "bob@contoso.example" });
      await assert.rejects(
        provider.update(outs({ NumVendors: 4 }), news),
        failing([/belongs to another user/, /--replace/]),
      );
    });
  });

  it("reads drift, missing names and missing principals [drift-repair]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 9, Level: "Senior" });
      const olds = outs({ NumVendors: 4, ProjectDate: "2022-10-01" });
      assert.deepEqual(await provider.read(id, olds), {
        id,
        props: outs({ NumVendors: 9, ProjectDate: null }, { drifted: ["NumVendors", "ProjectDate"] }),
        inputs: inputs({ NumVendors: 9, ProjectDate: null }),
      });
      assert.deepEqual((await provider.read(id)).props.attributes, { NumVendors: 9, Level: "Senior" });
      directory.removePrincipal(alice.id);
      assert.equal((await provider.read(id, olds)).id, "");
      await assert.rejects(provider.read(id), failing([/404/]));
    });
  });

  it("takes no empty answer for an empty tenant without proof", async () => {
    const callers = [{ roles: ["User.Read.All"] }];
    await withProvider(
      async ({ directory, provider }) => {
        const expected = [
          /CustomSecAttributeAssignment\.Read\.All/,
          /Attribute Assignment Reader/,
          /attribute set Engineering/,
        ];
        await assert.rejects(provider.read(id, outs({ NumVendors: 4 })), failing(expected));
        const write = [
          /403 Authorization_RequestDenied/,
          /CustomSecAttributeAssignment\.ReadWrite\.All/,
          /request-id [0-9a-f-]{36}/,
        ];
        await assert.rejects(provider.create(inputs({ NumVendors: 4 })), failing(write));
        assert.deepEqual(engineeringOf(directory, alice), {});
      },
      { callers },
    );
  });

  it("clears what it wrote, and with force all it owns [destroy-works] [all-outputs]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const owned = outs({ NumVendors: 4, ProjectDate: "2022-10-01" });
      directory.assign(alice.id, "Engineering", {
        NumVendors: 9,
        ProjectDate: "2022-10-01",
        Level: "Senior",
      });
      await provider.delete(owned);
      assert.deepEqual(engineeringOf(directory, alice), { NumVendors: 9, Level: "Senior" });
      await provider.delete({ ...owned, onDelete: "force" });
      assert.deepEqual(engineeringOf(directory, alice), { Level: "Senior" });
      directory.removePrincipal(alice.id);
      await provider.delete(owned);
    });
  });

  it("names the right id when it got one of another kind [mistaken-id]", async () => {
    await withProvider(
      async ({ provider }) => {
        for (const principalId of [orders.appId, "0de50000-0000-4000-8000-0000000000bb"]) {
          const attempt = provider.create(inputs({}, { principalType: "ServicePrincipal", principalId }));
          await assert.rejects(attempt, failing([new RegExp(orders.id)]));
        }
      },
      { applications: [{ id: "0de50000-0000-4000-8000-0000000000bb", appId: orders.appId }] },
    );
  });

  it("serves many assignments of one principal at once", async () => {
    await withProvider(async ({ directory, provider }) => {
      const names = ["NumVendors", "CostCenter", "Level", "Project", "ProjectDate"];
      const all: Properties = {
        NumVendors: 1,
        CostCenter: [2],
        Level: "a",
        Project: ["b"],
        ProjectDate: "c",
      };
      await Promise.all(names.map((name) => provider.create(inputs({ [name]: all[name] }))));
      assert.deepEqual(engineeringOf(directory, alice), all);
      assert.equal(directory.journal.tokens().length, 1);
    });
  });
});
