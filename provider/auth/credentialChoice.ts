import {
  ConfigurationError,
  inConfig,
  inEnvironment,
  isOn,
  type GetConfig,
  type Setting,
} from "./configuration";
import { missing, readClaim, type Claim, type IdentityNames, type Proof } from "./identity";

/** Who to be at Graph. */
export type Credential =
  | (Exclude<Proof, { kind: "managedIdentity" }> & { readonly tenantId: string; readonly clientId: string })
  | { readonly kind: "managedIdentity"; readonly clientId: string | undefined }
  /** Whatever `DefaultAzureCredential` finds. */
  | { readonly kind: "default"; readonly tenantId: string | undefined };

export interface CredentialChoice {
  readonly credential: Credential;
  /** Whose settings the identity is taken from, as a whole. */
  readonly source: "customSecurityAttributes" | "azuread" | "azure";
  /** Names the keys and variables that decided. */
  readonly why: string;
}

const own: IdentityNames = {
  tenantId: "customSecurityAttributes:tenantId",
  clientId: "customSecurityAttributes:clientId",
  clientSecret: "customSecurityAttributes:clientSecret",
  clientCertificate: "customSecurityAttributes:clientCertificate",
  clientCertificatePath: "customSecurityAttributes:clientCertificatePath",
  clientCertificatePassword: "customSecurityAttributes:clientCertificatePassword",
  oidcToken: "customSecurityAttributes:oidcToken",
  oidcTokenFilePath: "customSecurityAttributes:oidcTokenFilePath",
  managedIdentity: "customSecurityAttributes:useManagedIdentity",
};

const azure: IdentityNames = {
  tenantId: "AZURE_TENANT_ID",
  clientId: "AZURE_CLIENT_ID",
  clientSecret: "AZURE_CLIENT_SECRET",
  clientCertificatePath: "AZURE_CLIENT_CERTIFICATE_PATH",
  clientCertificatePassword: "AZURE_CLIENT_CERTIFICATE_PASSWORD",
  oidcTokenFilePath: "AZURE_FEDERATED_TOKEN_FILE",
};

const azuread: IdentityNames = {
  tenantId: "azuread:tenantId",
  clientId: "azuread:clientId",
  clientSecret: "azuread:clientSecret",
  clientCertificate: "azuread:clientCertificate",
  clientCertificatePath: "azuread:clientCertificatePath",
  clientCertificatePassword: "azuread:clientCertificatePassword",
  oidcToken: "azuread:oidcToken",
  oidcTokenFilePath: "azuread:oidcTokenFilePath",
  oidcRequestUrl: ["azuread:oidcRequestUrl"],
  oidcRequestToken: ["azuread:oidcRequestToken"],
  managedIdentity: "azuread:useMsi",
};

const arm: IdentityNames = {
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
  clientCertificate: "ARM_CLIENT_CERTIFICATE",
  clientCertificatePath: "ARM_CLIENT_CERTIFICATE_PATH",
  clientCertificatePassword: "ARM_CLIENT_CERTIFICATE_PASSWORD",
  oidcToken: "ARM_OIDC_TOKEN",
  oidcTokenFilePath: "ARM_OIDC_TOKEN_FILE_PATH",
  oidcRequestUrl: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"],
  oidcRequestToken: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
  managedIdentity: "ARM_USE_MSI",
};

/**
 * Decides who to be: what stands under our own keys; else what `@pulumi/azuread` would be; else what Azure's tools
 * find. An identity is taken from one of the three as a whole.
 *
 * @throws ConfigurationError when an identity is begun and not complete.
 */
export function chooseCredential(getConfig: GetConfig, environment: NodeJS.ProcessEnv): CredentialChoice {
  const config = inConfig(getConfig);
  const variables = inEnvironment(environment);

  const ownClaim = readClaim(config, own, true);
  const azureClaim = readClaim(variables, azure, true);
  if (ownClaim.clientId || ownClaim.proof) {
    return { source: "customSecurityAttributes", ...whole(ownClaim, azureClaim, own, azure) };
  }

  const useOidc = config("azuread:useOidc") ?? variables("ARM_USE_OIDC");
  const azureadClaim = readClaim(config, azuread, isOn(useOidc));
  const armClaim = readClaim(variables, arm, isOn(useOidc));
  const named = ownClaim.tenantId;
  if ([azureadClaim, armClaim].some(({ clientId, proof }) => clientId ?? proof) || isOn(useOidc)) {
    const claim = { ...azureadClaim, tenantId: named ?? azureadClaim.tenantId };
    return { source: "azuread", ...whole(claim, armClaim, azuread, arm, useOidc) };
  }

  const tenantId = named ?? azureClaim.tenantId ?? azureadClaim.tenantId ?? armClaim.tenantId;
  return { source: "azure", ...fromAzure({ ...azureClaim, tenantId }, variables("AZURE_TOKEN_CREDENTIALS")) };
}

/** A client secret is used as it is, so that the tenant may come from the configuration; all else is found by Azure's way. */
function fromAzure(
  claim: Claim,
  restriction: Setting | undefined,
): Pick<CredentialChoice, "credential" | "why"> {
  const nobody = { tenantId: undefined, clientId: undefined, proof: undefined };
  if (claim.proof?.kind === "clientSecret" && !restriction) {
    return whole(claim, nobody, { ...azure, tenantId: `${own.tenantId} (or ${azure.tenantId})` }, azure);
  }
  return {
    credential: { kind: "default", tenantId: claim.tenantId?.text },
    why: "neither customSecurityAttributes:* nor azuread:* nor an ARM_* variable names an identity",
  };
}

/**
 * Completes what the stack's configuration says by what the variables beside it say. Of another client than the one in
 * the configuration they say nothing: its secret is not for this one.
 */
function whole(
  config: Claim,
  variables: Claim,
  names: IdentityNames,
  variableNames: IdentityNames,
  useOidc?: Setting,
): Pick<CredentialChoice, "credential" | "why"> {
  const sameClient =
    !config.clientId ||
    !variables.clientId ||
    config.clientId.text.toLowerCase() === variables.clientId.text.toLowerCase();
  const proof = config.proof ?? (sameClient ? variables.proof : undefined);
  const isForAnother =
    config.proof &&
    variables.proof &&
    decisiveSetting(config.proof).text !== decisiveSetting(variables.proof).text;
  const clientId = config.clientId ?? (isForAnother ? undefined : variables.clientId);
  const tenantId = config.tenantId ?? variables.tenantId;
  const either = (key: "tenantId" | "clientId") =>
    names[key].includes(variableNames[key]) ? names[key] : `${names[key]} (or ${variableNames[key]})`;

  if (!proof && isOn(useOidc)) throw noToken(useOidc);
  if (!proof)
    throw unproven(
      clientId?.name === variableNames.clientId ? variableNames : names,
      sameClient ? undefined : variables,
    );
  const decisive = decisiveSetting(proof);
  const why = `${decisive.name} is set`;
  if (proof.kind === "managedIdentity") {
    return { credential: { kind: "managedIdentity", clientId: clientId?.text }, why };
  }
  if (!clientId) throw missing(either("clientId"), decisive);
  if (!tenantId) throw missing(either("tenantId"), decisive);
  return {
    credential: { ...proof, tenantId: tenantId.text, clientId: clientId.text },
    why: `${why}, with ${clientId.name} and ${tenantId.name}`,
  };
}

export function decisiveSetting(proof: Proof): Setting {
  switch (proof.kind) {
    case "clientSecret":
      return proof.secret;
    case "clientCertificate":
      return proof.certificate.setting;
    case "assertion":
      return proof.token;
    case "assertionFile":
      return proof.path;
    case "workflow":
      return proof.requestUrl;
    case "managedIdentity":
      return proof.flag;
  }
}

function noToken(useOidc: Setting): ConfigurationError {
  return new ConfigurationError(
    `${useOidc.name} is set and there is no token to use: set azuread:oidcToken or azuread:oidcTokenFilePath, or give ` +
      "the GitHub workflow the permission `id-token: write`",
  );
}

function unproven(names: IdentityNames, stranger: Claim | undefined): ConfigurationError {
  const { clientId, clientSecret, clientCertificatePath, oidcTokenFilePath, managedIdentity } = names;
  const token =
    { [azuread.clientId]: "azuread:useOidc", [arm.clientId]: "ARM_USE_OIDC" }[clientId] ?? oidcTokenFilePath;
  const note =
    stranger?.proof && stranger.clientId
      ? ` (${decisiveSetting(stranger.proof).name} belongs to another client, the one in ${stranger.clientId.name})`
      : "";
  return new ConfigurationError(
    `${clientId} is set without anything that proves it${note}: set one of ${clientSecret}, ${clientCertificatePath}, ` +
      `${token} or ${managedIdentity ?? ""}`,
  );
}
