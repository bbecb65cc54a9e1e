import { ProxyError } from "../http/proxy";
import type { Cloud } from "./clouds";
import { ConfigurationError } from "./configuration";
import { describeCredential, remedyFor, secretsOf } from "./credentialWords";
import type { CredentialChoice } from "./credentialChoice";
import { cureFor } from "./entraErrors";
import { withoutSecrets } from "./secrets";

/** There is no token for Graph. The message says which service was asked, and what to do. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

/**
 * The text of a `TokenError`. It has the original message of the failure, without anything that is or looks like a secret.
 */
export function explainNoToken(
  { graphEndpoint, authorityHost, identity }: Cloud & { readonly identity: CredentialChoice },
  cause: unknown,
): string {
  const reason = withoutSecrets(messageOf(cause), secretsOf(identity.credential));
  if (cause instanceof ConfigurationError || cause instanceof ProxyError) {
    return `Could not get a token for ${graphEndpoint}: ${reason}`;
  }
  const from = identity.credential.kind === "managedIdentity" ? "" : ` from ${authorityHost}`;
  const who = describeCredential(identity.credential);
  const remedies = [cureFor(reason, { identity, authorityHost }), remedyFor(identity)];
  return [
    `Could not get a token for ${graphEndpoint} with ${who}${from}: ${reason}`,
    ...remedies.filter((remedy) => remedy !== undefined),
  ].join("\n");
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim();
}
