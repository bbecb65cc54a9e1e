import type { AccessToken, TokenCredential } from "@azure/identity";
import type { Permissions } from "../assignment/evidence";
import { isMicrosoftAuthority } from "./clouds";
import type { Settings } from "./settings";
import { TokenError } from "./tokenError";

/** A token is renewed this long before it expires, so that none expires on its way. */
const renewalMilliseconds = 5 * 60_000;

/** The tokens of one process: one at a time, shared by all requests, renewed before it expires. */
export class TokenSource {
  readonly #settings: Settings;
  #current: Promise<AccessToken> | undefined;
  #expires = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @throws TokenError */
  async getToken({
    fresh = false,
    claims,
  }: { fresh?: boolean; claims?: string | undefined } = {}): Promise<string> {
    if (fresh || !this.#current || Date.now() > this.#expires) this.#current = this.#request(claims);
    return (await this.#current).token;
  }

  /** What the present token allows. A token that cannot be read proves nothing. */
  async permissions(): Promise<Permissions> {
    const payload = decodePayload(await this.getToken());
    return {
      roles: stringsOf(payload.roles),
      scopes: typeof payload.scp === "string" ? payload.scp.split(" ") : [],
      directoryRoles: stringsOf(payload.wids),
    };
  }

  async #request(claims: string | undefined): Promise<AccessToken> {
    this.#expires = Number.POSITIVE_INFINITY;
    try {
      const credential = await createCredential(this.#settings);
      const token = await credential.getToken(`${this.#settings.graphEndpoint}/.default`, {
        ...(claims !== undefined && { claims }),
      });
      if (!token) throw new Error("the credential gave no token");
      const lifetime = token.expiresOnTimestamp - Date.now();
      this.#expires = token.expiresOnTimestamp - Math.min(renewalMilliseconds, lifetime / 2);
      return token;
    } catch (cause) {
      this.#current = undefined;
      throw new TokenError(explain(this.#settings, cause), { cause });
    }
  }
}

/** A new credential has no token in its cache, which is what a fresh token after a refusal takes. */
async function createCredential(settings: Settings): Promise<TokenCredential> {
  // Loaded here, because a run that asks Graph nothing should not pay for it.
  const { ClientSecretCredential, DefaultAzureCredential } = await import("@azure/identity");
  const { tenantId, clientId, clientSecret, authorityHost } = settings;
  const options = { authorityHost, disableInstanceDiscovery: !isMicrosoftAuthority(authorityHost) };
  if (tenantId && clientId && clientSecret) {
    return new ClientSecretCredential(tenantId, clientId, clientSecret, options);
  }
  return new DefaultAzureCredential({
    ...options,
    ...(tenantId && { tenantId }),
    ...(clientId && { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
  });
}

function explain(settings: Settings, cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const reason = settings.clientSecret ? text.replaceAll(settings.clientSecret, "<secret>") : text;
  const who = settings.clientId
    ? `for the client ${settings.clientId}`
    : "with the default Azure credentials";
  const remedy = settings.clientSecret
    ? "Check customSecurityAttributes:tenantId, clientId and clientSecret, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET."
    : "Set customSecurityAttributes:tenantId, clientId and clientSecret (pulumi config set --secret), or AZURE_TENANT_ID, " +
      "AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or sign in with the Azure CLI.";
  return `No token for ${settings.graphEndpoint} could be had ${who} from ${settings.authorityHost}: ${reason.trim()}\n${remedy}`;
}

function decodePayload(token: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<
      string,
      unknown
    >;
  } catch {
    return {};
  }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}
