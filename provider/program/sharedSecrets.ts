import * as pulumi from "@pulumi/pulumi";
import type { FleetArgs, FleetPrincipalArgs } from "./fleetArgs";
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
  const withMark = (principal: FleetPrincipalArgs) => ({
    ...principal,
    attributes: marked(principal.attributes),
  });
  const all = (known: Readonly<Record<string, pulumi.Input<FleetPrincipalArgs>>>) =>
    Object.fromEntries(
      Object.entries(known).map(([label, principal]) => [
        label,
        isLater(principal)
          ? (pulumi.output(principal) as pulumi.Output<FleetPrincipalArgs>).apply(withMark)
          : withMark(principal),
      ]),
    );
  return {
    ...args,
    principals: (isLater(principals)
      ? pulumi.output(principals).apply((known) => all(known))
      : all(principals)) as FleetArgs["principals"],
  };
}

/** A secret is always an output. */
function holdsOutput(map: unknown): boolean {
  if (isLater(map)) return true;
  return typeof map === "object" && map !== null && Object.values(map).some(isLater);
}
