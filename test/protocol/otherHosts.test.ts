import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDirectory, type FaultMatch, type FaultResponse, type RunningDirectory } from "../../simulator";
import { aliceId, aliceInputs, aliceOuts } from "../support/provider/aliceAssignment";
import { ProviderProcess, type Properties } from "../support/provider/providerProcess";
import { alice, tenant } from "../support/tenant";

/** Another host, whose certificate the provider trusts: only its own care keeps it from going there. */
describe("a host that is not the configured Graph", () => {
  let directory: RunningDirectory;
  let trap: RunningDirectory;
  let folder: string;
  let caFile: string;
  before(async () => {
    directory = await startDirectory({ ...tenant, warn: () => {} });
    trap = await startDirectory({ ...tenant, warn: () => {} });
    folder = await mkdtemp(join(tmpdir(), "csa-hosts-"));
    caFile = join(folder, "both.pem");
    const authorities = await Promise.all([directory, trap].map((one) => readFile(one.caFile, "utf8")));
    await writeFile(caFile, authorities.join("\n"));
  });
  after(async () => {
    await directory.close();
    await trap.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => directory.assign(alice.id, "Engineering", { NumVendors: null }));
  afterEach(() => directory.faults.clear());

  it("would have been reached by a request", async () => {
    await withTrustingProvider(trap, (provider) => provider.read(aliceId));
    assert.ok(trap.journal.requests.length > 0);
    trap.journal.clear();
  });

  const graph: FaultMatch = { times: Infinity };
  const authority: FaultMatch = { path: "/oauth2/", times: Infinity };
  const there = () => `${trap.graphEndpoint}/v1.0/users/${alice.id}`;
  const redirect = (status: number) => (): FaultResponse => ({
    status,
    headers: { Location: there() },
    body: {},
  });
  const body = (members: () => Properties) => (): FaultResponse => ({ status: 200, body: members() });

  type Lure = [match: FaultMatch, respond: () => FaultResponse];
  const lures: Record<string, Lure> = {
    ...Object.fromEntries(
      [300, 301, 302, 303, 307, 308].flatMap((status): [string, Lure][] => [
        [`a ${status} of Graph`, [graph, redirect(status)]],
        [`a ${status} to a write`, [{ ...graph, method: "PATCH" }, redirect(status)]],
        [`a ${status} of the token endpoint`, [authority, redirect(status)]],
      ]),
    ),
    "links to a next page": [
      { ...graph, method: "GET" },
      body(() => ({
        id: alice.id,
        "@odata.context": there(),
        "@odata.nextLink": there(),
        "@odata.deltaLink": there(),
        "customSecurityAttributes@odata.navigationLink": there(),
        customSecurityAttributes: null,
      })),
    ],
    "a throttling that points there": [
      { method: "PATCH" },
      () => ({
        status: 429,
        headers: { Location: there(), "Content-Location": there(), Link: `<${there()}>; rel="next"` },
      }),
    ],
    "a challenge to ask another authority": [
      { method: "PATCH" },
      () => ({
        status: 401,
        headers: {
          "WWW-Authenticate": `Bearer realm="", authorization_uri="${trap.graphEndpoint}/common/oauth2/authorize", resource="${trap.graphEndpoint}"`,
        },
      }),
    ],
  };
  for (const [what, [match, respond]] of Object.entries(lures)) {
    it(`is not reached by ${what}`, async () => {
      const fault = directory.faults.add({ match, respond: respond() });
      await withTrustingProvider(directory, (provider) =>
        tryEverything(provider, aliceInputs({ NumVendors: 4 }), aliceId, alice.id),
      );
      assert.ok(fault.hits > 0);
      assert.deepEqual(trap.journal.requests, []);
    });
  }

  const addresses = (): string[] => [
    there(),
    `//${new URL(trap.graphEndpoint).host}/v1.0/users/${alice.id}`,
    `@${new URL(trap.graphEndpoint).host}/`,
    `\\\\${new URL(trap.graphEndpoint).host}\\`,
    `${there()}?x=`,
  ];
  it("is not reached by its address in an id", async () => {
    await withTrustingProvider(directory, async (provider) => {
      for (const address of addresses()) {
        for (const id of [address, `users/${address}/Engineering`, `users/${alice.id}/${address}`]) {
          const inputs = aliceInputs({ NumVendors: 4 }, { principalId: address });
          await tryEverything(provider, inputs, id, address);
        }
        const inSet = aliceInputs({ NumVendors: 4 }, { attributeSet: address });
        await tryEverything(provider, inSet, aliceId, alice.id);
      }
    });
    assert.deepEqual(trap.journal.requests, []);
  });

  async function withTrustingProvider(
    graph: RunningDirectory,
    test: (provider: ProviderProcess) => Promise<unknown>,
  ): Promise<void> {
    const config = { "customSecurityAttributes:timeout": "1s" };
    const environment = { NODE_EXTRA_CA_CERTS: caFile };
    const provider = await ProviderProcess.start(graph, config, { environment });
    try {
      await test(provider);
    } finally {
      provider.stop();
    }
  }
});

/** Every operation that asks Graph, each of which may fail. */
async function tryEverything(
  provider: ProviderProcess,
  inputs: Properties,
  id: string,
  principalObjectId: string,
): Promise<void> {
  const state = aliceOuts({ NumVendors: 3 }, { principalObjectId });
  await Promise.allSettled([
    provider.check(inputs),
    provider.create(inputs),
    provider.read(id),
    provider.read(id, state),
    provider.update(state, inputs),
    provider.delete(state),
  ]);
}
