import assert from "node:assert/strict";
import {
  choose,
  summary,
  own,
  ownSecret,
  azureadSecret,
  armSecret,
  azure,
  azureSecret,
  workflow,
  type Values,
} from "../support/unit/credentialSettings";

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
  ["Azure's default credential where nothing is set", {}, "default in any tenant, from azure"],

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
    "no managed identity where it is switched off",
    { "customSecurityAttributes:useManagedIdentity": "false", ...armSecret },
    "clientSecret of client-m in tenant-m, from azuread",
  ],
  [
    "our tenant for an identity from another source",
    { "customSecurityAttributes:tenantId": "tenant-o", ...azureadSecret },
    "clientSecret of client-r in tenant-o, from azuread",
  ],
  [
    "our tenant for Azure's default credential",
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
    "the client that the configuration and the environment both name, in any case",
    { ...own, AZURE_CLIENT_ID: "CLIENT-O", AZURE_CLIENT_SECRET: "clandestine" },
    "clientSecret of client-o in tenant-o, from customSecurityAttributes",
  ],
  [
    "the client in the environment for a secret in the configuration",
    { ...azure, "customSecurityAttributes:clientSecret": "clandestine" },
    "clientSecret of client-z in tenant-z, from customSecurityAttributes",
  ],
  [
    "the secret that the configuration and the environment both have",
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

  // Azure's default credential.
  [
    "Azure's default credential for a workload identity in the environment",
    { ...azure, AZURE_FEDERATED_TOKEN_FILE: "token" },
    "default in tenant-z, from azure",
  ],
  [
    "Azure's default credential where AZURE_TOKEN_CREDENTIALS limits it",
    { ...azureSecret, AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential" },
    "default in tenant-z, from azure",
  ],
];

describe("chooseCredential", () => {
  for (const [what, values, expected] of cases) {
    it(`takes ${what}`, () => assert.equal(summary(choose(values)), expected));
  }

  it("knows which service to ask when a fixed OIDC token has expired", () => {
    const { credential } = choose({ ...own, "customSecurityAttributes:oidcToken": "x", ...workflow });
    assert.ok(credential.kind === "assertion");
    assert.equal(credential.renewal?.kind, "workflow");
  });

  it("uses no developer tool when the Azure CLI is switched off", () => {
    const { credential } = choose({ ARM_USE_CLI: "false" });
    assert.ok(credential.kind === "default");
    assert.equal(credential.tools, "unused");
  });

  it("says which settings decided, without their values", () => {
    assert.equal(choose(armSecret).why, "ARM_CLIENT_SECRET is set, with ARM_CLIENT_ID and ARM_TENANT_ID");
    assert.match(choose({}).why, /^neither customSecurityAttributes/);
  });
});
