import { completeIdentity, tenantIn, type ProvenChoice, type ProvenIdentity } from "./completeIdentity";
import {
  ConfigurationError,
  isKey,
  isOff,
  isOn,
  missing,
  placesOf,
  type GetConfig,
  type Places,
  type Setting,
} from "./configuration";
import { readAzureadTokens, readClientId, readProofs, readTokens } from "./identity";
import {
  azureadNames,
  azureadSwitches,
  needsOidc,
  ownNames,
  webhookNames,
  withWebhook,
} from "./identityNames";
import { findTokenService, whyNoTokenService } from "./tokenService";

/** Who to be at Graph. */
export type Credential =
  | ProvenIdentity
  /** The account of the Azure CLI. */
  | { readonly kind: "azureCli"; readonly tenantId: string | undefined }
  /** Whatever `DefaultAzureCredential` finds, with or without the tools on a developer's machine. */
  | { readonly kind: "default"; readonly tenantId: string | undefined; readonly tools: "used" | "unused" };

export interface CredentialChoice {
  readonly credential: Credential;
  /** Whose settings the identity is taken from, as a whole. */
  readonly source: "customSecurityAttributes" | "azuread" | "azure";
  /** Names the keys and variables that decided. */
  readonly why: string;
}

type Choice = Omit<CredentialChoice, "source">;

/**
 * Decides who to be: what stands under our own keys; else what `@pulumi/azuread` would be; else what Azure's tools
 * find. An identity is taken from one of the three as a whole.
 *
 * @throws ConfigurationError when an identity is begun and not complete.
 */
export function chooseCredential(getConfig: GetConfig, environment: NodeJS.ProcessEnv): CredentialChoice {
  const places = placesOf(getConfig, environment);
  const own = chooseOwn(places);
  if (own) return { source: "customSecurityAttributes", ...own };
  const azuread = chooseAzuread(places);
  if (azuread) return { source: "azuread", ...azuread };
  return { source: "azure", ...chooseAzure(places) };
}

function chooseOwn(places: Places): ProvenChoice | undefined {
  const { config, variables, either } = places;
  const configured = [...readProofs(config, ownNames, readTokens(config, ownNames))];
  if (!readClientId(config, ownNames) && configured.length === 0) return undefined;
  const ofAzure =
    configured.length > 0 ? [] : readProofs(variables, ownNames, readTokens(variables, ownNames));
  const choice = completeIdentity(places, ownNames, {
    proofs: [...configured, ...ofAzure],
    tenantId: either(...ownNames.tenantId),
  });
  const { credential } = choice;
  if (credential.kind !== "assertion" || credential.renewal) return choice;
  return { ...choice, credential: { ...credential, renewal: findTokenService(either) } };
}

function chooseAzuread(places: Places): Choice | undefined {
  const { config, variables, either } = places;
  const useAks = either(...azureadSwitches.useAksWorkloadIdentity);
  const oidc = [useAks, either(...azureadSwitches.useOidc)].find(isOn);
  const isInAks = oidc !== undefined && oidc === useAks;
  const tokens = oidc ? readAzureadTokens(either, azureadNames, isInAks) : [];
  const proofs = () => readProofs(either, azureadNames, tokens);

  const { value: first } = proofs().next();
  if (!first && oidc) throw whyNoTokenService(either) ?? noToken(oidc, isInAks);
  if (!first && !readClientId(either, azureadNames)) return chooseCli(places);
  if (first?.kind === "managedIdentity") refuseEndpoint(either(...azureadSwitches.msiEndpoint));

  const isOfWebhook =
    first?.kind === "assertionFile" && (isInAks || first.path.name === webhookNames.tokenFilePath);
  const names = isOfWebhook ? withWebhook(azureadNames) : azureadNames;
  const tenantId = either(...names.tenantId);
  const ofWebhook = variables(webhookNames.tenantId);
  if (isInAks && tenantId && ofWebhook && tenantId.text !== ofWebhook.text) {
    throw new ConfigurationError(
      `${tenantId.name} and ${ofWebhook.name} name different tenants: keep one of them`,
    );
  }
  return completeIdentity(places, names, {
    proofs: proofs(),
    tenantId: config(...ownNames.tenantId) ?? tenantId,
  });
}

/** `@pulumi/azuread` ends with the Azure CLI unless it is switched off. Only `useCli: true` selects it alone. */
function chooseCli({ config, either }: Places): Choice | undefined {
  const flag = either(...azureadSwitches.useCli);
  if (!isOn(flag)) return undefined;
  const tenantId = config(...ownNames.tenantId) ?? either(...azureadNames.tenantId);
  return {
    credential: { kind: "azureCli", tenantId: tenantId && tenantIn(tenantId) },
    why: `${flag.name} is set`,
  };
}

/**
 * A client secret is used as it is, so that the tenant may come from the configuration; all else is found by Azure's way.
 */
function chooseAzure(places: Places): Choice {
  const { variables, either } = places;
  const tenantId = either(...ownNames.tenantId, ...azureadNames.tenantId);
  const secret = variables(...ownNames.clientSecret);
  const certificate = variables(...ownNames.clientCertificatePath);
  const restriction = variables("AZURE_TOKEN_CREDENTIALS");
  refuseDormantToken(places);
  if (secret && !certificate && !restriction) {
    return completeIdentity({ ...places, config: () => undefined }, azureNames, {
      proofs: [{ kind: "clientSecret", secret }],
      tenantId,
    });
  }
  const isCliOff = isOff(either(...azureadSwitches.useCli)) && !restriction;
  return {
    credential: {
      kind: "default",
      tenantId: tenantId && tenantIn(tenantId),
      tools: isCliOff ? "unused" : "used",
    },
    why: "neither customSecurityAttributes:* nor azuread:* nor an ARM_* variable names an identity",
  };
}

const azureNames = { ...ownNames, clientId: [webhookNames.clientId] } as const;

/** Otherwise, settings for OIDC alone would be ignored without a message, and another identity would act. */
function refuseDormantToken({ config, variables, either }: Places): void {
  if (either(...azureadSwitches.useOidc)) return;
  const namesAnother = variables(webhookNames.clientId, ...ownNames.clientSecret);
  const token = config(...needsOidc) ?? (namesAnother ? undefined : variables(...needsOidc));
  if (!token) return;
  const [key, variable] = azureadSwitches.useOidc;
  throw missing(isKey(token.name) ? key : variable, token);
}

const machineEndpoint = "http://169.254.169.254/metadata/identity/oauth2/token";

function refuseEndpoint(endpoint: Setting | undefined): void {
  if (!endpoint || endpoint.text.replace(/\/$/, "") === machineEndpoint) return;
  throw new ConfigurationError(
    `${endpoint.name} is not supported: the endpoint of the managed identity is found without it. Remove it, or set ` +
      "customSecurityAttributes:useManagedIdentity, which does not read it",
  );
}

function noToken(flag: Setting, isInAks: boolean): ConfigurationError {
  if (isInAks) {
    return new ConfigurationError(
      `${flag.name} is set, but AZURE_FEDERATED_TOKEN_FILE is missing: give the pod the label ` +
        '`azure.workload.identity/use: "true"`, and its service account the client',
    );
  }
  return new ConfigurationError(
    `${flag.name} is set, but there is no token to use: set azuread:oidcToken or azuread:oidcTokenFilePath, give the ` +
      "GitHub workflow the permission `id-token: write`, or in Azure Pipelines set " +
      "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID and map SYSTEM_ACCESSTOKEN",
  );
}
