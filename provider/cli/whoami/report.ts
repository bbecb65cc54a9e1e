import { azureCliClientId, type TokenClaims } from "../../auth/accessToken";
import { describeCredential } from "../../auth/credentialWords";
import type { Settings } from "../../auth/settings";
import { actsForUser, roleNames } from "../../entra/permissions";
import type { Answer, Verdict } from "./abilities";

/** Who a stack's assignments act as, as far as could be found out. */
export interface Finding {
  /** Undefined where only environment variables are used. */
  readonly stack: string | undefined;
  readonly settings: Settings;
  readonly claims: TokenClaims;
  readonly verdict: Verdict;
}

/** What a program may rely on. It only grows. */
export function asJson({ stack, settings, claims, verdict }: Finding): string {
  const { identity, graphEndpoint, authorityHost } = settings;
  const report = {
    canAssign: verdict.canAssignTo.length > 0,
    canAssignTo: verdict.canAssignTo,
    stack,
    credential: { kind: identity.credential.kind, source: identity.source, why: identity.why },
    graphEndpoint,
    authorityHost,
    tenantId: claims.tenantId,
    clientId: claims.clientId,
    objectId: claims.objectId,
    actsFor: actsForUser(claims) ? "user" : "app",
    userName: claims.userName,
    isAzureCli: claims.clientId === azureCliClientId,
    permissions: permissionsOf(claims),
    roles: rolesOf(claims),
    abilities: Object.fromEntries(verdict.abilities.map(({ name, answer }) => [name, answer])),
    missing: verdict.abilities.flatMap(({ name, missing }) =>
      missing ? [{ ability: name, todo: missing }] : [],
    ),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** For people. */
export function asText({ stack, settings, claims, verdict }: Finding, colours: boolean): string {
  const { identity, graphEndpoint, authorityHost } = settings;
  const facts: [label: string, text: string][] = [
    [
      "Configuration",
      stack === undefined ? "environment variables only" : `the stack ${stack}, and the environment`,
    ],
    ["Credential", describeCredential(identity.credential)],
    ["Chosen because", identity.why],
    ["Graph", `${graphEndpoint}, with tokens from ${authorityHost}`],
    ["Tenant", claims.tenantId ?? "not in the token"],
    ["App", claims.clientId ?? "not in the token"],
    ["Acts for", actsForUser(claims) ? `the user ${claims.userName ?? claims.objectId ?? ""}` : "itself"],
    ["Permissions", permissionsOf(claims).join(", ") || "none"],
    ["Roles", rolesOf(claims).join(", ") || "none that matter here"],
  ];
  const abilities = verdict.abilities.map(({ what, answer, missing }) => {
    const line = `${paint(answer, colours)}${what}`;
    return missing === undefined ? line : `${line}: ${missing}`;
  });
  return [
    ...facts.map(([label, text]) => `${`${label}:`.padEnd(16)}${text}`),
    "",
    ...abilities,
    "",
    conclusion(claims, verdict),
    "",
  ].join("\n");
}

function conclusion({ clientId }: TokenClaims, { abilities, canAssignTo }: Verdict): string {
  if (canAssignTo.length === 2) return "Values can be assigned to users and service principals.";
  if (canAssignTo.length === 1) {
    return `Values can be assigned to ${canAssignTo[0] === "User" ? "users" : "service principals"} only.`;
  }
  if (clientId === azureCliClientId) {
    return "Values cannot be assigned: the Azure CLI's own app cannot be given these permissions. Sign in as an app of your own.";
  }
  return abilities.some(({ answer }) => answer === "perhaps")
    ? "Values can be assigned only in attribute sets for which the role is held."
    : "Values cannot be assigned.";
}

function permissionsOf(claims: TokenClaims): readonly string[] {
  return actsForUser(claims) ? claims.scopes : claims.roles;
}

function rolesOf({ directoryRoles }: TokenClaims): string[] {
  return directoryRoles.flatMap((id) => roleNames.get(id.toLowerCase()) ?? []);
}

const colourOf = { yes: 32, perhaps: 33, no: 31 } as const;

function paint(answer: Answer, colours: boolean): string {
  const padded = answer.padEnd(9);
  return colours ? `\x1b[${colourOf[answer]}m${padded}\x1b[0m` : padded;
}
