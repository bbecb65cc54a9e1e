import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import type { Caller } from "../directory/access";
import { Refusal } from "../directory/refusal";
import type { ClientApp } from "./clientApp";
import { isSignedBy, parseToken, signToken } from "./jsonWebToken";

export interface AccessTokensOptions {
  readonly tenantId: string;
  readonly lifetime: number;
  readonly now: () => number;
  /** The audience of tokens for Graph. */
  readonly graphAudience: () => string;
}

/**
 * Making an RSA key takes a tenth of a second, so all directories of a process share one; issuer and audience tell them
 * apart.
 */
let signingKeys: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

/** Issues access tokens, and believes none but its own. */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #keys = (signingKeys ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));
  readonly keyId = "simulator";

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  /** Permissions stand in the token as they were when it was issued; a grant or its end shows in the next one. */
  issue(app: ClientApp, audience: string): { token: string; expiresIn: number } {
    const { tenantId, lifetime, now } = this.#options;
    const seconds = Math.floor(now() / 1000);
    const claims = {
      aud: audience,
      iss: this.#issuer(),
      iat: seconds,
      nbf: seconds,
      exp: seconds + lifetime,
      appid: app.clientId,
      appidacr: "1",
      idtyp: app.scopes ? "user" : "app",
      oid: app.objectId,
      sub: app.objectId,
      tid: tenantId,
      ...(app.scopes ? { scp: [...app.scopes].join(" ") } : { roles: [...app.roles] }),
      wids: [...app.wids],
      uti: randomUUID(),
      ver: "1.0",
    };
    return {
      token: signToken(claims, this.#keys.privateKey, { kid: this.keyId, x5t: this.keyId }),
      expiresIn: lifetime,
    };
  }

  /** Who is asking, or a 401. */
  verify(authorization: string | undefined): Caller {
    const text = bearer(authorization);
    if (!text) throw invalidToken("Access token is empty.");
    const token = parseToken(text);
    if (!token) throw invalidToken("CompactToken parsing failed.");
    const { claims } = token;
    if (!isSignedBy(token, this.#keys.publicKey)) throw invalidToken("Signature is invalid.");
    if (claims["iss"] !== this.#issuer())
      throw invalidToken("Access token validation failure. Invalid issuer.");
    if (claims["aud"] !== this.#options.graphAudience()) {
      throw invalidToken("Access token validation failure. Invalid audience.");
    }
    if (Number(claims["exp"]) * 1000 <= this.#options.now()) {
      throw invalidToken("Access token has expired or is not yet valid.");
    }
    return {
      clientId: String(claims["appid"]),
      objectId: String(claims["oid"]),
      roles: strings(claims["roles"]),
      scopes: typeof claims["scp"] === "string" ? claims["scp"].split(" ") : undefined,
      wids: strings(claims["wids"]),
    };
  }

  publicKeys() {
    return {
      keys: [
        { ...this.#keys.publicKey.export({ format: "jwk" }), use: "sig", kid: this.keyId, alg: "RS256" },
      ],
    };
  }

  #issuer(): string {
    return `https://sts.windows.net/${this.#options.tenantId}/`;
  }
}

/** Whose token it claims to be, for the journal only. */
export function claimedClientId(authorization: string | undefined): string | undefined {
  const appId = parseToken(bearer(authorization) ?? "")?.claims["appid"];
  return typeof appId === "string" ? appId : undefined;
}

function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function invalidToken(message: string): Refusal {
  return new Refusal(401, "InvalidAuthenticationToken", message);
}
