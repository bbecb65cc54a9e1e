import type { Cloud } from "./clouds";
import { ConfigurationError } from "./configuration";
import { describeCredential, remedyFor, secretsOf } from "./credentialWords";
import type { CredentialChoice } from "./credentialChoice";

/** No token for Graph could be had. The message says from whom it was asked, and what to do. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

/** The text of a `TokenError`. What failed is told in its own words, but for everything that is or looks like a secret. */
export function explainNoToken(
  { graphEndpoint, authorityHost, identity }: Cloud & { readonly identity: CredentialChoice },
  cause: unknown,
): string {
  const reason = withoutSecrets(messageOf(cause), secretsOf(identity.credential));
  if (cause instanceof ConfigurationError) return `No token for ${graphEndpoint} could be had: ${reason}`;
  const from = identity.credential.kind === "managedIdentity" ? "" : ` from ${authorityHost}`;
  const who = describeCredential(identity.credential);
  return `No token for ${graphEndpoint} could be had with ${who}${from}: ${reason}\n${remedyFor(identity)}`;
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim();
}

/** Tokens are known by their shape: three parts in base64, of which the first begins an object. */
const token = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, "<secret>"), text);
  return known.replace(token, "<token>");
}
