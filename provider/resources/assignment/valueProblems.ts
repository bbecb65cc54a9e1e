import { nameProblem } from "../../entra/names";
import { int32, limits } from "../../entra/values";
import { propertyPath } from "../../pulumi/propertyPath";
import { isUnknown } from "../../pulumi/unknown";
import type { Problem } from "../resource";

/** What is wrong with one attribute, its name or its value, before the tenant is asked. */
export function attributeProblems(name: string, value: unknown): Problem[] {
  const path = propertyPath("attributes", name);
  const wrongName = nameProblem(name, "attribute");
  if (wrongName) return [{ path, reason: wrongName }];
  if (isUnknown(value)) return [];
  if (!Array.isArray(value)) {
    const reason = typeof value === "boolean" ? undefined : scalarProblem(value);
    return reason ? [{ path, reason }] : [];
  }
  return collectionProblems(path, value);
}

/** What is wrong with a string or a number, wherever it stands. */
export function scalarProblem(value: unknown): string | undefined {
  if (typeof value === "string") return stringProblem(value);
  if (typeof value === "number") return numberProblem(value);
  return "must be a string, a Boolean, a whole number, or a list of strings or of whole numbers";
}

function stringProblem(value: string): string | undefined {
  if (value === "")
    return "must not be an empty string: Entra has no such value. Leave the name out to clear it";
  if (/\p{Cs}/u.test(value)) return "must be valid Unicode: it holds half of a surrogate pair";
  if ([...value].length > limits.valueLength) return `must have at most ${limits.valueLength} characters`;
  return undefined;
}

function numberProblem(value: number): string | undefined {
  if (Number.isInteger(value) && value >= int32.min && value <= int32.max) return undefined;
  return `must be a whole number from ${int32.min} to ${int32.max}; Entra keeps other numbers only as strings`;
}

function collectionProblems(path: string, values: readonly unknown[]): Problem[] {
  if (values.length === 0) {
    return [
      { path, reason: "must not be an empty list: Entra has no such value. Leave the name out to clear it" },
    ];
  }
  const problems = values.flatMap((value, index) => {
    const reason = isUnknown(value) ? undefined : elementProblem(value);
    return reason ? [{ path: `${path}[${index}]`, reason }] : [];
  });
  if (problems.length > 0) return problems;
  const knownValues = values.filter((value) => !isUnknown(value));
  if (new Set(knownValues.map((value) => typeof value)).size > 1) {
    return [{ path, reason: "must hold either strings or whole numbers, not both" }];
  }
  return new Set(knownValues).size === knownValues.length
    ? []
    : [{ path, reason: "holds the same value twice, and Entra keeps collections as sets" }];
}

function elementProblem(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "number") return scalarProblem(value);
  if (typeof value === "boolean")
    return "must be a string or a whole number: Entra has no collections of Booleans";
  if (Array.isArray(value)) return "must be a string or a whole number: Entra has no nested lists";
  return "must be a string or a whole number";
}
