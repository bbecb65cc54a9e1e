import type { PrincipalRecord } from "./principalRecord";
import type { AttributeValue } from "./values";

/** What a principal has to hold to be found, as Graph can be asked for it. */
export interface Condition {
  readonly attributeSet: string;
  readonly name: string;
  /** On a collection, `eq` means that it contains the value, and `ne` that it does not. `ne` holds without any value, too. */
  readonly operator: "eq" | "ne" | "startsWith";
  readonly value: string | number | boolean;
}

/** Whether a principal has all that is asked for, as Graph would answer; upper and lower case count. */
export function holdsAll({ attributes }: PrincipalRecord, conditions: readonly Condition[]): boolean {
  return conditions.every((one) => holds(one, attributes.get(one.attributeSet)?.get(one.name)));
}

function holds({ operator, value: wanted }: Condition, value: AttributeValue | undefined): boolean {
  const elements: readonly unknown[] = value === undefined ? [] : [value].flat();
  switch (operator) {
    case "eq":
      return elements.includes(wanted);
    case "ne":
      return !elements.includes(wanted);
    case "startsWith":
      return elements.some((element) => typeof element === "string" && element.startsWith(String(wanted)));
  }
}
