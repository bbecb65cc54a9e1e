import type { DirectoryOptions } from "./directoryOptions";

/** The app that the environment signs in as. Its secret is not confidential: it only works in a simulated tenant. */
export const exampleCallers = [
  { clientId: "00001111-aaaa-2222-bbbb-3333cccc4444", secrets: ["simulated-secret"] },
] as const;

/** The same ids in every run, so that a stack of yesterday still fits; only the certificate authority is new. */
export const exampleTenant = {
  tenantId: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
  users: [
    {
      id: "11111111-1111-4111-8111-111111111111",
      userPrincipalName: "alice@contoso.example",
      customSecurityAttributes: { Engineering: { Level: "Senior" } },
    },
    { id: "22222222-2222-4222-8222-222222222222", userPrincipalName: "bob@contoso.example" },
  ],
  servicePrincipals: [
    {
      id: "33333333-3333-4333-8333-333333333333",
      appId: "aaaaaaaa-3333-4333-8333-333333333333",
      displayName: "orders-api",
    },
    {
      id: "44444444-4444-4444-8444-444444444444",
      appId: "aaaaaaaa-4444-4444-8444-444444444444",
      displayName: "billing-worker",
      customSecurityAttributes: { Marketing: { AppCountry: ["Canada"] } },
    },
  ],
} satisfies DirectoryOptions;
