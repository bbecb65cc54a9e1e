import type { PrincipalType } from "../../../provider/entra/principal";
import type { AttributeValue } from "../../../provider/entra/values";
import type { Observed } from "../../../provider/principals/patch";
import type { Assignment, AssignmentState } from "../../../provider/resources/assignment/state";

export type Values = Record<string, AttributeValue>;

export const objectId = "a11ce000-0000-4000-8000-000000000001";

interface Others extends Partial<Omit<Assignment, "place">> {
  readonly principalType?: PrincipalType;
  readonly principalId?: string;
}

/** An assignment to one user, of which a test says only what matters to it. */
export function assignment(attributes: Values, others: Others = {}): Assignment {
  const { principalType = "User", principalId = objectId, ...rest } = others;
  return {
    place: { principal: { type: principalType, id: principalId }, attributeSet: "Engineering" },
    attributes: new Map(Object.entries(attributes)),
    ignored: [],
    onConflict: undefined,
    onDelete: undefined,
    ...rest,
  };
}

export function stateOf(desired: Assignment, drifted: readonly string[] = []): AssignmentState {
  const { place, attributes, onConflict, onDelete } = desired;
  return { place, attributes, onConflict, onDelete, principalObjectId: objectId, drifted };
}

export function seen(values: Values, others: Partial<Omit<Observed, "attributes">> = {}): Observed {
  return { attributes: new Map(Object.entries(values)), mayBeHidden: false, ...others };
}
