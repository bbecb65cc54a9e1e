import { ConfigurationError, missing, type Find, type Setting } from "./configuration";
import { audienceNames, serviceConnectionNames, tokenServiceNames } from "./identityNames";

/** A service that gives OIDC tokens to the job that it runs, as often as it is asked. */
export interface TokenService {
  readonly kind: "workflow" | "pipeline";
  readonly requestUrl: Setting;
  readonly requestToken: Setting;
  /** Azure Pipelines gives tokens on behalf of a service connection only. */
  readonly serviceConnection: Setting | undefined;
  /** Undefined for what goes with the cloud. Azure Pipelines chooses by itself. */
  readonly audience: Setting | undefined;
}

/**
 * The service that can be asked, if any. An address and a token of one origin go together before others do, so that a
 * token does not travel to a service that did not give it out.
 */
export function findTokenService(find: Find): TokenService | undefined {
  const { requestUrl, requestToken } = findRequest(find);
  if (!requestUrl || !requestToken) return undefined;
  const serviceConnection = find(...serviceConnectionNames);
  if (!serviceConnection && isOfPipelines(requestUrl, requestToken)) return undefined;
  return {
    kind: serviceConnection ? "pipeline" : "workflow",
    requestUrl,
    requestToken,
    serviceConnection,
    audience: find(...audienceNames),
  };
}

/** Why there is no service to ask although something of it is set; undefined when nothing is. */
export function whyNoTokenService(find: Find): ConfigurationError | undefined {
  const { requestUrl, requestToken } = findRequest(find);
  const serviceConnection = find(...serviceConnectionNames);
  if (requestUrl && requestToken) return withoutConnection(requestUrl);
  if (requestUrl && (serviceConnection || isOfPipelines(requestUrl))) {
    return new ConfigurationError(
      `${requestUrl.name} is set, but SYSTEM_ACCESSTOKEN is missing: Azure Pipelines gives it to a step that maps it, with ` +
        `\`env: { SYSTEM_ACCESSTOKEN: $(System.AccessToken) }\``,
    );
  }
  if (requestUrl) return missing(partner(requestUrl.name, "url", "token"), requestUrl);
  if (requestToken) return missing(partner(requestToken.name, "token", "url"), requestToken);
  return serviceConnection && missing("SYSTEM_OIDCREQUESTURI", serviceConnection);
}

/** What to do where Azure Pipelines was asked without a service connection. */
export const connectionRemedy =
  "Azure Pipelines gives tokens to a service connection: set ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID (or " +
  "azuread:adoPipelineServiceConnectionId) to its id, and map SYSTEM_ACCESSTOKEN in the step";

function withoutConnection({ name }: Setting): ConfigurationError {
  return new ConfigurationError(`${name} is set without a service connection. ${connectionRemedy}`);
}

function isOfPipelines(...settings: readonly Setting[]): boolean {
  return settings.some(({ name }) => name.startsWith("SYSTEM_"));
}

function findRequest(find: Find) {
  const requests = tokenServiceNames.map(({ url, token }) => ({
    requestUrl: find(...url),
    requestToken: find(...token),
  }));
  const whole = requests.find(({ requestUrl, requestToken }) => requestUrl && requestToken);
  const first = (half: "requestUrl" | "requestToken") =>
    requests.map((request) => request[half]).find((setting) => setting !== undefined);
  return whole ?? { requestUrl: first("requestUrl"), requestToken: first("requestToken") };
}

/** The name beside it in the table: of the other half, and in the same place. */
function partner(name: string, half: "url" | "token", other: "url" | "token"): string {
  const names = tokenServiceNames.find((service) => service[half].includes(name));
  return names?.[other][names[half].indexOf(name)] ?? "";
}
