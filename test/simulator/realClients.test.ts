import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import {
  selfSignedCertificate,
  startDirectory,
  sufficientRoles,
  type RunningDirectory,
} from "../../simulator";
import { signToken } from "../../simulator/token/jsonWebToken";
import type { TaskResult } from "./clientProcess";
import { alice, ordersApi } from "./connected";
import { runClients } from "./realClients";

const clientId = "dddddddd-0000-4000-8000-000000000001";
const issuer = "https://pipelines.example";
const subject = "repo:contoso/orders:ref:refs/heads/main";
const registered = selfSignedCertificate("registered");
const stranger = selfSignedCertificate("stranger");
const workload = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A token such as a pipeline gets from the service that runs it. */
function assertion(claims: Record<string, unknown> = {}, key = workload.privateKey): string {
  const exp = Math.floor(Date.now() / 1000) + 300;
  return signToken(
    { iss: issuer, sub: subject, aud: "api://AzureADTokenExchange", exp, jti: randomUUID(), ...claims },
    key,
  );
}

const pem = ({ certificate, key }: { certificate: string; key: string }) => certificate + key;
const type = "#Microsoft.DirectoryServices.CustomSecurityAttributeValue";

describe("Microsoft's own clients", function () {
  this.timeout(60_000);
  let directory: RunningDirectory;

  before(async () => {
    directory = await startDirectory({
      users: [alice],
      servicePrincipals: [ordersApi],
      callers: [
        {
          clientId,
          secrets: ["old-secret", "new-secret"],
          certificates: [registered.certificate],
          federatedCredentials: [
            {
              issuer,
              subject,
              publicKey: workload.publicKey.export({ type: "spki", format: "pem" }).toString(),
            },
          ],
        },
      ],
    });
  });
  after(() => directory.close());

  it("@azure/identity gets tokens with secrets, certificates and assertions", async () => {
    const results = await runClients(directory, [
      { credential: "environment" },
      { credential: "secret", proof: "new-secret" },
      { credential: "certificate", proof: pem(registered) },
      { credential: "assertion", proof: assertion() },
    ]);
    for (const result of results) {
      const { aud, appid, tid, roles, exp, iat } = claimsOf(result);
      assert.deepEqual([aud, appid, tid], [directory.graphEndpoint, clientId, directory.tenantId]);
      assert.deepEqual(roles, [...sufficientRoles]);
      assert.equal(Number(exp) - Number(iat), 3599);
    }
  });

  it("@azure/identity reports Entra's errors for other callers", async () => {
    const results = await runClients(directory, [
      { credential: "secret", proof: "wrong" },
      { credential: "secret", clientId: randomUUID() },
      { credential: "secret", scope: "https://vault.example/.default" },
      { credential: "certificate", proof: pem(stranger) },
      { credential: "assertion", proof: assertion({ sub: "repo:contoso/other" }) },
      { credential: "assertion", proof: assertion({ aud: "somebody else" }) },
      { credential: "assertion", proof: assertion({}, createPrivateKey(stranger.key)) },
      { credential: "assertion", proof: assertion({ exp: 1 }) },
      { credential: "assertion", proof: "no token" },
    ]);
    const numbers = results.map((result) => /AADSTS\d+/.exec(errorOf(result).message)?.[0]);
    assert.deepEqual(numbers, [
      "AADSTS7000215",
      "AADSTS700016",
      "AADSTS500011",
      "AADSTS700027",
      "AADSTS700213",
      "AADSTS700212",
      "AADSTS50013",
      "AADSTS700024",
      "AADSTS50027",
    ]);
  });

  it("@azure/identity finds no token endpoint of a tenant that does not exist", async () => {
    const [result] = await runClients(directory, [{ credential: "secret", tenantId: randomUUID() }]);
    assert.match(errorOf(result).message, /endpoints_resolution_error/);
    const refused = directory.journal.requests.at(-1);
    assert.deepEqual([refused?.status, /openid-configuration$/.test(refused?.path ?? "")], [400, true]);
  });

  it("@azure/identity is refused with a secret that has been rotated out", async () => {
    directory.caller().secrets.delete("old-secret");
    const [out, still] = await runClients(directory, [
      { credential: "secret", proof: "old-secret" },
      { credential: "secret", proof: "new-secret" },
    ]);
    assert.match(errorOf(out).message, /AADSTS7000215/);
    assert.equal(claimsOf(still)["appid"], clientId);
  });

  it("@microsoft/microsoft-graph-client reads and writes", async () => {
    const path = `/servicePrincipals/${ordersApi.id}`;
    const Engineering = {
      "@odata.type": type,
      "Project@odata.type": "#Collection(String)",
      Project: ["Baker", "Cascade"],
    };
    const [result] = await runClients(directory, [
      {
        credential: "environment",
        requests: [
          { method: "patch", path, body: { customSecurityAttributes: { Engineering } } },
          { method: "get", path, select: "id,customSecurityAttributes" },
        ],
      },
    ]);
    assert.ok(result && "answers" in result, JSON.stringify(result));
    const { id, customSecurityAttributes } = result.answers[1] as Record<string, unknown>;
    assert.equal(id, ordersApi.id);
    assert.deepEqual(customSecurityAttributes, {
      Engineering: {
        "@odata.type": "#microsoft.graph.customSecurityAttributeValue",
        "Project@odata.type": "#Collection(String)",
        Project: ["Cascade", "Baker"],
      },
    });
    assert.deepEqual(directory.servicePrincipal(ordersApi.appId).customSecurityAttributes, {
      Engineering: { Project: ["Baker", "Cascade"] },
    });
  });

  it("@microsoft/microsoft-graph-client understands errors, and waits as requested", async () => {
    directory.faults.add({
      match: { path: "/users/alice@" },
      respond: { status: 429, headers: { "Retry-After": "1" } },
    });
    directory.journal.clear();
    const [throttled, refused] = await runClients(directory, [
      { credential: "environment", requests: [{ method: "get", path: `/users/${alice.userPrincipalName}` }] },
      {
        credential: "environment",
        requests: [
          {
            method: "patch",
            path: `/users/${alice.id}`,
            body: { customSecurityAttributes: { Nowhere: { "@odata.type": type, Level: "1" } } },
          },
        ],
      },
    ]);
    assert.ok(throttled && "answers" in throttled, JSON.stringify(throttled));
    const [first, second] = directory.journal.requests.filter(({ url }) => url.includes("alice@"));
    assert.deepEqual([first?.status, second?.status], [429, 200]);
    assert.ok((second?.time ?? 0) - (first?.time ?? 0) >= 1000);
    const { statusCode, code, message } = errorOf(refused);
    assert.deepEqual([statusCode, code], [400, "Request_BadRequest"]);
    assert.equal(message, "AttributeSet for value you are trying to assign does not exist Nowhere");
  });
});

function claimsOf(result: TaskResult | undefined): Record<string, unknown> {
  assert.ok(result && "claims" in result, JSON.stringify(result));
  return result.claims;
}

function errorOf(result: TaskResult | undefined): Extract<TaskResult, { error: unknown }>["error"] {
  assert.ok(result && "error" in result, JSON.stringify(result));
  return result.error;
}
