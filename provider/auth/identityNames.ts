import type { Names } from "./configuration";

/** Under which names one place keeps what makes an identity. What it has no name for is left out. */
export interface IdentityNames {
  readonly tenantId: Names;
  readonly clientId: Names;
  readonly clientIdFilePath?: Names;
  readonly clientSecret: Names;
  readonly clientSecretFilePath?: Names;
  readonly clientCertificate: Names;
  readonly clientCertificatePath: Names;
  readonly clientCertificatePassword: Names;
  readonly oidcToken: Names;
  readonly oidcTokenFilePath: Names;
  readonly managedIdentity: Names;
}

/** This package's own keys, completed by the variables of Azure's own tools. */
export const ownNames: IdentityNames = {
  tenantId: ["customSecurityAttributes:tenantId", "AZURE_TENANT_ID"],
  clientId: ["customSecurityAttributes:clientId", "AZURE_CLIENT_ID"],
  clientSecret: ["customSecurityAttributes:clientSecret", "AZURE_CLIENT_SECRET"],
  clientCertificate: ["customSecurityAttributes:clientCertificate"],
  clientCertificatePath: ["customSecurityAttributes:clientCertificatePath", "AZURE_CLIENT_CERTIFICATE_PATH"],
  clientCertificatePassword: [
    "customSecurityAttributes:clientCertificatePassword",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
  ],
  oidcToken: ["customSecurityAttributes:oidcToken"],
  oidcTokenFilePath: ["customSecurityAttributes:oidcTokenFilePath", "AZURE_FEDERATED_TOKEN_FILE"],
  managedIdentity: ["customSecurityAttributes:useManagedIdentity"],
};

/** What `@pulumi/azuread` 6.9 reads: each key, and the variable that stands in for it. */
export const azureadNames: IdentityNames = {
  tenantId: ["azuread:tenantId", "ARM_TENANT_ID"],
  clientId: ["azuread:clientId", "ARM_CLIENT_ID"],
  clientIdFilePath: ["azuread:clientIdFilePath", "ARM_CLIENT_ID_FILE_PATH"],
  clientSecret: ["azuread:clientSecret", "ARM_CLIENT_SECRET"],
  clientSecretFilePath: ["azuread:clientSecretFilePath", "ARM_CLIENT_SECRET_FILE_PATH"],
  clientCertificate: ["azuread:clientCertificate", "ARM_CLIENT_CERTIFICATE"],
  clientCertificatePath: ["azuread:clientCertificatePath", "ARM_CLIENT_CERTIFICATE_PATH"],
  clientCertificatePassword: ["azuread:clientCertificatePassword", "ARM_CLIENT_CERTIFICATE_PASSWORD"],
  oidcToken: ["azuread:oidcToken", "ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["azuread:oidcTokenFilePath", "ARM_OIDC_TOKEN_FILE_PATH"],
  managedIdentity: ["azuread:useMsi", "ARM_USE_MSI"],
};

/** What switches the ways of `@pulumi/azuread` on and off. */
export const azureadSwitches = {
  useOidc: ["azuread:useOidc", "ARM_USE_OIDC"],
  useAksWorkloadIdentity: ["azuread:useAksWorkloadIdentity", "ARM_USE_AKS_WORKLOAD_IDENTITY"],
  useCli: ["azuread:useCli", "ARM_USE_CLI"],
  msiEndpoint: ["azuread:msiEndpoint", "ARM_MSI_ENDPOINT"],
} as const satisfies Record<string, Names>;

/** How `@pulumi/azuread` is told which cloud to talk to. */
export const azureadCloudNames = {
  metadataHost: ["azuread:metadataHost", "ARM_METADATA_HOSTNAME"],
  environment: ["azuread:environment", "ARM_ENVIRONMENT"],
} as const satisfies Record<string, Names>;

/** What the webhook of AKS workload identity puts into the environment of a pod. */
export const webhookNames = {
  tenantId: "AZURE_TENANT_ID",
  clientId: "AZURE_CLIENT_ID",
  tokenFilePath: "AZURE_FEDERATED_TOKEN_FILE",
} as const;

/** For a token of the webhook, what it says about tenant and client completes what the others leave open. */
export function withWebhook(names: IdentityNames): IdentityNames {
  const { tenantId, clientId } = webhookNames;
  return { ...names, tenantId: [...names.tenantId, tenantId], clientId: [...names.clientId, clientId] };
}

/** Services that give OIDC tokens to the job they run: the address to ask, and what to ask with. */
export const tokenServiceNames: readonly { readonly url: Names; readonly token: Names }[] = [
  {
    url: ["azuread:oidcRequestUrl", "ARM_OIDC_REQUEST_URL"],
    token: ["azuread:oidcRequestToken", "ARM_OIDC_REQUEST_TOKEN"],
  },
  { url: ["ACTIONS_ID_TOKEN_REQUEST_URL"], token: ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] },
  { url: ["SYSTEM_OIDCREQUESTURI"], token: ["SYSTEM_ACCESSTOKEN"] },
];

/** With it, the token service is that of Azure Pipelines. */
export const serviceConnectionNames: Names = [
  "azuread:adoPipelineServiceConnectionId",
  "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
  "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
];

/** The audience of a workflow's OIDC token, instead of the cloud's. */
export const audienceNames: Names = ["customSecurityAttributes:oidcAudience", "ARM_OIDC_AUDIENCE"];

/**
 * Settings that name a credential and count only with `useOidc`. Setting one alone is a mistake: without this list, another
 * identity would act, which the stack never named. Variables that a pipeline sets by itself are not in it.
 */
export const needsOidc: Names = [
  ...azureadNames.oidcToken,
  ...azureadNames.oidcTokenFilePath,
  ...serviceConnectionNames,
  "azuread:oidcRequestUrl",
  "azuread:oidcRequestToken",
];
