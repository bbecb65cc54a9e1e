import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import type { ClientApp } from "./clientApp";
import { EntraError } from "./entraError";
import { isSignedBy, parseToken, type JsonWebToken } from "./jsonWebToken";

export interface Credentials {
  readonly clientId: string;
  readonly secret: string | undefined;
  readonly assertion: string | undefined;
}

/** Takes them from the form or from a Basic header, where they are form-encoded once more (RFC 6749, 2.3.1). */
export function readCredentials(form: URLSearchParams, authorization: string | undefined): Credentials {
  const basic = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  const [id = "", secret = ""] = basic
    ? Buffer.from(basic, "base64").toString("utf8").split(":", 2).map(formDecode)
    : [];
  return {
    clientId: form.get("client_id") ?? id,
    secret: form.get("client_secret") ?? (basic ? secret : undefined),
    assertion: form.get("client_assertion") ?? undefined,
  };
}

/** Refuses credentials that are not the app's. */
export function authenticateClient(
  app: ClientApp,
  credentials: Credentials,
  tokenEndpoint: string,
  now: number,
): void {
  if (credentials.assertion !== undefined) {
    verifyAssertion(app, credentials.assertion, tokenEndpoint, now);
  } else if (credentials.secret === undefined) {
    const message =
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    throw new EntraError(7000218, "invalid_client", message);
  } else if (!app.secrets.has(credentials.secret)) {
    const message = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`;
    throw new EntraError(7000215, "invalid_client", message);
  }
}

function verifyAssertion(app: ClientApp, text: string, tokenEndpoint: string, now: number): void {
  const assertion = parseToken(text);
  if (!assertion) throw new EntraError(50027, "invalid_request", "JWT token is invalid or malformed.");
  if (assertion.claims["iss"] === app.clientId) verifyCertificateAssertion(app, assertion, tokenEndpoint);
  else verifyFederatedAssertion(app, assertion);
  if (!(Number(assertion.claims["exp"]) * 1000 > now)) {
    throw new EntraError(700024, "invalid_client", "Client assertion is not within its valid time range.");
  }
}

function verifyCertificateAssertion(app: ClientApp, assertion: JsonWebToken, tokenEndpoint: string): void {
  const certificate = app.certificates.find((pem) => hasThumbprint(pem, assertion));
  if (!certificate || !isSignedBy(assertion, createPublicKey(certificate))) {
    const reason = certificate ? "" : " Reason - The key was not found.";
    throw new EntraError(700027, "invalid_client", `Client assertion failed signature validation.${reason}`);
  }
  if (assertion.claims["aud"] !== tokenEndpoint || assertion.claims["sub"] !== app.clientId) {
    const message =
      "Client assertion audience claim does not match Realm issuer, or its subject is not the app.";
    throw new EntraError(700023, "invalid_client", message);
  }
}

function verifyFederatedAssertion(app: ClientApp, assertion: JsonWebToken): void {
  const { iss, sub, aud } = assertion.claims;
  const credential = app.federatedCredentials.find(
    ({ issuer, subject }) => issuer === iss && subject === sub,
  );
  if (!credential) {
    const message = `No matching federated identity record found for presented assertion subject '${String(sub)}'.`;
    throw new EntraError(700213, "invalid_client", message);
  }
  if (![aud].flat().includes(credential.audience ?? "api://AzureADTokenExchange")) {
    const message = `No matching federated identity record found for presented assertion audience '${String(aud)}'.`;
    throw new EntraError(700212, "invalid_client", message);
  }
  if (!isSignedBy(assertion, createPublicKey(credential.publicKey))) {
    throw new EntraError(50013, "invalid_client", "Assertion failed signature validation.");
  }
}

/** MSAL says which certificate it used by its SHA-256 thumbprint, older clients by SHA-1. */
function hasThumbprint(pem: string, { header }: JsonWebToken): boolean {
  const der = new X509Certificate(pem).raw;
  const thumbprint = (algorithm: string) => createHash(algorithm).update(der).digest("base64url");
  if (typeof header["x5t#S256"] === "string") return header["x5t#S256"] === thumbprint("sha256");
  return header["x5t"] === thumbprint("sha1");
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
