import { isObjectId, isPrincipalName } from "../../entra/principal";
import { nameProblem, caseVariants, nearestName } from "../../entra/names";
import { propertyPath } from "../../pulumi/propertyPath";
import { isUnknown } from "../../pulumi/unknown";
import { int32, limits } from "../../entra/values";

/** Inputs as the engine hands them over: plain JSON with nothing checked, unknowns at any depth. */
export type RawInputs = Record<string, unknown>;

/** One problem with the inputs: the path of the property, and what is wrong with it. It never holds a value. */
interface Problem {
  readonly path: string;
  readonly reason: string;
}

/** What Pulumi takes from a check: the inputs as they go into state, and why they may not. */
export interface CheckResult {
  readonly inputs: RawInputs;
  readonly failures: { property: string; reason: string }[];
}

const required = ["principalType", "principalId", "attributeSet", "attributes"] as const;
const choices = {
  principalType: ["User", "ServicePrincipal"],
  onConflict: ["fail", "overwrite"],
  onDelete: ["clear", "force"],
} as const;
const known = [...required, "onConflict", "onDelete"];

/**
 * Checks the inputs of an assignment without asking the tenant, and brings them into the shape that stands in state: an
 * object id in lower case, no names without a value. Unknowns pass wherever they stand.
 */
export function checkInputs(raw: RawInputs): CheckResult {
  const problems = [
    ...missingInputs(raw),
    ...unknownInputs(raw),
    ...choiceProblems(raw),
    ...principalProblems(raw),
    ...attributeSetProblems(raw.attributeSet),
    ...attributesProblems(raw.attributes),
  ];
  return {
    inputs: normalise(raw),
    // The engine would print the whole value of a property it knows, secrets in clear, so the path stands in the text.
    failures: bounded(problems.map(({ path, reason }) => `${path}: ${reason}`)).map((reason) => ({
      property: "",
      reason,
    })),
  };
}

/** More lines than these nobody reads. */
const mostFailures = 20;

function bounded(lines: readonly string[]): readonly string[] {
  const more = lines.length - mostFailures;
  return more <= 0 ? lines : [...lines.slice(0, mostFailures), `and ${more} more of this kind`];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function missingInputs(raw: RawInputs): Problem[] {
  return required.filter((name) => !isGiven(raw[name])).map((path) => ({ path, reason: "is required" }));
}

function unknownInputs(raw: RawInputs): Problem[] {
  const names = Object.keys(raw).filter((name) => name !== "__provider" && !known.includes(name));
  return names.map((name) => {
    const meant = nearestName(name, known);
    const advice = meant ? `; did you mean \`${meant}\`?` : `; the inputs are ${known.join(", ")}`;
    return { path: propertyPath(name), reason: `is not an input of this resource${advice}` };
  });
}

function choiceProblems(raw: RawInputs): Problem[] {
  return Object.entries(choices).flatMap(([path, words]) => {
    const value = raw[path];
    if (!isGiven(value) || isUnknown(value) || (words as readonly unknown[]).includes(value)) return [];
    const meant = typeof value === "string" ? nearestName(value, words) : undefined;
    const advice = meant ? `; did you mean "${meant}"?` : "";
    return [{ path, reason: `must be ${words.map((word) => `"${word}"`).join(" or ")}${advice}` }];
  });
}

function principalProblems({ principalId, principalType }: RawInputs): Problem[] {
  const path = "principalId";
  if (!isGiven(principalId) || isUnknown(principalId)) return [];
  if (typeof principalId === "string" && isObjectId(principalId)) return [];
  const objectId = "an object id such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  if (principalType !== "ServicePrincipal") {
    if (typeof principalId === "string" && isPrincipalName(principalId)) return [];
    return [{ path, reason: `must be ${objectId}, or the user principal name of a user` }];
  }
  return [
    {
      path,
      reason:
        `must be ${objectId}: the object id of the service principal (in Entra: the enterprise application), ` +
        "not its name, its client id or the object id of the app registration",
    },
  ];
}

function attributeSetProblems(attributeSet: unknown): Problem[] {
  if (!isGiven(attributeSet) || isUnknown(attributeSet)) return [];
  const reason =
    typeof attributeSet === "string"
      ? nameProblem(attributeSet, "attribute set")
      : "must be the name of an attribute set, a string";
  return reason ? [{ path: "attributeSet", reason }] : [];
}

function attributesProblems(attributes: unknown): Problem[] {
  if (!isGiven(attributes) || isUnknown(attributes)) return [];
  if (!isPlainObject(attributes)) {
    return [{ path: "attributes", reason: "must be a map from attribute names to values" }];
  }
  const named = Object.entries(attributes).filter(([, value]) => isGiven(value));
  const validNames = named.map(([name]) => name).filter((name) => !nameProblem(name, "attribute"));
  return [
    ...named.flatMap(([name, value]) => attributeProblems(name, value)),
    ...caseVariants(validNames).map((names) => ({
      path: "attributes",
      reason: `${names.join(" and ")} differ only in upper and lower case, and Entra has one attribute of that name`,
    })),
    ...countProblems(named.map(([, value]) => value)),
  ];
}

function attributeProblems(name: string, value: unknown): Problem[] {
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

function scalarProblem(value: unknown): string | undefined {
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

function countProblems(values: readonly unknown[]): Problem[] {
  const count = values.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
  if (count <= limits.valuesPerPrincipal) return [];
  return [
    {
      path: "attributes",
      reason: `holds ${count} values, and Entra keeps at most ${limits.valuesPerPrincipal} on one user or service principal, each element of a list counted`,
    },
  ];
}

function normalise(raw: RawInputs): RawInputs {
  const { principalId, attributes } = raw;
  return {
    ...Object.fromEntries(Object.entries(raw).filter(([, value]) => isGiven(value))),
    ...(typeof principalId === "string" && isObjectId(principalId) && !isUnknown(principalId)
      ? { principalId: principalId.toLowerCase() }
      : {}),
    ...(isPlainObject(attributes)
      ? { attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => isGiven(value))) }
      : {}),
  };
}
