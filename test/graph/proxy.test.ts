import assert from "node:assert/strict";
import { aliceInputs } from "../support/provider/aliceAssignment";
import { startConnectProxy } from "../support/graph/connectProxy";
import type { CallError } from "../support/provider/providerProcess";
import { withProvider } from "../support/provider/withProvider";

const inputs = aliceInputs({ NumVendors: 4 });
const timeout = { "customSecurityAttributes:timeout": "2" };

/** The proxy settings of the machine that runs the tests have no effect. */
const noProxy = Object.fromEntries(
  ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
    [name, undefined],
    [name.toLowerCase(), undefined],
  ]),
);

describe("a proxy that the environment names", () => {
  it("is the way to the tokens and to Graph", async () => {
    const proxy = await startConnectProxy();
    const environment = { ...noProxy, HTTPS_PROXY: proxy.url };
    await withProvider(
      async ({ directory, provider }) => {
        try {
          const { outs } = await provider.create(inputs);
          const { host } = new URL(directory.graphEndpoint);
          assert.ok(proxy.asked.includes(host), proxy.asked.join());
          await proxy.close();
          directory.journal.clear();
          // The token is still good, so that only Graph is asked.
          await assert.rejects(
            provider.update(outs, aliceInputs({ NumVendors: 5 })),
            ({ details }: CallError) => {
              assert.match(details, /got no answer: connect ECONNREFUSED/);
              return details.includes(new URL(proxy.url).host);
            },
          );
          assert.deepEqual(directory.journal.requests, []);
        } finally {
          await proxy.close().catch(() => undefined);
        }
      },
      {},
      timeout,
      { environment },
    );
  });

  it("is not asked for hosts in NO_PROXY", async () => {
    const proxy = await startConnectProxy();
    const environment = { ...noProxy, HTTPS_PROXY: proxy.url, NO_PROXY: "example.com,localhost" };
    try {
      await withProvider(
        async ({ directory, provider }) => {
          assert.equal(new URL(directory.graphEndpoint).hostname, "localhost");
          await provider.create(inputs);
          assert.deepEqual(proxy.asked, []);
        },
        {},
        timeout,
        { environment },
      );
    } finally {
      await proxy.close();
    }
  });
});
