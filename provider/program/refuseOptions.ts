import type * as pulumi from "@pulumi/pulumi";
import { programError } from "./programError";
import { packageOf } from "./providers";

/** Pulumi's package of every dynamic resource. */
const ownPackage = "pulumi-nodejs";

/**
 * Refuses options that Pulumi would apply in an unintended way: it would ask a provider of another package about a
 * resource that this one does not know, and an import ends in an error of Pulumi's own before our provider is asked.
 */
export function refuseOptions(resource: string, options: pulumi.CustomResourceOptions): void {
  refuseForeignProvider(`resource ${resource}`, options);
  if (options.import !== undefined) {
    throw programError(
      `import: resource ${resource} cannot be imported, because dynamic resources of Pulumi have no import. Leave the ` +
        "option out and write the values that the principal has: `pulumi up` adopts equal values without writing them.",
    );
  }
}

/** Refuses providers of other packages. `who` is a resource or a look-up. */
export function refuseForeignProvider(who: string, options: object): void {
  const foreign = providersIn(options)
    .map(packageOf)
    .find((name) => name !== undefined && name !== ownPackage);
  if (foreign !== undefined) {
    throw programError(
      `provider: ${who} cannot use a provider of the package ${foreign}. Its identity and its tenant come ` +
        "from the configuration of the stack (customSecurityAttributes:*, azuread:* or the environment). Leave the option " +
        "out; a second tenant or identity needs a second stack.",
    );
  }
}

/** `provider` is one provider. `providers` is a map or a list, which TypeScript allows for components only. */
function providersIn(options: { readonly provider?: unknown; readonly providers?: unknown }): unknown[] {
  const { provider, providers } = options;
  return [provider, ...(Object.values(providers ?? {}) as unknown[])];
}
