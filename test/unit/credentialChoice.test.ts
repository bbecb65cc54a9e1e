import assert from "node:assert/strict";
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
    "a tenant of our own for whoever is found",
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
    /^customSecurityAttributes:clientId is set without anything that proves it: set one of customSecurityAttributes:clientSecret, .*:clientCertificatePath, .*:oidcTokenFilePath or .*:useManagedIdentity$/,
  ],
  [
    "the secret of another client",
    { ...own, ...azureSecret },
    /:clientId .*proves it \(AZURE_CLIENT_SECRET belongs to another client, the one in AZURE_CLIENT_ID\): set one of/,
  ],
  [
    "a secret whose client may be another",
    { ...azureSecret, "customSecurityAttributes:clientSecret": "clandestine too" },
    /^customSecurityAttributes:clientSecret is set, but customSecurityAttributes:clientId \(or AZURE_CLIENT_ID\) is missing: pulumi config set customSecurityAttributes:clientId <value>$/,
  ],
  [
    "a client of @pulumi/azuread that nothing proves",
    { ...azuread, ...azureSecret },
    /^azuread:clientId is set without .*: set one of azuread:clientSecret, azuread:clientCertificatePath, azuread:useOidc or azuread:useMsi$/,
  ],
  [
    "a client in its variables that nothing proves",
    arm,
    /^ARM_CLIENT_ID is set without .*: set one of ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH, ARM_USE_OIDC or ARM_USE_MSI$/,
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

  it("says which settings decided, without their values", () => {
    assert.equal(choose(armSecret).why, "ARM_CLIENT_SECRET is set, with ARM_CLIENT_ID and ARM_TENANT_ID");
    assert.match(choose({}).why, /^neither customSecurityAttributes/);
  });
});
