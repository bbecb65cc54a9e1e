/** Template ids of the directory roles that have to do with custom security attributes. */
export const directoryRoles = {
  assignmentAdministrator: "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d",
  assignmentReader: "ffd52fa5-98dc-465c-991d-fc073eb59f8f",
  definitionAdministrator: "8424c6f0-a189-499e-bbd0-26c1753c96d4",
  definitionReader: "1d336d2c-4ae8-42ef-9711-b3604ce3fc2c",
} as const;

export interface RoleAssignment {
  readonly id: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** `/` for the whole tenant, or `/attributeSets/{name}`. */
  readonly directoryScopeId: string;
}

export function attributeSetScope(attributeSet: string): string {
  return `/attributeSets/${attributeSet}`;
}

/** Directory roles of callers. Unlike app roles they need no new token to take effect. */
export class RoleAssignments {
  readonly #all: RoleAssignment[] = [];

  add(assignment: RoleAssignment): RoleAssignment {
    this.#all.push(assignment);
    return assignment;
  }

  list(): RoleAssignment[] {
    return [...this.#all];
  }

  has(principalId: string, roles: readonly string[], scope: string): boolean {
    return this.#all.some(
      (assignment) =>
        assignment.principalId === principalId &&
        assignment.directoryScopeId === scope &&
        roles.includes(assignment.roleDefinitionId),
    );
  }
}
