/** A Graph and the authority whose tokens it takes: tokens of one cloud mean nothing to another. */
export interface Cloud {
  readonly graphEndpoint: string;
  readonly authorityHost: string;
}

const global = "https://login.microsoftonline.com";
const usGovernment = "https://login.microsoftonline.us";
const china = "https://login.chinacloudapi.cn";
const otherChina = "https://login.partner.microsoftonline.cn";

/** Microsoft's clouds by the names that `@pulumi/azuread` gives them (reference: "National cloud deployments" of Graph). */
const cloudsByName = {
  global: { graphEndpoint: "https://graph.microsoft.com", authorityHost: global },
  usgovernment: { graphEndpoint: "https://graph.microsoft.us", authorityHost: usGovernment },
  dod: { graphEndpoint: "https://dod-graph.microsoft.us", authorityHost: usGovernment },
  china: { graphEndpoint: "https://microsoftgraph.chinacloudapi.cn", authorityHost: china },
} as const satisfies Record<string, Cloud>;

const otherNames: Readonly<Record<string, keyof typeof cloudsByName>> = {
  public: "global",
  usgovernmentl4: "usgovernment",
  usgovernmentl5: "dod",
};

export const cloudNames = [...Object.keys(cloudsByName), ...Object.keys(otherNames)];

/** A cloud by a name that `@pulumi/azuread` takes. */
export function cloudNamed(text: string): Cloud | undefined {
  const name = text.toLowerCase();
  const known = otherNames[name] ?? name;
  return Object.hasOwn(cloudsByName, known) ? cloudsByName[known as keyof typeof cloudsByName] : undefined;
}

/** Every pair that belongs together. The first is the default. */
export const clouds: readonly Cloud[] = [
  ...Object.values(cloudsByName),
  { ...cloudsByName.china, authorityHost: otherChina },
];

/** By the host of its Azure Resource Manager, which knows where the rest of a cloud is. */
export const cloudsByMetadataHost: Readonly<Record<string, Cloud>> = {
  "management.azure.com": cloudsByName.global,
  "management.usgovcloudapi.net": cloudsByName.usgovernment,
  "management.chinacloudapi.cn": cloudsByName.china,
};

export function isMicrosoftAuthority(authorityHost: string): boolean {
  return clouds.some((cloud) => cloud.authorityHost === authorityHost);
}

const audience = "api://AzureADTokenExchange";

const audienceSuffixes: Readonly<Record<string, string>> = {
  [usGovernment]: "USGov",
  [china]: "China",
  [otherChina]: "China",
};

/**
 * The audience of a workflow's OIDC token: what Entra suggests for a federated credential in this cloud, then what
 * `@pulumi/azuread` asks for in every cloud.
 */
export function tokenAudiences(authorityHost: string): readonly [string, ...string[]] {
  const suffix = audienceSuffixes[authorityHost];
  return suffix === undefined ? [audience] : [audience + suffix, audience];
}
