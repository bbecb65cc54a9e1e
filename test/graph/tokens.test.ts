import assert from "node:assert/strict";
import { defaultDefinitions } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import type { CallError } from "../support/provider/providerProcess";
import { alice } from "../support/tenant";
import { withProvider } from "../support/provider/withProvider";

const inputs = aliceInputs({ NumVendors: 4 });

/** Twenty attributes with a set each, so that no two assignments are about the same place. */
const twenty = Array.from({ length: 20 }, (_, index) => ({
  attributeSet: `Set${index}`,
  name: "Level",
  type: "String" as const,
}));

const users = twenty.map((_, index) => ({
  id: `20000000-0000-4000-8000-0000000000${String(index).padStart(2, "0")}`,
  userPrincipalName: `user${index}@contoso.example`,
}));

describe("tokens for Graph", () => {
  it("are asked for once by twenty operations at once [one-token]", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        await Promise.all(
          users.map(({ id }, index) =>
            provider.create(aliceInputs({ Level: "x" }, { principalId: id, attributeSet: `Set${index}` })),
          ),
        );
        assert.equal(directory.journal.tokens().length, 1);
      },
      { users, definitions: [...defaultDefinitions, ...twenty], latency: 20 },
    );
  });

  it("are renewed before they expire", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        const { outs } = await provider.create(inputs);
        await new Promise((resolve) => setTimeout(resolve, 3_500));
        await provider.update(outs, aliceInputs({ NumVendors: 5 }));
        assert.ok(directory.journal.tokens().length >= 2);
        assert.deepEqual(
          directory.journal.requests.filter(({ status }) => status === 401),
          [],
        );
      },
      { tokenLifetime: 6 },
    );
  });

  it("are asked for afresh once when Graph refuses one, with the claims it wants", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.faults.add({ match: { method: "GET" }, respond: { kind: "claimsChallenge" } });
      await provider.create(inputs);
      const bodies = directory.journal.tokens().map(({ body }) => body as Record<string, string>);
      assert.equal(bodies.length, 2);
      assert.ok(!bodies[0]?.claims?.includes("nbf"));
      assert.match(bodies[1]?.claims ?? "", /"nbf".*1604106651/);
    });
  });

  it("are asked for afresh once when Graph refuses many requests at once", async () => {
    await withProvider(
      async ({ directory, provider }) => {
        directory.faults.add({ match: { method: "GET", times: users.length }, respond: { status: 401 } });
        await Promise.all(
          users.map(({ id }, index) =>
            provider.create(aliceInputs({ Level: "x" }, { principalId: id, attributeSet: `Set${index}` })),
          ),
        );
        assert.equal(directory.journal.tokens().length, 2);
      },
      { users, definitions: [...defaultDefinitions, ...twenty], latency: 50 },
    );
  });

  it("are not requested without end when Graph refuses them all", async () => {
    await withProvider(async ({ directory, provider }) => {
      directory.faults.add({ match: { times: Infinity }, respond: { status: 401 } });
      await assert.rejects(provider.create(inputs), ({ details }: CallError) => {
        assert.match(details, /401 InvalidAuthenticationToken/);
        return /Graph refused the token, and a new one as well/.test(details);
      });
      assert.equal(directory.journal.tokens().length, 2);
    });
  });

  it("that cannot be obtained are an error without the secret", async () => {
    const secret = "clandestine-secret";
    await withProvider(
      async ({ directory, provider }) => {
        await assert.rejects(provider.create(inputs), ({ details }: CallError) => {
          assert.match(details, /AADSTS7000215/);
          assert.match(details, new RegExp(directory.clientId));
          return !details.includes(secret);
        });
        assert.deepEqual(directory.user(alice.id).customSecurityAttributes, {});
      },
      {},
      {},
      { environment: { AZURE_CLIENT_SECRET: secret } },
    );
  });
});
