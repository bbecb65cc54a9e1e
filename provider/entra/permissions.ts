/** The claims of an access token that say what its bearer may do. */
export interface Permissions {
  /** Application permissions, granted to an app that acts for itself. */
  readonly roles: readonly string[];
  /** Delegated permissions, of an app that acts for a signed-in user. */
  readonly scopes: readonly string[];
  /** Template ids of the directory roles that the signed-in user holds for the whole tenant. */
  readonly directoryRoles: readonly string[];
}

const readsValues = /^CustomSecAttributeAssignment\.Read(?:Write)?\.All$/;

const attributeAssignmentRoles: ReadonlySet<string> = new Set([
  "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d", // Attribute Assignment Administrator
  "ffd52fa5-98dc-465c-991d-fc073eb59f8f", // Attribute Assignment Reader
]);

/**
 * Whether a token alone proves that its bearer sees every custom security attribute. A role that is limited to one
 * attribute set does not appear in tokens, so a "no" only means that the values themselves must prove it.
 */
export function provesSight({ roles, scopes, directoryRoles }: Permissions): boolean {
  return (
    roles.some((role) => readsValues.test(role)) ||
    (scopes.some((scope) => readsValues.test(scope)) &&
      directoryRoles.some((role) => attributeAssignmentRoles.has(role.toLowerCase())))
  );
}
