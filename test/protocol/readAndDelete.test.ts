import assert from "node:assert/strict";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { engineeringOf } from "../support/provider/engineeringOf";
import type { CallError } from "../support/provider/providerProcess";
import { alice, orders } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

describe("read, over the wire", () => {
  it("keeps the program's order of a collection, and the policies", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Project: ["Cascade", "Baker"] });
      const olds = aliceOuts(
        { Project: ["Baker", "Cascade"] },
        { onDelete: "force", onConflict: "overwrite" },
      );
      assert.deepEqual((await provider.read(aliceId, olds)).props, olds);
      assert.deepEqual(directory.journal.writes(), []);
    });
  });

  it("calls an assignment drifted, not gone, when all its values are missing", async () => {
    await withProvider(async ({ provider }) => {
      assert.deepEqual(await provider.read(aliceId, aliceOuts({ NumVendors: 4 })), {
        id: aliceId,
        props: aliceOuts({ NumVendors: null }, { drifted: ["NumVendors"] }),
        inputs: aliceInputs({ NumVendors: null }),
      });
    });
  });

  it("still owns a drifted name, and finds its value again", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { NumVendors: 7, Level: "Senior" });
      const { props } = await provider.read(aliceId, aliceOuts({}, { drifted: ["NumVendors"] }));
      assert.deepEqual(props, aliceOuts({ NumVendors: 7 }, { drifted: ["NumVendors"] }));
      const news = aliceInputs({ NumVendors: 4 });
      assert.deepEqual(await provider.update(props, news), aliceOuts({ NumVendors: 4 }));
      assert.deepEqual(engineeringOf(directory, alice), { NumVendors: 4, Level: "Senior" });
    });
  });

  it("gets an empty map where nothing is assigned", async () => {
    await withProvider(async ({ provider }) => {
      const { id, props } = await provider.read(aliceId.replace(alice.id, alice.id.toUpperCase()));
      assert.equal(id, aliceId);
      assert.deepEqual(props, aliceOuts({}));
    });
  });

  it("says what an id looks like when it gets another", async () => {
    await withProvider(async ({ directory, provider }) => {
      for (const id of ["nonsense", `groups/${alice.id}/Engineering`, `${aliceId}/more`]) {
        await assert.rejects(provider.read(id), ({ details }: CallError) =>
          details.includes("must look like servicePrincipals/{object id}/{attribute set}"),
        );
      }
      assert.deepEqual(directory.journal.requests, []);
    });
  });

  it("does not take a proxy's 404 for a missing principal [read-errors]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.faults.add({
        match: { method: "GET" },
        respond: { kind: "contentType", contentType: "text/html", status: 404 },
      });
      await assert.rejects(provider.read(aliceId, aliceOuts({ NumVendors: 4 })), /404/);
    });
  });

  it("does not take a proxy's 403 for a missing permission", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.faults.add({
        match: { method: "GET" },
        respond: { kind: "contentType", contentType: "text/html", status: 403 },
      });
      await assert.rejects(provider.read(aliceId, aliceOuts({ NumVendors: 4 })), (error: Error) => {
        assert.match(error.message, /A proxy or a portal may have answered instead of Graph/);
        assert.doesNotMatch(error.message, /CustomSecAttributeAssignment/);
        return true;
      });
    });
  });
});

describe("delete, over the wire", () => {
  it("clears a single value with null and a collection with an empty list [removed-clears]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const owned = { Level: "Senior", Project: ["Baker"], CostCenter: [1], NumVendors: 0 };
      directory.assign(alice.id, "Engineering", owned);
      await provider.delete(aliceOuts(owned));
      const [write, ...others] = directory.journal.writes();
      const members = {
        "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
        Level: null,
        Project: [],
        CostCenter: [],
        NumVendors: null,
      };
      assert.deepEqual(write?.body, { customSecurityAttributes: { Engineering: members } });
      assert.deepEqual(others, []);
      assert.deepEqual(engineeringOf(directory, alice), {});
    });
  });

  it("leaves what drifted, and what another resource of the program asks for [destroy-spares]", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.assign(alice.id, "Engineering", { Level: "Senior", NumVendors: 4, ProjectDate: "x" });
      await provider.check(aliceInputs({ Level: "Senior" }));
      const outs = aliceOuts(
        { Level: "Senior", NumVendors: 4, ProjectDate: "x" },
        { drifted: ["NumVendors"] },
      );
      await provider.delete(outs);
      assert.deepEqual(engineeringOf(directory, alice), { Level: "Senior", NumVendors: 4 });
    });
  });

  it("says what to do where Entra refuses to clear what is deactivated, and then clears it [errors-speak]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.assign(alice.id, "Engineering", { Level: "a" });
        directory.deprecate("Engineering", "Level");
        const olds = aliceOuts({ Level: "a" });
        await assert.rejects(
          provider.delete(olds),
          /400 [^]*\nIf an attribute is deactivated, activate it in Entra, run the command again/,
        );
        assert.deepEqual(engineeringOf(directory, alice), { Level: "a" });
        directory.reactivate("Engineering", "Level");
        await provider.delete(olds);
        assert.deepEqual(engineeringOf(directory, alice), {});
      },
      { assume: { clearingDeprecated: "refused" } },
    );
  });

  it("sends nothing when there is nothing left to clear", async () => {
    await withProvider(async ({ directory, provider }) => {
      await provider.delete(aliceOuts({ Level: "Senior" }));
      assert.deepEqual(directory.journal.writes(), []);
    });
  });
});

describe("errors, over the wire", () => {
  it("are printed once by the host where it prints them by itself", async () => {
    await withProvider(async ({ directory, provider }) => {
      const olds = aliceOuts({ NumVendors: 4 });
      for (const call of [() => provider.read(aliceId, olds), () => provider.delete(olds)]) {
        directory.faults.add({ match: { method: "GET" }, respond: { status: 403 } });
        const before = provider.printed.length;
        await assert.rejects(call, /Could not/);
        const printed = provider.printed.slice(before);
        assert.match(
          printed,
          /^pulumi-custom-security-attributes: Could not (read|clear) Engineering\.NumVendors/,
        );
        assert.equal(printed.match(/Could not/g)?.length, 1, printed);
      }
    });
  });

  it("hide a value that Graph repeats, old ones too [no-values]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const message =
        "Invalid value clandestine-new for 987654. ErrorCode: x ParameterName: Level ParameterValue: 'clandestine-old'.";
      directory.faults.add({ match: { method: "PATCH" }, respond: { status: 400, message } });
      const attempt = provider.create(aliceInputs({ Level: "clandestine-new", NumVendors: 987654 }));
      await assert.rejects(attempt, ({ details }: CallError) => {
        assert.doesNotMatch(details, /clandestine|987654/);
        return /400 Request_BadRequest.*<value>/.test(details);
      });
    });
  });

  it("name the right object id at once when principalId is of another kind", async () => {
    const application = { id: "0de50000-0000-4000-8000-0000000000bb", appId: orders.appId };
    await withProvider(
      async ({ provider }) => {
        const kinds = { [orders.appId]: /client id/, [application.id]: /object id of an app registration/ };
        for (const [principalId, kind] of Object.entries(kinds)) {
          const started = Date.now();
          const news = aliceInputs({ NumVendors: 4 }, { principalType: "ServicePrincipal", principalId });
          await assert.rejects(provider.create(news), ({ details }: CallError) => {
            assert.match(details, kind);
            return details.includes(`its service principal is ${orders.id}`);
          });
          assert.ok(Date.now() - started < 30_000, "it should not have waited");
        }
      },
      { applications: [application] },
    );
  });
});
