import type { PrincipalType } from "../../entra/principal";
import { attributesFrom, recordFrom, type Attributes, type AttributeValue } from "../../entra/values";

/** What create and update do with a name that holds a different value already. */
export type ConflictPolicy = "fail" | "overwrite";

/** Which of the owned names delete clears: those still as written, or all. */
export type DeletePolicy = "clear" | "force";

/** What the program asks for: inputs that have passed `check` and hold no unknowns. */
export interface Assignment {
  readonly principalType: PrincipalType;
  /** As the program gave it: an object id in lower case, or the user principal name of a user. */
  readonly principalId: string;
  readonly attributeSet: string;
  readonly attributes: Attributes;
  readonly onConflict: ConflictPolicy | undefined;
  readonly onDelete: DeletePolicy | undefined;
}

/** What Pulumi remembers of an assignment between two runs. */
export interface AssignmentState extends Assignment {
  readonly principalObjectId: string;
  /** Owned names whose value somebody else changed or took away, as the last refresh saw it. */
  readonly drifted: readonly string[];
}

/** The names an assignment answers for, including those that are missing in the tenant at the moment. */
export function ownedNames(state: AssignmentState): Set<string> {
  return new Set([...state.attributes.keys(), ...state.drifted]);
}

/** The outputs or inputs of a resource, as they stand in state. It is a public format that only grows. */
export interface SavedAssignment {
  principalType: PrincipalType;
  principalId: string;
  attributeSet: string;
  attributes: Record<string, AttributeValue>;
  onConflict?: ConflictPolicy;
  onDelete?: DeletePolicy;
}

export interface SavedState extends SavedAssignment {
  principalObjectId: string;
  drifted: string[];
}

/** Reads inputs that `check` has passed. The engine hands them over as plain JSON. */
export function loadAssignment(inputs: SavedAssignment): Assignment {
  return {
    principalType: inputs.principalType,
    principalId: inputs.principalId,
    attributeSet: inputs.attributeSet,
    attributes: attributesFrom(inputs.attributes),
    onConflict: inputs.onConflict,
    onDelete: inputs.onDelete,
  };
}

export function loadState(outputs: SavedState): AssignmentState {
  return {
    ...loadAssignment(outputs),
    principalObjectId: outputs.principalObjectId,
    drifted: outputs.drifted ?? [],
  };
}

/** Leaves out what is undefined: the dynamic provider host cannot send it to the engine. */
export function saveAssignment(assignment: Assignment): SavedAssignment {
  return {
    principalType: assignment.principalType,
    principalId: assignment.principalId,
    attributeSet: assignment.attributeSet,
    attributes: recordFrom(assignment.attributes),
    ...(assignment.onConflict && { onConflict: assignment.onConflict }),
    ...(assignment.onDelete && { onDelete: assignment.onDelete }),
  };
}

export function saveState(state: AssignmentState): SavedState {
  return {
    ...saveAssignment(state),
    principalObjectId: state.principalObjectId,
    drifted: [...state.drifted],
  };
}
