/** A Graph and the authority whose tokens it takes: tokens of one cloud mean nothing to another. */
export interface Cloud {
  readonly graphEndpoint: string;
  readonly authorityHost: string;
}

const global = "https://login.microsoftonline.com";
const usGovernment = "https://login.microsoftonline.us";
const china = "https://login.chinacloudapi.cn";

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
  { ...cloudsByName.china, authorityHost: "https://login.partner.microsoftonline.cn" },
];

export function isMicrosoftAuthority(authorityHost: string): boolean {
  return clouds.some((cloud) => cloud.authorityHost === authorityHost);
}
