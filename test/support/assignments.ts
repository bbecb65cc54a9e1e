import type { Observed } from "../../provider/principals/patch";
import type { Assignment, AssignmentState } from "../../provider/resources/assignment/state";
import type { AttributeValue } from "../../provider/entra/values";

export type Values = Record<string, AttributeValue>;

export const objectId = "a11ce000-0000-4000-8000-000000000001";

/** An assignment to one user, of which a test says only what matters to it. */
export function assignment(attributes: Values, others: Partial<Assignment> = {}): Assignment {
  return {
    principalType: "User",
    principalId: objectId,
    attributeSet: "Engineering",
    attributes: new Map(Object.entries(attributes)),
    onConflict: undefined,
    onDelete: undefined,
    ...others,
  };
}

export function stateOf(desired: Assignment, drifted: readonly string[] = []): AssignmentState {
  return { ...desired, principalObjectId: objectId, drifted };
}

export function seen(values: Values, mayBeHidden = false): Observed {
  return { attributes: new Map(Object.entries(values)), mayBeHidden };
}
