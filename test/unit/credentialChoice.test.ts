import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../provider/auth/configuration";
import { chooseCredential, type CredentialChoice } from "../../provider/auth/credentialChoice";

type Values = Readonly<Record<string, string | boolean>>;

/** Every key and variable in one list: those with a colon stand in the stack's configuration. */
function choose(values: Values): CredentialChoice {
  const environment = Object.entries(values).filter(([name]) => !name.includes(":"));
  return chooseCredential((key) => values[key], Object.fromEntries(environment) as NodeJS.ProcessEnv);
}

/** `kind of client in tenant, from source`; for a credential in a setting, with that setting's name. */
function summary({ credential, source }: CredentialChoice): string {
  switch (credential.kind) {
    case "azureCli":
      return `azureCli in ${credential.tenantId ?? "any tenant"}, from ${source}`;
    case "default":
      return `default in ${credential.tenantId ?? "any tenant"}, from ${source}`;
    case "managedIdentity":
      return `managedIdentity ${credential.clientId ?? "of the system"}, from ${source}`;
    default:
      return `${credential.kind} of ${credential.clientId} in ${credential.tenantId}, from ${source}`;
  }
}

const own = {
  "customSecurityAttributes:tenantId": "tenant-o",
  "customSecurityAttributes:clientId": "client-o",
};
const ownSecret = { ...own, "customSecurityAttributes:clientSecret": "clandestine" };
const azuread = { "azuread:tenantId": "tenant-r", "azuread:clientId": "client-r" };
const azureadSecret = { ...azuread, "azuread:clientSecret": "clandestine" };
const arm = { ARM_TENANT_ID: "tenant-m", ARM_CLIENT_ID: "client-m" };
const armSecret = { ...arm, ARM_CLIENT_SECRET: "clandestine" };
const azure = { AZURE_TENANT_ID: "tenant-z", AZURE_CLIENT_ID: "client-z" };
const azureSecret = { ...azure, AZURE_CLIENT_SECRET: "clandestine" };
const workflow = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/token?api-version=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "clandestine",
};

const webhook = {
  AZURE_TENANT_ID: "tenant-m",
  AZURE_CLIENT_ID: "client-z",
  AZURE_FEDERATED_TOKEN_FILE: "token",
};
const pipelines = { SYSTEM_OIDCREQUESTURI: "https://pipelines.example", SYSTEM_ACCESSTOKEN: "clandestine" };

const cases: [what: string, values: Values, expected: string][] = [
  // Precedence of the sources.
  [
    "our own keys before everything else",
    { ...azureSecret, ...armSecret, ...azureadSecret, ...ownSecret },
    "clientSecret of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "the keys of @pulumi/azuread before its variables and Azure's",
    { ...azureSecret, ...armSecret, ...azureadSecret },
    "clientSecret of client-r in tenant-r, from azuread",
  ],
  [
    "the variables of @pulumi/azuread before Azure's",
    { ...azureSecret, ...armSecret },
    "clientSecret of client-m in tenant-m, from azuread",
  ],
  ["Azure's variables", azureSecret, "clientSecret of client-z in tenant-z, from azure"],
  ["Azure's own way where nothing is set", {}, "default in any tenant, from azure"],

  // Our own keys.
  [
    "a certificate",
    { ...own, "customSecurityAttributes:clientCertificate": "clandestine" },
    "clientCertificate of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "a certificate in a file",
    { ...own, "customSecurityAttributes:clientCertificatePath": "app.pem" },
    "clientCertificate of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "an OIDC token",
    { ...own, "customSecurityAttributes:oidcToken": "clandestine" },
    "assertion of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "an OIDC token in a file",
    { ...own, "customSecurityAttributes:oidcTokenFilePath": "token" },
    "assertionFile of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "the machine's managed identity",
    { "customSecurityAttributes:useManagedIdentity": true, ...armSecret },
    "managedIdentity of the system, from customSecurityAttributes",
  ],
  [
    "one of several managed identities",
    {
      "customSecurityAttributes:clientId": "client-o",
      "customSecurityAttributes:useManagedIdentity": "true",
    },
    "managedIdentity client-o, from customSecurityAttributes",
  ],
  [
    "no managed identity where it is not wanted",
    { "customSecurityAttributes:useManagedIdentity": "false", ...armSecret },
    "clientSecret of client-m in tenant-m, from azuread",
  ],
  [
    "a tenant of its own for any identity that is found",
    { "customSecurityAttributes:tenantId": "tenant-o", ...azureadSecret },
    "clientSecret of client-r in tenant-o, from azuread",
  ],
  [
    "a tenant of our own for Azure's way",
    { "customSecurityAttributes:tenantId": "tenant-o", AZURE_TENANT_ID: "tenant-z" },
    "default in tenant-o, from azure",
  ],

  // What the variables may add to a client in the configuration.
  [
    "a secret in the environment for the client in the configuration",
    { ...own, AZURE_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "the same client in both, whatever its case",
    { ...own, AZURE_CLIENT_ID: "CLIENT-O", AZURE_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "the client in the environment for a secret in the configuration",
    { ...azure, "customSecurityAttributes:clientSecret": "clandestine" },
    "clientSecret of client-z in tenant-z, from customSecurityAttributes",
  ],
  [
    "the same secret in both",
    { ...azureSecret, "customSecurityAttributes:clientSecret": "clandestine" },
    "clientSecret of client-z in tenant-z, from customSecurityAttributes",
  ],
  [
    "the tenant in the environment",
    {
      AZURE_TENANT_ID: "tenant-z",
      "customSecurityAttributes:clientId": "client-o",
      "customSecurityAttributes:clientSecret": "clandestine",
    },
    "clientSecret of client-o in tenant-z, from customSecurityAttributes",
  ],
  [
    "the tenant in the configuration for Azure's client",
    {
      "customSecurityAttributes:tenantId": "tenant-o",
      AZURE_CLIENT_ID: "client-z",
      AZURE_CLIENT_SECRET: "clandestine",
    },
    "clientSecret of client-z in tenant-o, from azure",
  ],

  // What @pulumi/azuread reads.
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
    "its exchange with GitHub Actions",
    { ...azuread, "azuread:useOidc": "true", ...workflow },
    "workflow of client-r in tenant-r, from azuread",
  ],
  [
    "its exchange with GitHub Actions, in the environment alone",
    { ...arm, ARM_USE_OIDC: "true", ...workflow },
    "workflow of client-m in tenant-m, from azuread",
  ],
  [
    "its exchange with any service",
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
    "no OIDC without being asked to",
    { ...azureSecret, ARM_OIDC_TOKEN: "clandestine", ...workflow },
    "clientSecret of client-z in tenant-z, from azure",
  ],
  ["its tenant alone", { "azuread:tenantId": "tenant-r" }, "default in tenant-r, from azure"],

  [
    "its secret in the environment before its managed identity in the configuration, as it does",
    { "azuread:useMsi": "true", ...arm, ARM_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-m in tenant-m, from azuread",
  ],
  [
    "its AKS workload identity, by a key",
    { ...arm, "azuread:useAksWorkloadIdentity": true, ...webhook },
    "assertionFile of client-m in tenant-m, from azuread",
  ],
  [
    "its AKS workload identity, by a variable and what the webhook sets",
    { ARM_USE_AKS_WORKLOAD_IDENTITY: "true", ...webhook },
    "assertionFile of client-z in tenant-m, from azuread",
  ],
  [
    "the webhook's token file for its OIDC",
    { ...arm, ARM_USE_OIDC: "true", AZURE_FEDERATED_TOKEN_FILE: "token" },
    "assertionFile of client-m in tenant-m, from azuread",
  ],
  [
    "the workflow before the webhook's token file of the runner's own pod",
    { ...arm, ARM_USE_OIDC: "true", ...webhook, ...workflow },
    "workflow of client-m in tenant-m, from azuread",
  ],
  [
    "its exchange with Azure Pipelines",
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
    "its exchange with Azure Pipelines by what these set, for the connection under its other name",
    { ...arm, ARM_USE_OIDC: "true", ...pipelines, ARM_OIDC_AZURE_SERVICE_CONNECTION_ID: "connection" },
    "pipeline of client-m in tenant-m, from azuread",
  ],
  [
    "the OIDC of its client although the environment names another client with a secret",
    { ...azuread, "azuread:useOidc": "true", ...workflow, ...armSecret },
    "workflow of client-r in tenant-r, from azuread",
  ],
  [
    "an OIDC token with an incomplete service, as from Pulumi Cloud",
    {
      ...arm,
      ARM_USE_OIDC: "true",
      ARM_OIDC_TOKEN: "clandestine",
      ARM_OIDC_REQUEST_URL: "https://api.pulumi.example/oidc",
    },
    "assertion of client-m in tenant-m, from azuread",
  ],
  [
    "the Azure CLI when it is asked for in so many words",
    { "azuread:useCli": "true", "azuread:tenantId": "tenant-r" },
    "azureCli in tenant-r, from azuread",
  ],
  [
    "a stack's own identity, whatever is in variables that it does not read",
    { ...azureadSecret, AZURE_TENANT_ID: "Contoso Ltd", ARM_USE_MSI: "perhaps", ARM_CLIENT_ID_FILE_PATH: "" },
    "clientSecret of client-r in tenant-r, from azuread",
  ],

  // Azure's own way.
  [
    "the client of a managed or workload identity in the environment",
    { ...azure, AZURE_FEDERATED_TOKEN_FILE: "token" },
    "default in tenant-z, from azure",
  ],
  [
    "what AZURE_TOKEN_CREDENTIALS limits",
    { ...azureSecret, AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential" },
    "default in tenant-z, from azure",
  ],
];

const refused: [what: string, values: Values, expected: RegExp][] = [
  [
    "a client that nothing proves",
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
    "a client of @pulumi/azuread that nothing proves",
    { ...azuread, ...azureSecret },
    /^azuread:clientId is set, but it has no credential: set one of azuread:clientSecret, azuread:clientCertificatePath, azuread:useOidc or azuread:useMsi$/,
  ],
  [
    "a client in its variables that nothing proves",
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
    "half of an exchange",
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
    "a file for a client id that is not there",
    { "azuread:clientIdFilePath": "/nowhere/id", "azuread:tenantId": "tenant-r" },
    /^azuread:clientIdFilePath names a file that cannot be read \(ENOENT\)$/,
  ],
  [
    "an OIDC token that nothing switches on",
    { "azuread:tenantId": "tenant-r", "azuread:oidcToken": "clandestine" },
    /^azuread:oidcToken is set, but azuread:useOidc is missing/,
  ],
  [
    "a service connection that nothing switches on",
    { ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: "clandestine" },
    /^ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID is set, but ARM_USE_OIDC is missing/,
  ],
  [
    "an endpoint of one's own for a managed identity",
    { "azuread:useMsi": "true", ARM_MSI_ENDPOINT: "http://clandestine.example/token" },
    /^ARM_MSI_ENDPOINT is not supported: .*customSecurityAttributes:useManagedIdentity/,
  ],
  ["a word for yes or no", { "azuread:useMsi": "clandestine" }, /^azuread:useMsi must be true or false$/],
  [
    "a sentence for a tenant",
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
  for (const [what, values, expected] of cases) {
    it(`takes ${what}`, () => assert.equal(summary(choose(values)), expected));
  }

  for (const [what, values, expected] of refused) {
    it(`refuses ${what}, without the value`, () => {
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

  it("sends no token of one service to another", () => {
    const urls = { ARM_OIDC_REQUEST_URL: "https://api.pulumi.example/oidc" };
    const { credential } = choose({ ...arm, ARM_USE_OIDC: "true", ...urls, ...workflow });
    assert.ok(credential.kind === "workflow");
    assert.equal(credential.requestUrl.name, "ACTIONS_ID_TOKEN_REQUEST_URL");
  });

  it("knows which service to ask when a fixed OIDC token has expired", () => {
    const { credential } = choose({ ...own, "customSecurityAttributes:oidcToken": "x", ...workflow });
    assert.ok(credential.kind === "assertion");
    assert.equal(credential.renewal?.kind, "workflow");
  });

  it("asks no tool of a developer when the Azure CLI is switched off", () => {
    const { credential } = choose({ ARM_USE_CLI: "false" });
    assert.ok(credential.kind === "default");
    assert.equal(credential.tools, "unused");
  });

  it("says which settings decided, without their values", () => {
    assert.equal(choose(armSecret).why, "ARM_CLIENT_SECRET is set, with ARM_CLIENT_ID and ARM_TENANT_ID");
    assert.match(choose({}).why, /^neither customSecurityAttributes/);
  });
});
