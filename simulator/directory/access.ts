import type { Assumptions } from "../assumptions";
import type { PrincipalKind } from "./principal";
import { attributeSetScope, directoryRoles, type RoleAssignments } from "./roleAssignments";

/** Who is asking, as their token says. */
export interface Caller {
  readonly clientId: string;
  /** The object id of the user, or of the service principal that asks for itself. */
  readonly objectId: string;
  /** App roles, for an app that asks for itself. */
  readonly roles: readonly string[];
  /** Delegated scopes, for an app that asks for a user; undefined for an app that asks for itself. */
  readonly scopes: readonly string[] | undefined;
  /** Template ids of the directory roles held for the whole tenant. */
  readonly wids: readonly string[];
}

const { assignmentAdministrator, assignmentReader, definitionAdministrator, definitionReader } =
  directoryRoles;

const objectPermissions = {
  user: { read: ["User.Read.All", "User.ReadWrite.All"], write: ["User.ReadWrite.All"] },
  servicePrincipal: {
    read: ["Application.Read.All", "Application.ReadWrite.All"],
    write: ["Application.ReadWrite.All"],
  },
  application: {
    read: ["Application.Read.All", "Application.ReadWrite.All"],
    write: ["Application.ReadWrite.All"],
  },
  group: {
    read: ["Group.Read.All", "Group.ReadWrite.All", "GroupMember.Read.All"],
    write: ["Group.ReadWrite.All"],
  },
  device: { read: ["Device.Read.All", "Device.ReadWrite.All"], write: ["Device.ReadWrite.All"] },
} as const satisfies Record<PrincipalKind, { read: string[]; write: string[] }>;

const readValues = ["CustomSecAttributeAssignment.Read.All", "CustomSecAttributeAssignment.ReadWrite.All"];
const writeValues = ["CustomSecAttributeAssignment.ReadWrite.All"];
const readDefinitions = [
  "CustomSecAttributeDefinition.Read.All",
  "CustomSecAttributeDefinition.ReadWrite.All",
];
const writeDefinitions = ["CustomSecAttributeDefinition.ReadWrite.All"];

/**
 * What one caller may do (§3). A permission is an app role or a delegated scope; with a scope, a directory role is
 * needed too. The questions that take an attribute set mean all of them, those to come included, where none is given.
 */
export class Access {
  readonly caller: Caller;
  readonly #assignments: RoleAssignments;
  readonly #assume: Assumptions;

  constructor(caller: Caller, assignments: RoleAssignments, assume: Assumptions) {
    this.caller = caller;
    this.#assignments = assignments;
    this.#assume = assume;
  }

  mayReadObjects(kind: PrincipalKind): boolean {
    const permissions = [...objectPermissions[kind].read, "Directory.Read.All", "Directory.ReadWrite.All"];
    return this.#hasPermission(permissions);
  }

  /** Documented is Directory.Read.All for `/directoryObjects`, whatever kind the object is of. */
  mayReadDirectoryObjects(kind: PrincipalKind): boolean {
    if (this.#assume.directoryObjects === "withOwnPermission") return this.mayReadObjects(kind);
    return this.#hasPermission(["Directory.Read.All", "Directory.ReadWrite.All"]);
  }

  mayWriteObjects(kind: PrincipalKind): boolean {
    return this.#hasPermission([...objectPermissions[kind].write, "Directory.ReadWrite.All"]);
  }

  mayReadValues(attributeSet?: string): boolean {
    return this.#mayUse(readValues, [assignmentReader, assignmentAdministrator], attributeSet);
  }

  mayWriteValues(attributeSet?: string): boolean {
    return this.#mayUse(writeValues, [assignmentAdministrator], attributeSet);
  }

  mayReadDefinitions(attributeSet?: string): boolean {
    const roles = [definitionReader, definitionAdministrator, assignmentReader, assignmentAdministrator];
    return this.#mayUse(readDefinitions, roles, attributeSet);
  }

  mayWriteDefinitions(attributeSet?: string): boolean {
    return this.#mayUse(writeDefinitions, [definitionAdministrator], attributeSet);
  }

  mayAssignRoles(): boolean {
    return this.#hasPermission(["RoleManagement.ReadWrite.Directory"]);
  }

  #hasPermission(permissions: readonly string[]): boolean {
    const granted = this.caller.scopes ?? this.caller.roles;
    return permissions.some((permission) => granted.includes(permission));
  }

  #mayUse(
    permissions: readonly string[],
    roles: readonly string[],
    attributeSet: string | undefined,
  ): boolean {
    if (this.caller.scopes) return this.#hasPermission(permissions) && this.#hasRole(roles, attributeSet);
    if (this.#hasPermission(permissions)) return true;
    return this.#assume.directoryRoleOfApp === "suffices" && this.#hasRole(roles, attributeSet);
  }

  #hasRole(roles: readonly string[], attributeSet: string | undefined): boolean {
    const { objectId, wids } = this.caller;
    return (
      roles.some((role) => wids.includes(role)) ||
      this.#assignments.has(objectId, roles, "/") ||
      (attributeSet !== undefined && this.#assignments.has(objectId, roles, attributeSetScope(attributeSet)))
    );
  }
}
