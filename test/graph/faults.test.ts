import assert from "node:assert/strict";
import type { FaultResponse } from "../../simulator/server/faults";
import { registered, type CallError } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withProvider, type Parts } from "../support/provider/withProvider";

const inputs = {
  ...registered,
  principalType: "User",
  principalId: alice.id,
  attributeSet: "Engineering",
  attributes: { NumVendors: 4 },
};

async function assertAssigned({ directory, provider }: Parts): Promise<void> {
  await provider.create(inputs);
  assert.deepEqual(directory.user(alice.id).customSecurityAttributes, { Engineering: { NumVendors: 4 } });
}

const inOneSecond = () => new Date(Date.now() + 1_000).toUTCString();

describe("a Graph that is not well [retry]", () => {
  const overcome: Record<string, () => FaultResponse> = {
    "throttles for a second": () => ({ status: 429, headers: { "Retry-After": "1" } }),
    "throttles for a fraction": () => ({ status: 429, headers: { "Retry-After": "0.128" } }),
    "throttles until a date": () => ({ status: 429, headers: { "Retry-After": inOneSecond() } }),
    "throttles without a time": () => ({ status: 429 }),
    "fails with 500": () => ({ status: 500 }),
    "fails with 502": () => ({ status: 502 }),
    "fails with 503": () => ({ status: 503 }),
    "fails with 504": () => ({ status: 504 }),
    "has concurrent writers": () => ({ status: 409 }),
    "resets the connection": () => ({ kind: "reset" }),
    "writes and resets the connection": () => ({ kind: "resetAfterWrite" }),
    "asks for a token with more claims": () => ({ kind: "claimsChallenge" }),
    "no longer takes the token": () => ({ status: 401 }),
  };
  for (const [what, respond] of Object.entries(overcome)) {
    it(`is overcome when it ${what}`, async () => {
      await withProvider(async (parts) => {
        const fault = parts.directory.faults.add({ match: { method: "PATCH" }, respond: respond() });
        await assertAssigned(parts);
        assert.equal(fault.hits, 1);
      });
    });
  }

  for (const kind of ["truncate", "invalidJson"] as const) {
    it(`is asked again when an answer is broken: ${kind}`, async () => {
      await withProvider(async (parts) => {
        const fault = parts.directory.faults.add({ match: { method: "GET" }, respond: { kind } });
        await assertAssigned(parts);
        assert.equal(fault.hits, 1);
      });
    });
  }

  it("waits for a service principal that was created a moment ago [new-principal]", async () => {
    await withProvider(async ({ directory, provider }) => {
      const id = "0de50000-0000-4000-8000-0000000000cc";
      directory.addServicePrincipal(
        { id, appId: "0de50000-0000-4000-8000-0000000000dd" },
        { visibleAfter: 1_500 },
      );
      await provider.create({ ...inputs, principalType: "ServicePrincipal", principalId: id });
      assert.deepEqual(directory.servicePrincipal(id).customSecurityAttributes, {
        Engineering: { NumVendors: 4 },
      });
    });
  });

  it("converges among replicas that disagree for a while [read-back]", async () => {
    await withProvider(assertAssigned, { replicas: 3, replicationLag: 700 });
  });

  const refused: Record<string, [FaultResponse, RegExp]> = {
    "a Retry-After beyond the deadline": [
      { status: 429, headers: { "Retry-After": "315" } },
      /429 TooManyRequests[^]*customSecurityAttributes:timeout/,
    ],
    "a bad request": [{ status: 400 }, /400 Request_BadRequest/],
    "a refusal": [{ status: 403 }, /403 Authorization_RequestDenied[^]*ReadWrite\.All/],
    "a redirect": [{ status: 302, headers: { Location: "https://localhost:1/" }, body: {} }, /answered 302/],
    "a 404 that is not Graph's": [
      { kind: "contentType", contentType: "text/html", status: 404 },
      /answered 404[^]*does not look like one of Graph's/,
    ],
  };
  for (const [what, [respond, expected]] of Object.entries(refused)) {
    it(`stops at once for ${what}`, async () => {
      const config = { "customSecurityAttributes:timeout": "20s" };
      await withProvider(
        async ({ directory, provider }) => {
          const fault = directory.faults.add({ match: { method: "PATCH", times: Infinity }, respond });
          await assert.rejects(provider.create(inputs), ({ details }: CallError) => expected.test(details));
          assert.equal(fault.hits, 1);
        },
        {},
        config,
      );
    });
  }

  const unknownForms: Record<string, [unknown, RegExp]> = {
    "a text instead of values": ["none", / customSecurityAttributes in an unknown form/],
    "a list instead of values": [[], / customSecurityAttributes in an unknown form/],
    "a text instead of a set": [
      { "@odata.type": "#any", Engineering: "none" },
      / customSecurityAttributes\/Engineering in an unknown form/,
    ],
  };
  for (const [what, [customSecurityAttributes, expected]] of Object.entries(unknownForms)) {
    it(`does not count ${what} as no values [read-errors]`, () =>
      withProvider(async ({ directory, provider }) => {
        directory.faults.add({
          match: { method: "GET", path: /\/users\// },
          respond: { status: 200, body: { id: alice.id, customSecurityAttributes } },
        });
        await assert.rejects(provider.create(inputs), ({ details }: CallError) => expected.test(details));
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      }));
  }

  it("does not count a value of an unknown kind as no value [conflict]", () =>
    withProvider(async ({ directory, provider }) => {
      const Engineering = {
        "@odata.type": "#any",
        NumVendors: { count: 4 },
        Project: ["Baker", 1],
        Level: null,
      };
      directory.faults.add({
        match: { method: "GET", path: /\/users\//, times: Infinity },
        respond: { status: 200, body: { id: alice.id, customSecurityAttributes: { Engineering } } },
      });
      await assert.rejects(provider.create(inputs), ({ details }: CallError) =>
        /Engineering\.NumVendors of user [^]* already has a different value/.test(details),
      );
      await assert.rejects(provider.read(`users/${alice.id}/Engineering`), ({ details }: CallError) =>
        /shows Engineering\.NumVendors, Engineering\.Project with a value of a kind that/.test(details),
      );
      assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
    }));

  it("keeps what was seen in the state when an accepted write never shows", async () => {
    const config = { "customSecurityAttributes:timeout": "2s" };
    await withProvider(
      async ({ directory, provider }) => {
        directory.faults.add({ match: { method: "PATCH" }, respond: { kind: "dropWrite" } });
        await assert.rejects(provider.create(inputs), (error: CallError) => {
          const [details] = error.metadata.get("grpc-status-details-bin");
          assert.match(String(details), /ErrorResourceInitFailed[^]*drifted[^]*NumVendors/);
          return /accepted the change of NumVendors, but does not show it/.test(error.message);
        });
      },
      {},
      config,
    );
  });
});
