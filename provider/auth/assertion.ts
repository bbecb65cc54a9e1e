import { readFile } from "node:fs/promises";
import { readTokenExpiry } from "./accessToken";
import type { OidcProof } from "./audiences";
import { ConfigurationError, unreadable, type Setting } from "./configuration";
import type { FreshToken } from "./identity";

/**
 * The OIDC token to show to Entra now: the one that was given while it is good, else a fresh one.
 *
 * @param audience The audience of the tokens that are requested.
 */
export async function readAssertion(proof: OidcProof, audience: string): Promise<string> {
  if (proof.kind !== "assertion") return freshToken(proof, audience);
  const { token, renewal } = proof;
  const expiry = expiredAt(token.text);
  if (expiry === undefined) return token.text;
  if (!renewal) throw expired(token, expiry);
  try {
    return await freshToken(renewal, audience);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `the OIDC token in ${token.name} expired at ${expiry}, and there is no new one: ${reason}`,
      {
        cause,
      },
    );
  }
}

/** @throws ConfigurationError for a token that Entra would refuse, and in whose place there is no other. */
export function refuseExpired(proof: OidcProof): void {
  if (proof.kind !== "assertion" || proof.renewal) return;
  const expiry = expiredAt(proof.token.text);
  if (expiry !== undefined) throw expired(proof.token, expiry);
}

/** The file is read each time, because another program may renew the token in it. */
async function freshToken(source: FreshToken, audience: string): Promise<string> {
  if (source.kind !== "assertionFile") {
    // Loaded here, because a run that asks Graph nothing should not pay for it.
    const { requestOidcToken } = await import("./requestOidcToken");
    return requestOidcToken(source, audience);
  }
  const { name, text: path } = source.path;
  // No ConfigurationError: the file may be there, and whole, a moment later.
  const token = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(unreadable(name, cause).message, { cause });
  });
  const expiry = expiredAt(token.trim());
  if (expiry === undefined) return token.trim();
  throw new Error(
    `the OIDC token in the file that ${name} names expired at ${expiry}: the process that writes the file must renew it`,
  );
}

/** When it expired, if it says so. What is no token is left to Entra to refuse. */
function expiredAt(token: string): string | undefined {
  const expiry = readTokenExpiry(token);
  return expiry !== undefined && expiry.getTime() <= Date.now() ? expiry.toISOString() : undefined;
}

function expired({ name }: Setting, expiry: string): ConfigurationError {
  return new ConfigurationError(
    `the OIDC token in ${name} expired at ${expiry}, and a token in a setting is not renewed. Use a file that is kept ` +
      "fresh (customSecurityAttributes:oidcTokenFilePath, azuread:oidcTokenFilePath or ARM_OIDC_TOKEN_FILE_PATH), or the " +
      "service that gives tokens to the job (ARM_OIDC_REQUEST_URL and ARM_OIDC_REQUEST_TOKEN; GitHub sets its own with the " +
      "permission `id-token: write`), or get the token right before the command",
  );
}
