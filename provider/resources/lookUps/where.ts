import type { Condition } from "../../entra/condition";
import { isRecord } from "../../entra/isRecord";
import { nameProblem } from "../../entra/names";
import { propertyPath } from "../../pulumi/propertyPath";
import { scalarProblem } from "../assignment/valueProblems";
import type { Problem } from "../resource";

/** A condition, and where in the arguments it stands. */
export interface PlacedCondition extends Condition {
  readonly path: string;
}

export interface Where {
  readonly conditions: readonly PlacedCondition[];
  readonly problems: readonly Problem[];
}

const example = '{ Engineering: { Project: "Baker" } }';

/**
 * Reads conditions by attribute set and attribute. Nothing that is odd is left out: with fewer conditions, Graph finds more
 * principals than intended.
 */
export function readWhere(where: unknown): Where {
  const sets = membersOf(where);
  if (sets.length === 0) return problem("where", `must hold at least one condition, such as ${example}`);
  return merged(
    sets.map(([attributeSet, attributes]) => {
      const path = propertyPath("where", attributeSet);
      const wrongName = nameProblem(attributeSet, "attribute set");
      if (wrongName) return problem(path, wrongName);
      const members = membersOf(attributes);
      if (members.length === 0) return problem(path, `must hold at least one condition, as in ${example}`);
      return merged(members.map(([name, given]) => readAttribute(attributeSet, name, given)));
    }),
  );
}

function readAttribute(attributeSet: string, name: string, given: unknown): Where {
  const path = propertyPath("where", attributeSet, name);
  const wrongName = nameProblem(name, "attribute");
  if (wrongName) return problem(path, wrongName);
  if (!isRecord(given)) return readCondition({ attributeSet, name, operator: "eq", path }, given);
  const members = Object.entries(given);
  if (members.length === 0) return problem(path, `must be a value, or ${forms}`);
  return merged(
    members.map(([operator, value]) => {
      const below = `${path}.${propertyPath(operator)}`;
      if (operator !== "eq" && operator !== "ne" && operator !== "startsWith") {
        return problem(below, `is not a condition that Graph supports; the conditions are ${forms}`);
      }
      return readCondition({ attributeSet, name, operator, path: below }, value);
    }),
  );
}

const forms = "{ eq: value }, { ne: value } and { startsWith: text }";

function readCondition(about: Omit<PlacedCondition, "value">, value: unknown): Where {
  const { path, operator } = about;
  if (value === undefined || value === null) {
    return problem(path, "must have a value: leaving this condition out would find more principals");
  }
  if (Array.isArray(value)) {
    return problem(
      path,
      "must be one value: if the attribute is a collection, principals whose collection contains it are found",
    );
  }
  if (value === "") return problem(path, "must not be an empty string: Entra has no such value");
  const isScalar = ["string", "number", "boolean"].includes(typeof value);
  if (!isScalar || (operator === "startsWith" && typeof value !== "string")) {
    return problem(
      path,
      `must be ${operator === "startsWith" ? "a string" : "a string, a whole number, or true or false"}`,
    );
  }
  const reason = typeof value === "boolean" ? undefined : scalarProblem(value);
  if (reason) return problem(path, reason);
  return { conditions: [{ ...about, value: value as Condition["value"] }], problems: [] };
}

function problem(path: string, reason: string): Where {
  return { conditions: [], problems: [{ path, reason }] };
}

function merged(parts: readonly Where[]): Where {
  return {
    conditions: parts.flatMap(({ conditions }) => conditions),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function membersOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
