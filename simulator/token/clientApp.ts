import { randomUUID } from "node:crypto";

/** The app id under which the Azure CLI signs its users in. Tokens for it cannot carry the permissions for attributes. */
export const azureCliAppId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** App roles with which everything in this project works. */
export const sufficientRoles = [
  "CustomSecAttributeAssignment.ReadWrite.All",
  "CustomSecAttributeDefinition.ReadWrite.All",
  "User.Read.All",
  "Application.Read.All",
] as const;

export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  /** PEM of the key with which the issuer signs. */
  readonly publicKey: string;
  /** The audience that the tokens need. @default `api://AzureADTokenExchange` */
  readonly audience?: string;
}

/** An app that can ask for tokens, as a test describes it. */
export interface CallerSeed {
  clientId?: string;
  /** All secrets that are good at the moment: two of them while one is being rotated. */
  secrets?: readonly string[];
  /** PEM of the certificates with which the app may sign its assertions. */
  certificates?: readonly string[];
  federatedCredentials?: readonly FederatedCredential[];
  /** A managed identity: of the machine itself, or one of those that it has been given. */
  managedIdentity?: "system" | "user";
  /** App roles. `CustomSecAttribute…` ones cover every set. */
  roles?: readonly string[];
  /**
   * Gives this app tokens of a user: scopes, and directory roles for the whole tenant by template id. There is no browser
   * here to sign in with, so the app's own secret stands for the user's consent.
   */
  delegated?: { scp: readonly string[]; wids?: readonly string[]; userId?: string };
  /** Makes the caller an Attribute Assignment Administrator for these sets only. */
  attributeSetScopes?: readonly string[];
  /** Calls as the Azure CLI's own app. */
  cliApp?: boolean;
}

/** An app as the token endpoint knows it. Credentials and permissions can change while it runs. */
export interface ClientApp {
  readonly clientId: string;
  readonly objectId: string;
  readonly secrets: Set<string>;
  readonly certificates: readonly string[];
  readonly federatedCredentials: readonly FederatedCredential[];
  readonly managedIdentity: "system" | "user" | undefined;
  readonly roles: Set<string>;
  readonly scopes: Set<string> | undefined;
  readonly wids: Set<string>;
  readonly attributeSetScopes: readonly string[];
}

/** A role that is in all tokens and gives no permission: a client must not treat every entry of `wids` as one. */
const everybodysRole = "b79fbf4d-3ef9-4689-8143-76b194e85509";

export function clientAppFromSeed(seed: CallerSeed): ClientApp {
  const { delegated, attributeSetScopes } = seed;
  const scopedRoles = ["User.Read.All", "Application.Read.All"];
  const roles = seed.roles ?? (delegated ? [] : attributeSetScopes ? scopedRoles : sufficientRoles);
  return {
    clientId: seed.clientId ?? (seed.cliApp ? azureCliAppId : randomUUID()),
    objectId: delegated?.userId ?? randomUUID(),
    secrets: new Set(seed.secrets ?? [`secret-${randomUUID()}`]),
    certificates: seed.certificates ?? [],
    federatedCredentials: seed.federatedCredentials ?? [],
    managedIdentity: seed.managedIdentity,
    roles: new Set(roles),
    scopes: delegated && new Set(delegated.scp),
    wids: new Set([everybodysRole, ...(delegated?.wids ?? [])]),
    attributeSetScopes: attributeSetScopes ?? [],
  };
}
