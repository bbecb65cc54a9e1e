import type { PrincipalType } from "./principal";

/** The claims of an access token that say what its bearer may do. */
export interface Permissions {
  /** Application permissions, granted to an app that acts for itself. */
  readonly roles: readonly string[];
  /** Delegated permissions, of an app that acts for a signed-in user. */
  readonly scopes: readonly string[];
  /** Template ids of the directory roles that the signed-in user holds for the whole tenant. */
  readonly directoryRoles: readonly string[];
}

/** What something takes at Microsoft Graph (reference: "Permissions and roles for custom security attributes"). */
export interface Requirement {
  /** One of these is enough; the first is the least, and is the one to ask for. */
  readonly permissions: readonly [string, ...string[]];
  /** A signed-in user needs one of these directory roles as well. */
  readonly roles: readonly string[];
}

const assignmentReader = "Attribute Assignment Reader";
const assignmentAdministrator = "Attribute Assignment Administrator";
const definitionReader = "Attribute Definition Reader";
const definitionAdministrator = "Attribute Definition Administrator";

/** The one table of permissions and roles: errors, the proof that a caller sees values, and `whoami` read it. */
export const requirements = {
  readValues: {
    permissions: ["CustomSecAttributeAssignment.Read.All", "CustomSecAttributeAssignment.ReadWrite.All"],
    roles: [assignmentReader, assignmentAdministrator],
  },
  writeValues: {
    permissions: ["CustomSecAttributeAssignment.ReadWrite.All"],
    roles: [assignmentAdministrator],
  },
  readDefinitions: {
    permissions: ["CustomSecAttributeDefinition.Read.All", "CustomSecAttributeDefinition.ReadWrite.All"],
    roles: [assignmentReader, assignmentAdministrator, definitionReader, definitionAdministrator],
  },
  writeDefinitions: {
    permissions: ["CustomSecAttributeDefinition.ReadWrite.All"],
    roles: [definitionAdministrator],
  },
  findUsers: {
    permissions: ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
    roles: [],
  },
  findServicePrincipals: {
    permissions: [
      "Application.Read.All",
      "Application.ReadWrite.All",
      "Directory.Read.All",
      "Directory.ReadWrite.All",
    ],
    roles: [],
  },
} as const satisfies Record<string, Requirement>;

/** What it takes to find the principals of a type. */
export function requirementToFind(type: PrincipalType): Requirement {
  return type === "User" ? requirements.findUsers : requirements.findServicePrincipals;
}

/** Names of the directory roles that count here, by the template ids that stand in tokens. */
export const roleNames: ReadonlyMap<string, string> = new Map([
  ["58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d", assignmentAdministrator],
  ["ffd52fa5-98dc-465c-991d-fc073eb59f8f", assignmentReader],
  ["8424c6f0-a189-499e-bbd0-26c1753c96d4", definitionAdministrator],
  ["1d336d2c-4ae8-42ef-9711-b3604ce3fc2c", definitionReader],
]);

/** A token for a signed-in user carries scopes, one for an app itself carries roles. */
export function actsForUser({ scopes }: Pick<Permissions, "scopes">): boolean {
  return scopes.length > 0;
}

/** Whether a permission was granted; a signed-in user may need a role besides. */
export function isGranted({ permissions }: Requirement, { roles, scopes }: Permissions): boolean {
  const granted = scopes.length > 0 ? scopes : roles;
  return permissions.some((permission) => granted.includes(permission));
}

/** Whether the tenant-wide roles of a token include one that is needed. */
export function holdsRole({ roles }: Requirement, { directoryRoles }: Permissions): boolean {
  return directoryRoles.some((id) => roles.includes(roleNames.get(id.toLowerCase()) ?? ""));
}

/**
 * Whether a token alone proves that its bearer sees every custom security attribute. A role that is limited to one
 * attribute set does not appear in tokens, so a "no" only means that the values themselves must prove it.
 */
export function provesSight(token: Permissions): boolean {
  const { permissions } = requirements.readValues;
  if (token.roles.some((role) => (permissions as readonly string[]).includes(role))) return true;
  return isGranted(requirements.readValues, token) && holdsRole(requirements.readValues, token);
}
