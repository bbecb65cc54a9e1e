import { ConfigurationError, isOn, type Find, type Setting } from "./configuration";

/** What an app proves with that it is the client it says. Settings keep their names, so that errors can say them. */
export type Proof =
  | { readonly kind: "clientSecret"; readonly secret: Setting }
  | { readonly kind: "clientCertificate"; readonly certificate: Certificate }
  | { readonly kind: "assertion"; readonly token: Setting }
  | { readonly kind: "assertionFile"; readonly path: Setting }
  | { readonly kind: "workflow"; readonly requestUrl: Setting; readonly requestToken: Setting }
  | { readonly kind: "managedIdentity"; readonly flag: Setting };

export interface Certificate {
  readonly from: "text" | "file";
  /** The certificate itself, or the path to it. */
  readonly setting: Setting;
  readonly password: Setting | undefined;
  readonly passwordName: string;
}

/** Where one namespace keeps what makes an identity. What it has no name for is left out. */
export interface IdentityNames {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientCertificate?: string;
  readonly clientCertificatePath: string;
  readonly clientCertificatePassword: string;
  readonly oidcToken?: string;
  readonly oidcTokenFilePath: string;
  readonly oidcRequestUrl?: readonly string[];
  readonly oidcRequestToken?: readonly string[];
  readonly managedIdentity?: string;
}

/** What one place says about who to be: the stack's configuration, or the environment. */
export interface Claim {
  readonly tenantId: Setting | undefined;
  readonly clientId: Setting | undefined;
  readonly proof: Proof | undefined;
}

/**
 * @param mayUseTokens Whether tokens of other issuers count. `@pulumi/azuread` looks at them with `useOidc` only.
 * @throws ConfigurationError when half of a proof is there.
 */
export function readClaim(find: Find, names: IdentityNames, mayUseTokens: boolean): Claim {
  return {
    tenantId: readTenantId(find(names.tenantId)),
    clientId: find(names.clientId),
    proof: readProof(find, names, mayUseTokens),
  };
}

/** In the order of `@pulumi/azuread`, so that a stack which has two acts as the same app in both. */
function readProof(find: Find, names: IdentityNames, mayUseTokens: boolean): Proof | undefined {
  const optional = (name: string | undefined) => (name === undefined ? undefined : find(name));
  const text = optional(names.clientCertificate);
  const path = find(names.clientCertificatePath);
  const password = find(names.clientCertificatePassword);
  const passwordName = names.clientCertificatePassword;
  if (text)
    return {
      kind: "clientCertificate",
      certificate: { from: "text", setting: text, password, passwordName },
    };
  if (path)
    return {
      kind: "clientCertificate",
      certificate: { from: "file", setting: path, password, passwordName },
    };
  const secret = find(names.clientSecret);
  if (secret) return { kind: "clientSecret", secret };
  const byToken = mayUseTokens ? readTokenProof(find, names) : undefined;
  if (byToken) return byToken;
  const flag = optional(names.managedIdentity);
  return isOn(flag) ? { kind: "managedIdentity", flag } : undefined;
}

function readTokenProof(find: Find, names: IdentityNames): Proof | undefined {
  const token = names.oidcToken === undefined ? undefined : find(names.oidcToken);
  if (token) return { kind: "assertion", token };
  const path = find(names.oidcTokenFilePath);
  if (path) return { kind: "assertionFile", path };
  const requestUrl = find(...(names.oidcRequestUrl ?? []));
  const requestToken = find(...(names.oidcRequestToken ?? []));
  if (requestUrl && requestToken) return { kind: "workflow", requestUrl, requestToken };
  if (requestUrl) throw missing(names.oidcRequestToken?.join(" or ") ?? "", requestUrl);
  if (requestToken) throw missing(names.oidcRequestUrl?.join(" or ") ?? "", requestToken);
  return undefined;
}

function readTenantId(setting: Setting | undefined): Setting | undefined {
  if (!setting || /^[A-Za-z0-9.-]+$/.test(setting.text)) return setting;
  throw new ConfigurationError(`${setting.name} must be the id of a tenant, or one of its domain names`);
}

export function missing(key: string, because: Setting): ConfigurationError {
  const command = /^[\w]+:[\w]+/.exec(key)?.[0];
  const remedy = command ? `: pulumi config set ${command} <value>` : "";
  return new ConfigurationError(`${key} is not set, and ${because.name} is of no use without it${remedy}`);
}
