import assert from "node:assert/strict";
import { ConfigurationError } from "../../provider/auth/configuration";
import {
  choose,
  own,
  ownSecret,
  azuread,
  azureadSecret,
  arm,
  azureSecret,
  webhook,
  pipelines,
  type Values,
} from "../support/unit/credentialSettings";

const refused: [what: string, values: Values, expected: RegExp][] = [
  [
    "a client without a credential",
    own,
    /^customSecurityAttributes:clientId is set, but it has no credential: set one of customSecurityAttributes:clientSecret, .*:clientCertificatePath, .*:oidcTokenFilePath or .*:useManagedIdentity$/,
  ],
  [
    "the secret of another client",
    { ...own, ...azureSecret },
    /:clientId .*it has no credential \(AZURE_CLIENT_SECRET belongs to another client, the one in AZURE_CLIENT_ID\): set one of/,
  ],
  [
    "a secret whose client may be another",
    { ...azureSecret, "customSecurityAttributes:clientSecret": "clandestine too" },
    /^customSecurityAttributes:clientSecret is set, but customSecurityAttributes:clientId \(or AZURE_CLIENT_ID\) is missing: pulumi config set customSecurityAttributes:clientId <value>$/,
  ],
  [
    "a client of @pulumi/azuread without a credential",
    { ...azuread, ...azureSecret },
    /^azuread:clientId is set, but it has no credential: set one of azuread:clientSecret, azuread:clientCertificatePath, azuread:useOidc or azuread:useMsi$/,
  ],
  [
    "a client in the variables of @pulumi/azuread without a credential",
    arm,
    /^ARM_CLIENT_ID is set, but it has no credential: set one of ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH, ARM_USE_OIDC or ARM_USE_MSI$/,
  ],
  [
    "a secret of @pulumi/azuread without a tenant",
    { ...azureadSecret, "azuread:tenantId": "" },
    /^azuread:clientSecret is set, but azuread:tenantId \(or ARM_TENANT_ID\) is missing/,
  ],
  [
    "OIDC without a token",
    { ...arm, ARM_USE_OIDC: "true" },
    /^ARM_USE_OIDC is set, but there is no token to use: set azuread:oidcToken .*`id-token: write`/,
  ],
  [
    "GitHub Actions' address for tokens without its token",
    { ...arm, ARM_USE_OIDC: "true", ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example" },
    /^ACTIONS_ID_TOKEN_REQUEST_URL is set, but ACTIONS_ID_TOKEN_REQUEST_TOKEN is missing$/,
  ],
  [
    "Azure Pipelines without a service connection",
    { ...arm, ARM_USE_OIDC: "true", ...pipelines },
    /^SYSTEM_OIDCREQUESTURI is set without a service connection\. Azure Pipelines .*ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID/,
  ],
  [
    "Azure Pipelines without the token of the job",
    {
      ...arm,
      ARM_USE_OIDC: "true",
      SYSTEM_OIDCREQUESTURI: "https://pipelines.example",
      ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: "connection",
    },
    /^SYSTEM_OIDCREQUESTURI is set, but SYSTEM_ACCESSTOKEN is missing: Azure Pipelines/,
  ],
  [
    "AKS workload identity outside of a pod",
    { ...arm, ARM_USE_AKS_WORKLOAD_IDENTITY: "true" },
    /^ARM_USE_AKS_WORKLOAD_IDENTITY is set, but AZURE_FEDERATED_TOKEN_FILE is missing: give the pod/,
  ],
  [
    "two tenants of an AKS workload identity",
    { ...arm, ARM_TENANT_ID: "tenant-a", ARM_USE_AKS_WORKLOAD_IDENTITY: "true", ...webhook },
    /^ARM_TENANT_ID and AZURE_TENANT_ID name different tenants/,
  ],
  [
    "a file with the client id that does not exist",
    { "azuread:clientIdFilePath": "/nowhere/id", "azuread:tenantId": "tenant-r" },
    /^azuread:clientIdFilePath names a file that cannot be read \(ENOENT\)$/,
  ],
  [
    "an OIDC token while OIDC is switched off",
    { "azuread:tenantId": "tenant-r", "azuread:oidcToken": "clandestine" },
    /^azuread:oidcToken is set, but azuread:useOidc is missing/,
  ],
  [
    "a service connection while OIDC is switched off",
    { ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: "clandestine" },
    /^ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID is set, but ARM_USE_OIDC is missing/,
  ],
  [
    "another endpoint for managed identities",
    { "azuread:useMsi": "true", ARM_MSI_ENDPOINT: "http://clandestine.example/token" },
    /^ARM_MSI_ENDPOINT is not supported: .*customSecurityAttributes:useManagedIdentity/,
  ],
  [
    "another word than true or false",
    { "azuread:useMsi": "clandestine" },
    /^azuread:useMsi must be true or false$/,
  ],
  [
    "a sentence as the tenant",
    { ...ownSecret, "customSecurityAttributes:tenantId": "clandestine tenant" },
    /^customSecurityAttributes:tenantId must be the id of a tenant/,
  ],
  [
    "Azure's secret without its client",
    { AZURE_TENANT_ID: "tenant-z", AZURE_CLIENT_SECRET: "clandestine" },
    /^AZURE_CLIENT_SECRET is set, but AZURE_CLIENT_ID is missing$/,
  ],
  [
    "Azure's secret without a tenant",
    { AZURE_CLIENT_ID: "client-z", AZURE_CLIENT_SECRET: "clandestine" },
    /^AZURE_CLIENT_SECRET is set, but customSecurityAttributes:tenantId \(or AZURE_TENANT_ID\) is missing/,
  ],
];

describe("chooseCredential", () => {
  for (const [what, values, expected] of refused) {
    it(`refuses ${what}, and repeats no value`, () => {
      assert.throws(
        () => choose(values),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, expected);
          return !error.message.includes("clandestine");
        },
      );
    });
  }
});
