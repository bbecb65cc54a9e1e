import { tokenAudiences } from "./clouds";
import type { FreshToken, Proof } from "./identity";

/** A proof by an OIDC token: Entra calls it the assertion of a client. */
export type OidcProof = Extract<Proof, { kind: "assertion" | FreshToken["kind"] }>;

/** The audience of the tokens that are requested: the first one that Entra accepts. */
export function audiencesFor(proof: OidcProof, authorityHost: string): readonly [string, ...string[]] {
  const service = proof.kind === "assertion" ? proof.renewal : proof;
  const audiences = tokenAudiences(authorityHost);
  if (service?.kind !== "workflow") return [audiences[0]];
  return service.audience ? [service.audience.text] : audiences;
}
