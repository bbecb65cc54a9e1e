import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  choose,
  summary,
  azuread,
  azureadSecret,
  arm,
  armSecret,
  azureSecret,
  workflow,
  webhook,
  pipelines,
  type Values,
} from "../support/unit/credentialSettings";

const cases: [what: string, values: Values, expected: string][] = [
  [
    "its secret in the environment for its client in the configuration",
    { ...azuread, ARM_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-r in tenant-r, from azuread",
  ],
  [
    "its certificate before its secret",
    { ...azureadSecret, "azuread:clientCertificate": "clandestine" },
    "clientCertificate of client-r in tenant-r, from azuread",
  ],
  [
    "its certificate in the environment",
    { ...arm, ARM_CLIENT_CERTIFICATE_PATH: "app.pfx", ARM_CLIENT_CERTIFICATE_PASSWORD: "clandestine" },
    "clientCertificate of client-m in tenant-m, from azuread",
  ],
  [
    "its OIDC token",
    { ...azuread, "azuread:useOidc": true, "azuread:oidcToken": "clandestine" },
    "assertion of client-r in tenant-r, from azuread",
  ],
  [
    "its OIDC token in the environment",
    { ...arm, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "clandestine" },
    "assertion of client-m in tenant-m, from azuread",
  ],
  [
    "its OIDC token in a file",
    { ...arm, ARM_USE_OIDC: "1", ARM_OIDC_TOKEN_FILE_PATH: "token" },
    "assertionFile of client-m in tenant-m, from azuread",
  ],
  [
    "a token from GitHub Actions",
    { ...azuread, "azuread:useOidc": "true", ...workflow },
    "workflow of client-r in tenant-r, from azuread",
  ],
  [
    "a token from GitHub Actions, if only the environment asks for it",
    { ...arm, ARM_USE_OIDC: "true", ...workflow },
    "workflow of client-m in tenant-m, from azuread",
  ],
  [
    "a token from any other service",
    {
      ...azuread,
      "azuread:useOidc": "true",
      "azuread:oidcRequestUrl": "https://pipelines.example",
      "azuread:oidcRequestToken": "clandestine",
    },
    "workflow of client-r in tenant-r, from azuread",
  ],
  ["its managed identity", { "azuread:useMsi": "true" }, "managedIdentity of the system, from azuread"],
  [
    "its managed identity in the environment",
    { ...arm, ARM_USE_MSI: "true" },
    "managedIdentity client-m, from azuread",
  ],
  [
    "no OIDC token unless OIDC is switched on",
    { ...azureSecret, ARM_OIDC_TOKEN: "clandestine", ...workflow },
    "clientSecret of client-z in tenant-z, from azure",
  ],
  [
    "its tenant if nothing else is set",
    { "azuread:tenantId": "tenant-r" },
    "default in tenant-r, from azure",
  ],

  [
    "its secret in the environment before its managed identity in the configuration, as @pulumi/azuread does",
    { "azuread:useMsi": "true", ...arm, ARM_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-m in tenant-m, from azuread",
  ],
  [
    "its AKS workload identity, switched on in the configuration",
    { ...arm, "azuread:useAksWorkloadIdentity": true, ...webhook },
    "assertionFile of client-m in tenant-m, from azuread",
  ],
  [
    "its AKS workload identity, switched on in the environment",
    { ARM_USE_AKS_WORKLOAD_IDENTITY: "true", ...webhook },
    "assertionFile of client-z in tenant-m, from azuread",
  ],
  [
    "the webhook's token file for its OIDC",
    { ...arm, ARM_USE_OIDC: "true", AZURE_FEDERATED_TOKEN_FILE: "token" },
    "assertionFile of client-m in tenant-m, from azuread",
  ],
  [
    "a token from GitHub Actions before the token file of the runner's own pod",
    { ...arm, ARM_USE_OIDC: "true", ...webhook, ...workflow },
    "workflow of client-m in tenant-m, from azuread",
  ],
  [
    "a token from Azure Pipelines",
    {
      ...arm,
      ARM_USE_OIDC: "true",
      ARM_OIDC_REQUEST_URL: "https://pipelines.example",
      ARM_OIDC_REQUEST_TOKEN: "clandestine",
      "azuread:adoPipelineServiceConnectionId": "connection",
    },
    "pipeline of client-m in tenant-m, from azuread",
  ],
  [
    "a token from Azure Pipelines by the variables of the job, with the other name of the connection",
    { ...arm, ARM_USE_OIDC: "true", ...pipelines, ARM_OIDC_AZURE_SERVICE_CONNECTION_ID: "connection" },
    "pipeline of client-m in tenant-m, from azuread",
  ],
  [
    "the OIDC of its client although the environment names another client with a secret",
    { ...azuread, "azuread:useOidc": "true", ...workflow, ...armSecret },
    "workflow of client-r in tenant-r, from azuread",
  ],
  [
    "an OIDC token although the service for new ones is incomplete, as with Pulumi Cloud",
    {
      ...arm,
      ARM_USE_OIDC: "true",
      ARM_OIDC_TOKEN: "clandestine",
      ARM_OIDC_REQUEST_URL: "https://api.pulumi.example/oidc",
    },
    "assertion of client-m in tenant-m, from azuread",
  ],
  [
    "the Azure CLI when the settings ask for it",
    { "azuread:useCli": "true", "azuread:tenantId": "tenant-r" },
    "azureCli in tenant-r, from azuread",
  ],
  [
    "the stack's own identity, whatever is in variables that it does not use",
    { ...azureadSecret, AZURE_TENANT_ID: "Contoso Ltd", ARM_USE_MSI: "perhaps", ARM_CLIENT_ID_FILE_PATH: "" },
    "clientSecret of client-r in tenant-r, from azuread",
  ],
];

describe("chooseCredential, from the settings of @pulumi/azuread,", () => {
  for (const [what, values, expected] of cases) {
    it(`takes ${what}`, () => assert.equal(summary(choose(values)), expected));
  }

  it("reads the client and its secret from files, and uses no other identity", async () => {
    const folder = await mkdtemp(join(tmpdir(), "identity-"));
    try {
      const [id, secret] = [join(folder, "id"), join(folder, "secret")];
      await writeFile(id, "client-f\n");
      await writeFile(secret, "clandestine\n");
      const files = { "azuread:clientIdFilePath": id, ARM_CLIENT_SECRET_FILE_PATH: secret };
      const choice = choose({ ...files, "azuread:tenantId": "tenant-r" });
      assert.equal(summary(choice), "clientSecret of client-f in tenant-r, from azuread");
      assert.ok(choice.credential.kind === "clientSecret");
      assert.equal(choice.credential.secret.text, "clandestine");
      assert.throws(
        () => choose({ ...files, "azuread:tenantId": "tenant-r", ARM_CLIENT_SECRET: "another" }),
        /ARM_CLIENT_SECRET and the file in ARM_CLIENT_SECRET_FILE_PATH hold different client secrets/,
      );
      await writeFile(secret, " ");
      assert.throws(
        () => choose({ ...files, "azuread:tenantId": "tenant-r" }),
        /ARM_CLIENT_SECRET_FILE_PATH names a file that is empty/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("sends the token for one service to no other", () => {
    const urls = { ARM_OIDC_REQUEST_URL: "https://api.pulumi.example/oidc" };
    const { credential } = choose({ ...arm, ARM_USE_OIDC: "true", ...urls, ...workflow });
    assert.ok(credential.kind === "workflow");
    assert.equal(credential.requestUrl.name, "ACTIONS_ID_TOKEN_REQUEST_URL");
  });
});
