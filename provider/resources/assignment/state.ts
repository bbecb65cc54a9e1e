import type { PrincipalType } from "../../entra/principal";
import type { Place } from "../../entra/place";
import { attributesFrom, recordFrom, type Attributes, type AttributeValue } from "../../entra/values";

/** What create and update do with a name that holds a different value already. */
export type ConflictPolicy = "fail" | "overwrite";

/** Which of the owned names are cleared when they are given up: those still as written, or all. */
export type DeletePolicy = "clear" | "force";

/** What the program asks for: inputs that have passed `check` and hold no unknowns. */
export interface Assignment {
  /** With the principal as the program names it: by object id or, for a user, by user principal name. */
  readonly place: Place;
  readonly attributes: Attributes;
  /** Names that are missing in the tenant and that `ignoreChanges` leaves to others: still owned, and not asked for. */
  readonly ignored: readonly string[];
  readonly onConflict: ConflictPolicy | undefined;
  readonly onDelete: DeletePolicy | undefined;
}

/** What Pulumi remembers of an assignment between two runs. */
export interface AssignmentState extends Omit<Assignment, "ignored"> {
  readonly principalObjectId: string;
  /** Owned names whose value is not what this resource last wrote, changed or missing, as the last read showed. */
  readonly drifted: readonly string[];
}

/** The names an assignment answers for, including those that are missing in the tenant at the moment. */
export function ownedNames(state: Pick<AssignmentState, "attributes" | "drifted">): Set<string> {
  return new Set([...state.attributes.keys(), ...state.drifted]);
}

/** The place itself, as opposed to how the program names its principal. */
export function placeOf({ place, principalObjectId }: AssignmentState): Place {
  return { ...place, principal: { ...place.principal, id: principalObjectId } };
}

/**
 * The outputs or inputs of a resource, as they stand in state. It is a public format that only grows. A name that is owned
 * and missing stands as null: Pulumi keeps the mark of a secret only where a property stays.
 */
export interface SavedAssignment {
  principalType: PrincipalType;
  principalId: string;
  attributeSet: string;
  attributes: Record<string, AttributeValue | null>;
  onConflict?: ConflictPolicy;
  onDelete?: DeletePolicy;
}

export interface SavedState extends SavedAssignment {
  principalObjectId: string;
  drifted: string[];
}

/** Reads inputs that `check` has passed. The engine hands them over as plain JSON. */
export function loadAssignment(inputs: SavedAssignment): Assignment {
  const { principalType, principalId, attributeSet, attributes, onConflict, onDelete } = inputs;
  return {
    place: { principal: { type: principalType, id: principalId }, attributeSet },
    attributes: attributesFrom(attributes),
    ignored: Object.keys(attributes).filter((name) => attributes[name] === null),
    onConflict,
    onDelete,
  };
}

export function loadState(outputs: SavedState): AssignmentState {
  const { place, attributes, onConflict, onDelete } = loadAssignment(outputs);
  const { principalObjectId, drifted } = outputs;
  return { place, attributes, onConflict, onDelete, principalObjectId, drifted: drifted ?? [] };
}

/** What a refresh or a `get` gives the engine as inputs, with nothing undefined in it. */
export function saveInputs(state: AssignmentState): SavedAssignment {
  const { place, attributes, drifted, onConflict, onDelete } = state;
  const missing = drifted.filter((name) => !attributes.has(name)).map((name) => [name, null] as const);
  return {
    principalType: place.principal.type,
    principalId: place.principal.id,
    attributeSet: place.attributeSet,
    attributes: { ...recordFrom(attributes), ...Object.fromEntries(missing) },
    ...(onConflict && { onConflict }),
    ...(onDelete && { onDelete }),
  };
}

export function saveState(state: AssignmentState): SavedState {
  const { principalObjectId, drifted } = state;
  return { ...saveInputs(state), principalObjectId, drifted: [...drifted] };
}
