import assert from "node:assert/strict";
import { audiencesFor } from "../../provider/auth/audiences";
import { chooseCredential } from "../../provider/auth/credentialChoice";
import { cureFor } from "../../provider/auth/entraErrors";

const government = "https://login.microsoftonline.us";
const identity = chooseCredential(() => undefined, {
  ARM_TENANT_ID: "tenant-m",
  ARM_CLIENT_ID: "client-m",
  ARM_USE_OIDC: "true",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "clandestine",
});
const signIn = { identity, authorityHost: government };

describe("cureFor", () => {
  const cures: [number: string, expected: RegExp][] = [
    ["700016", /tenant-m has no app with the client id client-m/],
    ["7000215", /does not belong to the app/],
    ["7000222", /has expired/],
    ["700024", /had expired, or was not valid yet/],
    ["700212", /api:\/\/AzureADTokenExchangeUSGov or api:\/\/AzureADTokenExchange: .*ARM_OIDC_AUDIENCE/],
    ["700213", /app client-m has the subject/],
    ["53003", /Conditional Access/],
  ];
  for (const [number, expected] of cures) {
    it(`explains AADSTS${number}`, () => {
      const cure = cureFor(`400: AADSTS${number}: as Entra says it`, signIn) ?? "";
      assert.match(cure, expected);
      assert.doesNotMatch(cure, /clandestine/);
    });
  }

  it("says nothing about any other", () => {
    assert.equal(cureFor("AADSTS90002: tenant not found", signIn), undefined);
    assert.equal(cureFor("no code at all", signIn), undefined);
  });
});

describe("audiencesFor", () => {
  it("follows the cloud, and then tries what @pulumi/azuread asks for", () => {
    const { credential } = identity;
    assert.ok(credential.kind === "workflow");
    const publicOne = "api://AzureADTokenExchange";
    assert.deepEqual(audiencesFor(credential, "https://login.microsoftonline.com"), [publicOne]);
    assert.deepEqual(audiencesFor(credential, government), [`${publicOne}USGov`, publicOne]);
    for (const china of ["https://login.chinacloudapi.cn", "https://login.partner.microsoftonline.cn"]) {
      assert.deepEqual(audiencesFor(credential, china), [`${publicOne}China`, publicOne]);
    }
    const audience = { name: "ARM_OIDC_AUDIENCE", text: "api://own" };
    assert.deepEqual(audiencesFor({ ...credential, audience }, government), ["api://own"]);
  });
});
