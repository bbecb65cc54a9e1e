import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as names from "../../provider/auth/identityNames";

/**
 * What `@pulumi/azuread` reads from the stack's configuration, with the variables that stand in for each key. The keys are
 * held to the installed package. The variables are those that the provider behind it declares as defaults of its settings.
 */
const settings: Readonly<Record<string, readonly string[]>> = {
  adoPipelineServiceConnectionId: [
    "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
    "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
  ],
  clientCertificate: ["ARM_CLIENT_CERTIFICATE"],
  clientCertificatePassword: ["ARM_CLIENT_CERTIFICATE_PASSWORD"],
  clientCertificatePath: ["ARM_CLIENT_CERTIFICATE_PATH"],
  clientId: ["ARM_CLIENT_ID"],
  clientIdFilePath: ["ARM_CLIENT_ID_FILE_PATH"],
  clientSecret: ["ARM_CLIENT_SECRET"],
  clientSecretFilePath: ["ARM_CLIENT_SECRET_FILE_PATH"],
  disableTerraformPartnerId: ["ARM_DISABLE_TERRAFORM_PARTNER_ID"],
  environment: ["ARM_ENVIRONMENT"],
  metadataHost: ["ARM_METADATA_HOSTNAME"],
  msiEndpoint: ["ARM_MSI_ENDPOINT"],
  oidcRequestToken: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"],
  oidcRequestUrl: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"],
  oidcToken: ["ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["ARM_OIDC_TOKEN_FILE_PATH"],
  partnerId: ["ARM_PARTNER_ID"],
  tenantId: ["ARM_TENANT_ID"],
  useAksWorkloadIdentity: ["ARM_USE_AKS_WORKLOAD_IDENTITY"],
  useCli: ["ARM_USE_CLI"],
  useMsi: ["ARM_USE_MSI"],
  useOidc: ["ARM_USE_OIDC"],
};

/** These say who made the program, for Microsoft's statistics, and not who acts. */
const noIdentity = ["disableTerraformPartnerId", "partnerId"];

const root = join(__dirname, "../..");

/** Every name in the tables, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

describe("what @pulumi/azuread reads", () => {
  it("is what the installed package declares", () => {
    const declarations = readFileSync(join(root, "node_modules/@pulumi/azuread/config/vars.d.ts"), "utf8");
    const keys = [...declarations.matchAll(/^export declare const (\w+):/gm)].map(([, key]) => key);
    assert.ok(keys.length > 20);
    assert.deepEqual(keys.sort(), Object.keys(settings).sort());
  });

  const known = new Set(textsIn({ ...names }));
  const documented = readFileSync(join(root, "docs/credentials.md"), "utf8");
  for (const [key, variables] of Object.entries(settings)) {
    it(`is known here: ${key}`, () => {
      assert.ok(new RegExp(`\\b${key}\\b`).test(documented), `docs/credentials.md does not tell of ${key}`);
      if (noIdentity.includes(key)) return;
      for (const name of [`azuread:${key}`, ...variables]) assert.ok(known.has(name), name);
      for (const name of variables) assert.ok(documented.includes(name), `docs/credentials.md: ${name}`);
    });
  }
});
