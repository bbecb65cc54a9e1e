import { audiencesFor } from "./audiences";
import type { CredentialChoice } from "./credentialChoice";
import { decisiveSetting } from "./identity";

/** What a refusal of Entra's may be about. */
export interface SignIn {
  readonly identity: CredentialChoice;
  readonly authorityHost: string;
}

/** By the number behind AADSTS: what the refusal means here and what to do, in one or two sentences. */
const cures: Readonly<Record<string, (signIn: SignIn) => string>> = {
  "700016": (signIn) =>
    `The tenant ${tenantOf(signIn)} has no app with the client id ${clientOf(signIn)}: correct one of the two, or create ` +
    "the app's service principal there.",
  "7000215": (signIn) =>
    `The secret in ${settingOf(signIn)} does not belong to the app: set the secret's value, not its id, and check that ` +
    "the secret still exists.",
  "7000222": (signIn) =>
    `The secret in ${settingOf(signIn)} has expired: add a new secret to the app and set it.`,
  "700024": (signIn) =>
    `The OIDC token ${sourceOf(signIn)} had expired, or was not valid yet, when Entra checked it: use a source that issues a fresh ` +
    "OIDC token each time (a file, or the service of the workflow), and check this machine's clock.",
  "700212": (signIn) =>
    `No federated credential of the app has the audience of the OIDC token${askedFor(signIn)}: set the audience of the ` +
    "federated credential to it, or set the one that it has in customSecurityAttributes:oidcAudience or ARM_OIDC_AUDIENCE.",
  "700213": (signIn) =>
    `No federated credential of the app ${clientOf(signIn)} has the subject and the issuer of the OIDC token: add one with ` +
    "exactly the subject that Entra names above. The branch, the environment and the kind of event are part of it.",
  "53003": () =>
    "A Conditional Access policy blocks this sign-in: ask an administrator of the tenant to exclude the app, or run from a " +
    "network that the policy allows. The sign-in logs in Entra name the policy.",
};

/** What to do about a refusal that people meet often; undefined for any other. */
export function cureFor(reason: string, signIn: SignIn): string | undefined {
  const [, number = ""] = /\bAADSTS(\d+)/.exec(reason) ?? [];
  return Object.hasOwn(cures, number) ? cures[number]?.(signIn) : undefined;
}

function tenantOf({ identity: { credential } }: SignIn): string {
  return ("tenantId" in credential ? credential.tenantId : undefined) ?? "in use";
}

function clientOf({ identity: { credential } }: SignIn): string {
  return ("clientId" in credential ? credential.clientId : undefined) ?? "in use";
}

function settingOf({ identity: { credential } }: SignIn): string {
  switch (credential.kind) {
    case "default":
    case "azureCli":
    case "managedIdentity":
      return "use";
    default:
      return decisiveSetting(credential).name;
  }
}

function sourceOf(signIn: SignIn): string {
  const setting = settingOf(signIn);
  return setting === "use" ? "in use" : `of ${setting}`;
}

function askedFor({ identity: { credential }, authorityHost }: SignIn): string {
  if (credential.kind !== "workflow") return "";
  return `, which is ${audiencesFor(credential, authorityHost).join(" or ")}`;
}
