import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { startSimulator, type Estate, type Simulator } from "../../simulator/published/startSimulator";
import { GraphConnection } from "../simulator/graphConnection";

const alice = "11111111-1111-4111-8111-111111111111";
const ordersApi = "33333333-3333-4333-8333-333333333333";

/** Deprecated, inactive, not allowed, not defined, too many: what a tenant holds and no PATCH would write. */
const estate: Estate = {
  version: 1,
  tenantId: "12345678-0000-4000-8000-000000000000",
  attributeSets: [{ name: "Engineering", description: "Said", maxAttributesPerSet: 3 }],
  definitions: [
    {
      attributeSet: "Engineering",
      name: "Level",
      type: "String",
      description: null,
      isCollection: false,
      isSearchable: false,
      status: "Deprecated",
      usePreDefinedValuesOnly: true,
      allowedValues: [
        { id: "Junior", isActive: true },
        { id: "Senior", isActive: false },
      ],
    },
  ],
  principals: [
    {
      principalType: "ServicePrincipal",
      principalObjectId: "55555555-5555-4555-8555-555555555555",
      displayName: null,
      clientId: "aaaaaaaa-5555-4555-8555-555555555555",
      servicePrincipalType: "AgentIdentity",
      accountEnabled: false,
      attributes: { Engineering: { Level: "Senior" }, Gone: { constructor: ["a", "b"] } },
    },
    {
      principalType: "User",
      principalObjectId: "66666666-6666-4666-8666-666666666666",
      displayName: "Zoë",
      userPrincipalName: "zoe_fabrikam.example#EXT#@contoso.example",
      userType: "Guest",
      accountEnabled: true,
      attributes: {
        Engineering: { Level: "Chief" },
        Many: { Numbers: Array.from({ length: 60 }, (_, n) => n) },
      },
    },
  ],
};

async function using(
  options: Parameters<typeof startSimulator>[0],
  test: (simulator: Simulator) => Promise<void>,
) {
  const simulator = await startSimulator({ warn: () => {}, ...options });
  try {
    await test(simulator);
  } finally {
    await simulator.close();
  }
}

describe("the simulator as the package publishes it", function () {
  this.timeout(60_000);

  it("is a tenant to write to, with a journal of what was asked", () =>
    using({}, async (simulator) => {
      const graph = await GraphConnection.open(simulator);
      const Engineering = {
        "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
        Level: "Lead",
      };
      const { status } = await graph.send({
        method: "PATCH",
        path: `/v1.0/users/${alice}`,
        body: { customSecurityAttributes: { Engineering } },
      });
      assert.equal(status, 204);
      assert.equal(simulator.journal.writes().length, 1);
      assert.equal(simulator.journal.tokens().length, 1);
      const found = simulator
        .estate()
        .principals.find(({ principalObjectId }) => principalObjectId === alice);
      assert.deepEqual(found?.attributes, { Engineering: { Level: "Lead" } });
      assert.deepEqual(simulator.pulumiConfig(), { "customSecurityAttributes:graphEndpoint": simulator.url });
      graph.close();
    }));

  it("takes an estate unchanged, even values that a PATCH would be refused, and returns the same", () =>
    using({ seed: estate }, async (simulator) => {
      assert.deepEqual(simulator.estate(), estate);
      const graph = await GraphConnection.open(simulator);
      const select = "$select=customSecurityAttributes,userType,displayName";
      const { body } = await graph.get(`/v1.0/users/66666666-6666-4666-8666-666666666666?${select}`);
      const { customSecurityAttributes, userType } = body as Record<
        string,
        Record<string, Record<string, unknown>>
      >;
      assert.equal(userType, "Guest");
      assert.equal(customSecurityAttributes?.["Engineering"]?.["Level"], "Chief");
      graph.close();
    }));

  it("defines what an estate without definitions uses", () => {
    const { version, tenantId, principals } = estate;
    return using({ seed: { version, tenantId, principals } }, async (simulator) => {
      const definitions = simulator
        .estate()
        .definitions?.map(
          ({ attributeSet, name, type, isCollection }) =>
            `${attributeSet}.${name}: ${type}${isCollection ? "[]" : ""}`,
        );
      assert.deepEqual(definitions, [
        "Engineering.Level: String",
        "Gone.constructor: String[]",
        "Many.Numbers: Integer[]",
      ]);
    });
  });

  it("answers at both loopback addresses, and only to requests for this machine", () =>
    using({}, async (simulator) => {
      const statusOf = async (url: string, host?: string) => {
        const ca = await readFile(simulator.environment()["NODE_EXTRA_CA_CERTS"] ?? "");
        return new Promise<number | undefined>((resolve, reject) => {
          const sent = request(
            url,
            { ca, agent: false, ...(host !== undefined && { servername: "localhost", headers: { host } }) },
            (answer) => {
              answer.resume();
              resolve(answer.statusCode);
            },
          );
          sent.on("error", reject).end();
        });
      };
      const { port } = new URL(simulator.url);
      for (const host of ["localhost", "127.0.0.1", "[::1]"])
        assert.equal(await statusOf(`https://${host}:${port}/common/discovery/instance`), 200, host);
      simulator.journal.clear();
      for (const host of ["rebound.example", `rebound.example:${port}`, "localhost.rebound.example"])
        for (const path of ["/", "/tenant", "/common/discovery/instance", `/v1.0/users/${alice}`])
          assert.equal(await statusOf(`${simulator.url}${path}`, host), 421, `${host}${path}`);
      assert.deepEqual(simulator.journal.requests, []);
    }));

  it("refuses a seed and options that it cannot apply exactly", async () => {
    const principals = (principal: object) => ({
      ...estate,
      principals: [{ ...estate.principals[0], ...principal }],
    });
    const refused: [options: object, message: RegExp][] = [
      [{ seed: null }, /^seed must be an object/],
      [{ seed: { ...estate, version: 2 } }, /^seed has version 2, /],
      [{ seed: { ...estate, tenantId: undefined } }, /^seed\.tenantId /],
      [{ seed: { ...estate, principals: undefined } }, /^seed\.principals must be a list/],
      [{ seed: principals({ principalType: "Group" }) }, /^seed\.principals\[0\]\.principalType /],
      [{ seed: principals({ principalObjectId: 1 }) }, /^seed\.principals\[0\]\.principalObjectId /],
      [{ seed: principals({ attributes: { A: 1 } }) }, /\.attributes\.A must be an object/],
      [{ seed: principals({ attributes: { A: { b: {} } } }) }, /\.attributes\.A\.b must be a value/],
      [{ seed: principals({ attributes: { A: { b: ["x", 1] } } }) }, /\.attributes\.A\.b must be a value/],
      [{ replicas: 0 }, /^replicas /],
      [{ latency: -1 }, /^latency /],
    ];
    for (const [options, message] of refused)
      await assert.rejects(
        using(options, () => Promise.resolve()),
        (error) => error instanceof TypeError && message.test(error.message),
        JSON.stringify(options),
      );
  });

  it("throttles as Graph does, each step of a batch by itself", () =>
    using({ throttle: true }, async (simulator) => {
      const graph = await GraphConnection.open(simulator);
      // The app may not delete users, which is refused at once, and counts as a write like any other.
      const requests = Array.from({ length: 20 }, (_, id) => ({
        id: `${id}`,
        method: "DELETE",
        url: `/users/${alice}`,
      }));
      const counts = new Map<number, number>();
      for (let batch = 0; batch < 250 && !counts.has(429); batch++) {
        const { body } = await graph.post("/v1.0/$batch", { requests });
        const { responses } = body as { responses: { status: number; headers: Record<string, string> }[] };
        for (const { status, headers } of responses) {
          counts.set(status, (counts.get(status) ?? 0) + 1);
          if (status !== 429) continue;
          assert.match(headers["Retry-After"] ?? "", /^\d+\.\d+$/);
          assert.equal(headers["x-ms-throttle-information"], "WriteLimitExceeded");
        }
      }
      assert.ok(counts.has(429) && (counts.get(403) ?? 0) >= 3000, JSON.stringify([...counts]));
      graph.close();
    }));

  it("has replicas that know a write two seconds late", () =>
    using({ replicas: 2 }, async (simulator) => {
      const graph = await GraphConnection.open(simulator);
      const Engineering = {
        "@odata.type": "#Microsoft.DirectoryServices.CustomSecurityAttributeValue",
        Level: "Lead",
      };
      const path = `/v1.0/servicePrincipals/${ordersApi}`;
      await graph.send({ method: "PATCH", path, body: { customSecurityAttributes: { Engineering } } });
      const levels: unknown[] = [];
      for (let look = 0; look < 2; look++) {
        const { body } = await graph.get(`${path}?$select=customSecurityAttributes`);
        levels.push((body as { customSecurityAttributes: unknown }).customSecurityAttributes === null);
      }
      assert.deepEqual(levels, [true, false]);
      graph.close();
    }));

  it("delays answers if configured", () =>
    using({ latency: 300 }, async (simulator) => {
      const begin = performance.now();
      (await GraphConnection.open(simulator)).close();
      assert.ok(performance.now() - begin >= 300);
    }));
});
