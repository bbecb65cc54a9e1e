import { randomUUID } from "node:crypto";
import { jsonAnswer, type Answer, type Request } from "../server/exchange";
import type { AccessTokens } from "./accessTokens";
import type { ClientApp } from "./clientApp";

const machinePath = "/metadata/identity/oauth2/token";
const appServicePath = "/msi/token";

export interface ManagedIdentitiesOptions {
  readonly tokens: AccessTokens;
  readonly apps: ReadonlyMap<string, ClientApp>;
  readonly now: () => number;
  /** What tokens can be asked for, without a slash at the end. */
  readonly resources: () => readonly string[];
}

/**
 * Where programs on Azure's own machines get tokens without a secret: the metadata endpoint of a virtual machine, and the
 * one of App Service. Both give out the callers that are managed identities, and trust every process that can reach them.
 */
export class ManagedIdentities {
  readonly #options: ManagedIdentitiesOptions;
  readonly #header = randomUUID();

  constructor(options: ManagedIdentitiesOptions) {
    this.#options = options;
  }

  /** What such a machine has in its environment. */
  environment(kind: "machine" | "appService", origin: string): Record<string, string> {
    return kind === "machine"
      ? { AZURE_POD_IDENTITY_AUTHORITY_HOST: origin }
      : { IDENTITY_ENDPOINT: origin + appServicePath, IDENTITY_HEADER: this.#header };
  }

  /** Undefined for any other URL. */
  respond({ method, url, headers }: Request): Answer | undefined {
    const [requested = "", search = ""] = url.split("?", 2);
    // Clients write the path with and without a slash at its end.
    const path = requested.replace(/\/$/, "");
    if (method !== "GET" || ![machinePath, appServicePath].includes(path)) return undefined;
    const isProven =
      path === machinePath ? headers["metadata"] === "true" : headers["x-identity-header"] === this.#header;
    if (!isProven) return refusal("Required metadata header not specified");

    const query = new URLSearchParams(search);
    const resource = (query.get("resource") ?? "").replace(/\/+$/, "");
    if (!query.has("api-version") || !this.#options.resources().includes(resource)) {
      return refusal("Required query variable 'resource' or 'api-version' is missing or not valid");
    }
    const app = this.#find(query.get("client_id"));
    if (!app) return refusal("Identity not found");
    const { token, expiresIn } = this.#options.tokens.issue(app, resource);
    return jsonAnswer(200, {
      access_token: token,
      client_id: app.clientId,
      expires_on: String(Math.floor(this.#options.now() / 1000) + expiresIn),
      resource,
      token_type: "Bearer",
    });
  }

  #find(clientId: string | null): ClientApp | undefined {
    const all = [...this.#options.apps.values()];
    if (clientId === null) return all.find(({ managedIdentity }) => managedIdentity === "system");
    return all.find(
      (app) => app.managedIdentity === "user" && app.clientId.toLowerCase() === clientId.toLowerCase(),
    );
  }
}

function refusal(description: string): Answer {
  return jsonAnswer(400, { error: "invalid_request", error_description: description });
}
