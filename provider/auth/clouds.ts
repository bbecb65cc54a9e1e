/** A Graph and the authority whose tokens it takes: tokens of one cloud mean nothing to another. */
export interface Cloud {
  readonly graphEndpoint: string;
  readonly authorityHost: string;
}

/** Microsoft's clouds (reference: "National cloud deployments" of Microsoft Graph). The first is the default. */
export const clouds: readonly Cloud[] = [
  { graphEndpoint: "https://graph.microsoft.com", authorityHost: "https://login.microsoftonline.com" },
  { graphEndpoint: "https://graph.microsoft.us", authorityHost: "https://login.microsoftonline.us" },
  { graphEndpoint: "https://dod-graph.microsoft.us", authorityHost: "https://login.microsoftonline.us" },
  {
    graphEndpoint: "https://microsoftgraph.chinacloudapi.cn",
    authorityHost: "https://login.chinacloudapi.cn",
  },
  {
    graphEndpoint: "https://microsoftgraph.chinacloudapi.cn",
    authorityHost: "https://login.partner.microsoftonline.cn",
  },
];

export function isMicrosoftAuthority(authorityHost: string): boolean {
  return clouds.some((cloud) => cloud.authorityHost === authorityHost);
}
