import type { Permissions } from "../entra/permissions";
import type { AccessToken } from "@azure/identity";
import { proxyFor } from "../http/proxy";
import { azureCliClientId, readTokenClaims, type TokenClaims } from "./accessToken";
import { createCredential } from "./credential";
import type { Settings } from "./settings";
import { TokenError, explainNoToken } from "./tokenError";

/** A token is renewed this long before it expires, so that none expires before it is used. */
const renewalMilliseconds = 5 * 60_000;

/**
 * When a renewal has failed: how long the token in use serves on before the next attempt, and how long before its end it
 * stops.
 */
const retryMilliseconds = 30_000;
const safetyMilliseconds = 10_000;

export interface TokenRequest {
  /** The token that Graph has just refused. A fresh one is asked for only while this is the one in use. */
  readonly refused?: string | undefined;
  /** What Entra wants to be asked for, when Graph said so with the refusal. */
  readonly claims?: string | undefined;
}

/** The tokens of one process: one at a time, shared by all requests, renewed before it expires. */
export class TokenSource {
  readonly #settings: Settings;
  readonly #createCredential: typeof createCredential;
  readonly #now: () => number;
  #current: Promise<AccessToken> | undefined;
  #expires = 0;
  /** What was asked of a token once is asked again for every principal. */
  #read: { readonly token: string; readonly claims: TokenClaims } | undefined;

  constructor(settings: Settings, create = createCredential, now = Date.now) {
    this.#settings = settings;
    this.#now = now;
    this.#createCredential = create;
  }

  /** @throws TokenError */
  async getToken({ refused, claims }: TokenRequest = {}): Promise<string> {
    const held = this.#current;
    if (!held || this.#now() > this.#expires) return this.#renew(claims, held);
    const { token } = await held;
    if (token !== refused) return token;
    // Of many requests that were refused at once, the first asks, and the others wait for its answer.
    return this.#current === held ? this.#renew(claims) : this.getToken({ refused, claims });
  }

  /** Who the present token was issued to, and what it allows. */
  async claims(): Promise<TokenClaims> {
    const token = await this.getToken();
    if (this.#read?.token !== token) this.#read = { token, claims: readTokenClaims(token) };
    return this.#read.claims;
  }

  /** What the present token allows. A token that cannot be read proves nothing. */
  async permissions(): Promise<Permissions> {
    return this.claims();
  }

  /** Whether the present token is one of the Azure CLI's own app, which cannot carry the permissions that are needed. */
  async isAzureCli(): Promise<boolean> {
    return (await this.claims()).clientId === azureCliClientId;
  }

  /** @param held The token in use, where only its age is a reason to ask for another. */
  async #renew(claims: string | undefined, held?: Promise<AccessToken>): Promise<string> {
    this.#current = this.#request(claims, held);
    return (await this.#current).token;
  }

  async #request(claims: string | undefined, held?: Promise<AccessToken>): Promise<AccessToken> {
    this.#expires = Number.POSITIVE_INFINITY;
    try {
      const token = await this.#ask(claims);
      const lifetime = token.expiresOnTimestamp - this.#now();
      this.#expires = token.expiresOnTimestamp - Math.min(renewalMilliseconds, lifetime / 2);
      return token;
    } catch (cause) {
      // An OIDC token of a few minutes may be over while the access token that it brought is good: it serves to its end.
      const last = await held;
      if (last && this.#now() < last.expiresOnTimestamp - safetyMilliseconds) {
        this.#expires = Math.min(
          this.#now() + retryMilliseconds,
          last.expiresOnTimestamp - safetyMilliseconds,
        );
        return last;
      }
      this.#current = undefined;
      throw new TokenError(explainNoToken(this.#settings, cause));
    }
  }

  async #ask(claims: string | undefined): Promise<AccessToken> {
    const { identity, authorityHost, graphEndpoint } = this.#settings;
    // Any request would fail by a malformed variable, with less to say about it.
    for (const address of [authorityHost, graphEndpoint]) proxyFor(new URL(address), process.env);
    const credential = await this.#createCredential(identity.credential, authorityHost);
    const token = await credential.getToken(`${graphEndpoint}/.default`, {
      ...(claims !== undefined && { claims }),
    });
    if (!token) throw new Error("the credential gave no token");
    return token;
  }
}
