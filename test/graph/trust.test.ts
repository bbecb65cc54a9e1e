import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { startDirectory } from "../../simulator";
import { aliceInputs } from "../support/provider/aliceAssignment";
import type { CallError } from "../support/provider/providerProcess";
import { withProvider } from "../support/provider/withProvider";

const inputs = aliceInputs({ NumVendors: 4 });

describe("the hosts that the provider trusts", () => {
  it("do not include hosts that Graph links to [one-cloud]", async () => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(`${request.method} ${request.headers.authorization}`);
      response.end("{}");
    }).listen(0, "127.0.0.1");
    await once(elsewhere, "listening");
    const { port } = elsewhere.address() as AddressInfo;
    try {
      for (const status of [301, 302, 307, 308]) {
        await withProvider(async ({ directory, provider }) => {
          const headers = { Location: `http://127.0.0.1:${port}/v1.0/users` };
          const fault = directory.faults.add({
            match: { times: Infinity },
            respond: { status, headers, body: {} },
          });
          await assert.rejects(provider.create(inputs), ({ details }: CallError) =>
            details.includes(`answered ${status}`),
          );
          assert.equal(fault.hits, 1);
        });
      }
      assert.deepEqual(seen, []);
    } finally {
      elsewhere.close();
    }
  });

  it("do not include a Graph with an untrusted certificate, which is an error at once", async () => {
    const stranger = await startDirectory();
    try {
      await withProvider(
        async ({ directory, provider }) => {
          // The stranger's Graph is none that this authority gives tokens for, so the token is for it in name only.
          directory.faults.add({
            match: { path: "/oauth2/", times: Infinity },
            respond: {
              status: 200,
              body: { token_type: "Bearer", expires_in: 3599, access_token: "e30.e30.e30" },
            },
          });
          const started = Date.now();
          await assert.rejects(provider.create(inputs), ({ details }: CallError) => {
            assert.match(details, /certificate/);
            return /NODE_EXTRA_CA_CERTS/.test(details);
          });
          assert.ok(Date.now() - started < 20_000, "it should not have tried again");
          assert.deepEqual(stranger.journal.requests, []);
        },
        {},
        { "customSecurityAttributes:graphEndpoint": stranger.graphEndpoint },
      );
    } finally {
      await stranger.close();
    }
  });
});
