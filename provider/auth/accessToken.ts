import { isRecord } from "../entra/isRecord";

/** What an access token says about its bearer. Only Graph can verify it; here it serves to explain. */
export interface TokenClaims {
  readonly tenantId: string | undefined;
  readonly clientId: string | undefined;
  /** Of the service principal or the user. */
  readonly objectId: string | undefined;
  readonly userName: string | undefined;
  /** Application permissions. */
  readonly roles: readonly string[];
  /** Delegated permissions. */
  readonly scopes: readonly string[];
  /** Template ids of directory roles for the whole tenant. */
  readonly directoryRoles: readonly string[];
}

/** The Azure CLI's own app. Its tokens cannot carry the permissions that custom security attributes need. */
export const azureCliClientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** A token that cannot be read says nothing. */
export function readTokenClaims(token: string): TokenClaims {
  const payload = decodePayload(token);
  const text = (name: string) => (typeof payload[name] === "string" ? payload[name] : undefined);
  return {
    tenantId: text("tid"),
    clientId: text("appid") ?? text("azp"),
    objectId: text("oid"),
    userName: text("upn") ?? text("unique_name") ?? text("preferred_username"),
    roles: stringsOf(payload["roles"]),
    scopes: text("scp")?.split(" ") ?? [],
    directoryRoles: stringsOf(payload["wids"]),
  };
}

/** When a token expires, if it says so. */
export function readTokenExpiry(token: string): Date | undefined {
  const seconds = decodePayload(token)["exp"];
  return typeof seconds === "number" && Number.isFinite(seconds) ? new Date(seconds * 1000) : undefined;
}

function decodePayload(token: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isRecord(payload) ? payload : {};
  } catch {
    return {};
  }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}
