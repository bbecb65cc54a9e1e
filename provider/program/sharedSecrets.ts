import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import type { FleetArgs } from "./fleetArgs";
import { whenKnown } from "./fleetPlaces";
import { isLater } from "./told";

/**
 * What a fleet sends to Pulumi. A refresh that finds a shared value changed on one principal shows it as that principal's
 * own, and Pulumi keeps the mark of a secret only where a property stays. So where a shared value is secret, the values of
 * each principal are, even if there are none.
 */
export function withSharedSecrets(args: FleetArgs): FleetArgs {
  const { attributes, principals } = args;
  if (!holdsOutput(attributes)) return args;
  const isSecret = pulumi.output(pulumi.isSecret(pulumi.output(attributes)));
  const marked = (own: unknown) => isSecret.apply((is) => (is ? pulumi.secret(own ?? {}) : own));
  // Malformed inputs are refused by the provider, which says why.
  const withMark = (principal: unknown) =>
    isRecord(principal) ? { ...principal, attributes: marked(principal["attributes"]) } : principal;
  const all = (known: unknown) =>
    isRecord(known)
      ? Object.fromEntries(Object.entries(known).map(([label, one]) => [label, whenKnown(one, withMark)]))
      : known;
  return { ...args, principals: whenKnown(principals, all) as FleetArgs["principals"] };
}

/** A secret is always an output. */
function holdsOutput(map: unknown): boolean {
  return isLater(map) || (isRecord(map) && Object.values(map).some(isLater));
}
