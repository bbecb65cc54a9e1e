import type { TokenClaims } from "../../auth/accessToken";

/** "perhaps": a directory role that is limited to single attribute sets does not show in a token. */
export type Answer = "yes" | "no" | "perhaps";

export interface Ability {
  readonly name: "readValues" | "writeValues" | "readDefinitions" | "findUsers" | "findServicePrincipals";
  readonly what: string;
  readonly answer: Answer;
  /** What to do to make it a "yes". */
  readonly missing: string | undefined;
}

export interface Verdict {
  readonly abilities: readonly Ability[];
  /** To which kinds of principals values can be assigned. */
  readonly canAssignTo: readonly ("User" | "ServicePrincipal")[];
}

/** Template ids of the directory roles that count here, by name. */
export const roleNames: ReadonlyMap<string, string> = new Map([
  ["58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d", "Attribute Assignment Administrator"],
  ["ffd52fa5-98dc-465c-991d-fc073eb59f8f", "Attribute Assignment Reader"],
  ["8424c6f0-a189-499e-bbd0-26c1753c96d4", "Attribute Definition Administrator"],
  ["1d336d2c-4ae8-42ef-9711-b3604ce3fc2c", "Attribute Definition Reader"],
]);

interface Requirement extends Pick<Ability, "name" | "what"> {
  /** One of these is enough; the first is the least, and is the one to ask for. */
  readonly permissions: readonly [string, ...string[]];
  /** One of these is needed by a signed-in user besides. */
  readonly roles: readonly string[];
}

const assign = "Attribute Assignment Administrator";
const readAssigned = "Attribute Assignment Reader";

const requirements: readonly Requirement[] = [
  {
    name: "readValues",
    what: "read values",
    permissions: ["CustomSecAttributeAssignment.Read.All", "CustomSecAttributeAssignment.ReadWrite.All"],
    roles: [readAssigned, assign],
  },
  {
    name: "writeValues",
    what: "write values",
    permissions: ["CustomSecAttributeAssignment.ReadWrite.All"],
    roles: [assign],
  },
  {
    name: "readDefinitions",
    what: "read definitions, to check values in previews",
    permissions: ["CustomSecAttributeDefinition.Read.All", "CustomSecAttributeDefinition.ReadWrite.All"],
    roles: [readAssigned, assign, "Attribute Definition Reader", "Attribute Definition Administrator"],
  },
  {
    name: "findUsers",
    what: "find users",
    permissions: ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
    roles: [],
  },
  {
    name: "findServicePrincipals",
    what: "find service principals",
    permissions: [
      "Application.Read.All",
      "Application.ReadWrite.All",
      "Directory.Read.All",
      "Directory.ReadWrite.All",
    ],
    roles: [],
  },
];

/** A token for a signed-in user carries scopes, one for an app itself carries roles. */
export function actsForUser({ scopes }: TokenClaims): boolean {
  return scopes.length > 0;
}

/** What Graph will let the bearer of a token do. */
export function judge(claims: TokenClaims): Verdict {
  const abilities = requirements.map((requirement) => judgeOne(requirement, claims));
  const can = (name: Ability["name"]) =>
    abilities.some((ability) => ability.name === name && ability.answer === "yes");
  const kinds = { User: "findUsers", ServicePrincipal: "findServicePrincipals" } as const;
  const canAssignTo = (["User", "ServicePrincipal"] as const).filter(
    (kind) => can("readValues") && can("writeValues") && can(kinds[kind]),
  );
  return { abilities, canAssignTo };
}

function judgeOne({ name, what, permissions, roles }: Requirement, claims: TokenClaims): Ability {
  const forUser = actsForUser(claims);
  const granted = forUser ? claims.scopes : claims.roles;
  const [least] = permissions;
  if (!permissions.some((permission) => granted.includes(permission))) {
    const kind = forUser ? "delegated" : "application";
    const missing = `grant the ${kind} permission ${least}, with admin consent`;
    return { name, what, answer: "no", missing };
  }
  const held = claims.directoryRoles.map((id) => roleNames.get(id.toLowerCase()));
  if (!forUser || roles.length === 0 || roles.some((role) => held.includes(role))) {
    return { name, what, answer: "yes", missing: undefined };
  }
  const missing =
    `needs the role ${roles.slice(0, 2).join(" or ")} as well; for single attribute sets it may be held, ` +
    "which a token does not show";
  return { name, what, answer: "perhaps", missing };
}
