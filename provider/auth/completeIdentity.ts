import { ConfigurationError, isKey, missing, type Names, type Places, type Setting } from "./configuration";
import { decisiveSetting, isBoundToClient, readClientId, readProofs, type Proof } from "./identity";
import { azureadNames, azureadSwitches, type IdentityNames } from "./identityNames";

/** An app or a managed identity, with all that it takes to act as it. */
export type ProvenIdentity =
  | (Exclude<Proof, { kind: "managedIdentity" }> & { readonly tenantId: string; readonly clientId: string })
  | { readonly kind: "managedIdentity"; readonly clientId: string | undefined };

export interface ProvenChoice {
  readonly credential: ProvenIdentity;
  /** Names the keys and variables that decided. */
  readonly why: string;
}

/**
 * Completes what the stack's configuration says by what the variables beside it say. Of another client than the one in
 * the configuration they say nothing: its secret is not for this one.
 *
 * @param proofs In the order in which they count.
 * @throws ConfigurationError when something is missing.
 */
export function completeIdentity(
  { config, variables }: Places,
  names: IdentityNames,
  { proofs, tenantId }: { readonly proofs: Iterable<Proof>; readonly tenantId: Setting | undefined },
): ProvenChoice {
  const configured = readClientId(config, names);
  const beside = readClientId(variables, names);
  const areTwo = configured && beside && configured.text.toLowerCase() !== beside.text.toLowerCase();
  let stranger: Proof | undefined;
  for (const proof of proofs) {
    const decisive = decisiveSetting(proof);
    if (areTwo && isBoundToClient(proof) && !isKey(decisive.name)) {
      stranger ??= proof;
      continue;
    }
    const isAnothers =
      !configured && isKey(decisive.name) && hasOtherProof(readProofs(variables, names, []), decisive);
    const clientId = configured ?? (isAnothers ? undefined : beside);
    return proven(proof, { clientId, tenantId }, names);
  }
  const client = configured ?? beside;
  throw unproven(
    client?.name ?? names.clientId[0],
    names,
    areTwo && stranger ? [stranger, beside] : undefined,
  );
}

/** The secret or the certificate that the variables hold, if it is not this one. */
function hasOtherProof(proofs: Iterable<Proof>, { text }: Setting): boolean {
  for (const proof of proofs) if (isBoundToClient(proof)) return decisiveSetting(proof).text !== text;
  return false;
}

function proven(
  proof: Proof,
  { clientId, tenantId }: { readonly clientId: Setting | undefined; readonly tenantId: Setting | undefined },
  names: IdentityNames,
): ProvenChoice {
  const decisive = decisiveSetting(proof);
  const why = `${decisive.name} is set`;
  if (proof.kind === "managedIdentity") {
    return { credential: { kind: "managedIdentity", clientId: clientId?.text }, why };
  }
  if (!clientId) throw missing(oneOf(names.clientId), decisive);
  if (!tenantId) throw missing(oneOf(names.tenantId), decisive);
  return {
    credential: { ...proof, tenantId: tenantIn(tenantId), clientId: clientId.text },
    why: `${why}, with ${clientId.name} and ${tenantId.name}`,
  };
}

/** A tenant's id or domain. Checked where it is used, so that a variable that is not read may hold anything. */
export function tenantIn({ text, name }: Setting): string {
  if (/^[A-Za-z0-9.-]+$/.test(text)) return text;
  throw new ConfigurationError(`${name} must be the id of a tenant, or one of its domain names`);
}

function oneOf([name, ...others]: Names): string {
  return others.length === 0 ? name : `${name} (or ${others.join(" or ")})`;
}

function unproven(
  client: string,
  names: IdentityNames,
  stranger: readonly [Proof, Setting] | undefined,
): ConfigurationError {
  const tokens = names === azureadNames ? azureadSwitches.useOidc : names.oidcTokenFilePath;
  const { clientSecret, clientCertificatePath, managedIdentity } = names;
  const [secret, path, token, flag] = [clientSecret, clientCertificatePath, tokens, managedIdentity].map(
    (list) => list.find((name) => isKey(name) === isKey(client)) ?? list[0],
  );
  const note = stranger
    ? ` (${decisiveSetting(stranger[0]).name} belongs to another client, the one in ${stranger[1].name})`
    : "";
  return new ConfigurationError(
    `${client} is set, but it has no credential${note}: set one of ${secret}, ${path}, ${token} or ${flag}`,
  );
}
