import type { Condition } from "../../entra/condition";
import type { DefinedSet, Definition } from "../../entra/definition";
import { undefinedAttribute, undefinedSet } from "../../entra/undefinedName";
import { propertyPath } from "../../pulumi/propertyPath";
import { typeMismatch } from "../assignment/typeMismatch";
import type { Problem } from "../resource";
import type { PlacedCondition } from "./where";

/**
 * What of the conditions on one attribute set cannot hold in a tenant that defines it so. Graph would answer some of them
 * with no principals and, where a value is excluded, with all of them.
 */
export function conditionProblems(
  attributeSet: string,
  conditions: readonly PlacedCondition[],
  defined: DefinedSet,
): Problem[] {
  if (!defined.exists) {
    const { reason } = undefinedSet(attributeSet, defined.attributeSets);
    return [{ path: propertyPath("where", attributeSet), reason }];
  }
  const names = defined.definitions.map(({ name }) => name);
  return conditions
    .filter((condition) => condition.attributeSet === attributeSet)
    .flatMap((condition): Problem[] => {
      const { path, name } = condition;
      const definition = defined.definitions.find((one) => one.name === name);
      if (!definition) return [{ path, reason: undefinedAttribute(attributeSet, name, names).reason }];
      const reason = problemWith(condition, definition);
      return reason === undefined ? [] : [{ path, reason }];
    });
}

function problemWith({ operator, value }: Condition, definition: Definition): string | undefined {
  if (!definition.isSearchable) {
    return "the attribute is not searchable (isSearchable, which can't be changed), so Graph cannot filter by it";
  }
  const { type } = definition;
  if (operator === "startsWith" && type !== undefined && type !== "String") {
    return `the attribute is defined as ${type}, and startsWith works only with strings`;
  }
  // One value of a collection is looked for.
  const mismatch = typeMismatch(value, { ...definition, isCollection: false });
  return mismatch && `the attribute is defined as ${mismatch.defined}, so this must be ${mismatch.needed}`;
}
