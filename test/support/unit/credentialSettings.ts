import { chooseCredential, type CredentialChoice } from "../../../provider/auth/credentialChoice";

export type Values = Readonly<Record<string, string | boolean>>;

/** Every key and variable in one list: those with a colon stand in the stack's configuration. */
export function choose(values: Values): CredentialChoice {
  const environment = Object.entries(values).filter(([name]) => !name.includes(":"));
  return chooseCredential((key) => values[key], Object.fromEntries(environment) as NodeJS.ProcessEnv);
}

/** `kind of client in tenant, from source`; for a credential in a setting, with that setting's name. */
export function summary({ credential, source }: CredentialChoice): string {
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

/** Settings of four sources, each with its own client and tenant. `clandestine` is in no message. */
export const own = {
  "customSecurityAttributes:tenantId": "tenant-o",
  "customSecurityAttributes:clientId": "client-o",
};
export const ownSecret = { ...own, "customSecurityAttributes:clientSecret": "clandestine" };
export const azuread = { "azuread:tenantId": "tenant-r", "azuread:clientId": "client-r" };
export const azureadSecret = { ...azuread, "azuread:clientSecret": "clandestine" };
export const arm = { ARM_TENANT_ID: "tenant-m", ARM_CLIENT_ID: "client-m" };
export const armSecret = { ...arm, ARM_CLIENT_SECRET: "clandestine" };
export const azure = { AZURE_TENANT_ID: "tenant-z", AZURE_CLIENT_ID: "client-z" };
export const azureSecret = { ...azure, AZURE_CLIENT_SECRET: "clandestine" };

/** What GitHub Actions sets. */
export const workflow = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/token?api-version=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "clandestine",
};

/** What the webhook of an AKS workload identity sets. */
export const webhook = {
  AZURE_TENANT_ID: "tenant-m",
  AZURE_CLIENT_ID: "client-z",
  AZURE_FEDERATED_TOKEN_FILE: "token",
};

/** What Azure Pipelines sets. */
export const pipelines = {
  SYSTEM_OIDCREQUESTURI: "https://pipelines.example",
  SYSTEM_ACCESSTOKEN: "clandestine",
};
