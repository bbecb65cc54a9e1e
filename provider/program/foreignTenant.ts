import * as pulumi from "@pulumi/pulumi";
import { isRecord } from "../entra/isRecord";
import { perStack } from "./perStack";
import { providersOf } from "./providers";

/** Packages whose providers sign in to a tenant of Microsoft Entra. Parameterized ones have the name of their base first. */
const ofMicrosoft = /^(azure|azapi|msgraph|microsoft)/;

/** The settings that can name the tenant of a stack, the most specific one first. */
const keys = ["customSecurityAttributes:tenantId", "azuread:tenantId"] as const;
const variables = ["ARM_TENANT_ID", "AZURE_TENANT_ID"] as const;

const warned = perStack(() => ({ once: false }));

/**
 * Warns when the parent of a resource or a look-up hands an explicit provider of Microsoft's to its children. Pulumi passes
 * it by, so they act in the tenant of the stack, where the same user principal name may belong to another user. It is no
 * error, because the two tenants may well be one; the warning is left out when both are named alike.
 */
export function warnOfForeignTenant(who: string, parent: pulumi.Resource | undefined): void {
  const inherited = Object.entries(providersOf(parent ?? pulumi.runtime.getStackResource()));
  const found = inherited.find(([name]) => ofMicrosoft.test(name));
  if (!found) return;
  const [name, provider] = found;
  const warn = () => {
    const already = warned();
    if (already?.once) return;
    if (already) already.once = true;
    void pulumi.log.warn(
      `${who}: its parent has an explicit provider of the package ${name}, which is not used here. ` +
        "It acts in the tenant and with the identity of the stack's configuration, where the same user principal name may " +
        "belong to another user. For a second tenant, use a second stack.",
    );
  };
  const tenant = tenantOf(provider);
  if (!pulumi.Output.isInstance(tenant)) return warn();
  const own = tenantOfStack();
  tenant.apply((id) => {
    if (own === undefined || typeof id !== "string" || id.toLowerCase() !== own) warn();
  });
}

function tenantOf(provider: unknown): unknown {
  return isRecord(provider) ? provider["tenantId"] : undefined;
}

function tenantOfStack(): string | undefined {
  const settings = [
    ...keys.map((key) => pulumi.runtime.getConfig(key)),
    ...variables.map((variable) => process.env[variable]),
  ];
  return settings.find((value) => value)?.toLowerCase();
}
