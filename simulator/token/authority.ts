import { tenantDomain } from "../directory/tenantDomain";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import type { AccessTokens } from "./accessTokens";
import { authenticateClient, readCredentials } from "./clientAuthentication";
import type { ClientApp } from "./clientApp";
import { EntraError, entraErrorAnswer } from "./entraError";

export interface AuthorityOptions {
  readonly tenantId: string;
  readonly tokens: AccessTokens;
  readonly apps: ReadonlyMap<string, ClientApp>;
  readonly now: () => number;
  /** `https://localhost:8443` */
  readonly host: () => string;
  /** What tokens can be asked for, without a slash at the end. */
  readonly resources: () => readonly string[];
}

/** Entra's side of signing in: where clients discover the token endpoint, and the endpoint itself. Undefined for any other URL. */
export function createAuthority(options: AuthorityOptions): (request: Request) => Answer | undefined {
  return (request) => {
    const [path = ""] = request.url.split("?", 1);
    try {
      if (request.method === "POST") return tokenAnswer(path, request, options);
      if (/\/common\/discovery\/instance$/.test(path)) return instanceDiscovery(options);
      const configuration = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(path);
      if (configuration) return openIdConfiguration(configuration[1] ?? "", options);
      return /\/discovery\/v2\.0\/keys$/.test(path)
        ? jsonAnswer(200, options.tokens.publicKeys())
        : undefined;
    } catch (error) {
      if (error instanceof EntraError) return entraErrorAnswer(error, request);
      throw error;
    }
  };
}

function tokenAnswer(path: string, request: Request, options: AuthorityOptions): Answer | undefined {
  const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path) ?? [];
  if (tenant === undefined) return undefined;
  refuseForeignTenant(tenant, options);
  const form = new URLSearchParams(request.body);
  const grant = form.get("grant_type");
  if (grant !== "client_credentials") {
    throw new EntraError(
      70003,
      "unsupported_grant_type",
      `The app requested an unsupported grant type '${grant}'.`,
    );
  }
  const credentials = readCredentials(form, request.headers["authorization"]);
  const app = options.apps.get(credentials.clientId.toLowerCase());
  if (!app) {
    const message = `Application with identifier '${credentials.clientId}' was not found in the directory '${options.tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
    throw new EntraError(700016, "unauthorized_client", message);
  }
  authenticateClient(app, credentials, `${options.host()}${path}`, options.now());
  const { token, expiresIn } = options.tokens.issue(app, requestedResource(form.get("scope") ?? "", options));
  return jsonAnswer(
    200,
    { token_type: "Bearer", expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
    { "Cache-Control": "no-store, no-cache", Pragma: "no-cache" },
  );
}

/** The audience of the token. An app can only ask for all it was granted on one resource. */
function requestedResource(scope: string, { resources, tenantId }: AuthorityOptions): string {
  if (!scope.endsWith("/.default")) {
    const message = `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`;
    throw new EntraError(70011, "invalid_scope", message);
  }
  const resource = scope.slice(0, -"/.default".length).replace(/\/+$/, "");
  if (!resources().includes(resource)) {
    const message = `The resource principal named ${resource} was not found in the tenant named ${tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
    throw new EntraError(500011, "invalid_resource", message);
  }
  return resource;
}

function refuseForeignTenant(tenant: string, { tenantId }: AuthorityOptions): void {
  if ([tenantId, tenantDomain].includes(tenant.toLowerCase())) return;
  const message = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
  throw new EntraError(90002, "invalid_request", message);
}

function openIdConfiguration(tenant: string, options: AuthorityOptions): Answer {
  const anyTenant = ["common", "organizations"].includes(tenant.toLowerCase());
  if (!anyTenant) refuseForeignTenant(tenant, options);
  const base = `${options.host()}/${tenant}`;
  return jsonAnswer(200, {
    issuer: `${options.host()}/${anyTenant ? "{tenantid}" : options.tenantId}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "private_key_jwt"],
    response_types_supported: ["code", "id_token", "token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
}

function instanceDiscovery({ host, tenantId }: AuthorityOptions): Answer {
  const name = new URL(host()).host;
  return jsonAnswer(200, {
    tenant_discovery_endpoint: `${host()}/${tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: name, preferred_cache: name, aliases: [name] }],
  });
}
