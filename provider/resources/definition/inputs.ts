import { schemaLimits } from "../../entra/definition";
import { int32, limits } from "../../entra/values";
import { isUnknown } from "../../pulumi/unknown";
import {
  choiceProblems,
  missingInputs,
  nameProblems,
  textLengthProblems,
  truthProblems,
  unknownInputs,
} from "../inputProblems";
import { isGiven, withoutNulls } from "../rawInputs";
import type { Problem, RawInputs } from "../resource";
import { defaults } from "./state";

const truths = ["isCollection", "isSearchable", "usePreDefinedValuesOnly"] as const;
const required = ["attributeSet", "name", "type"] as const;
const known = [...required, "description", ...truths, "status", "allowedValues", "onConflict"];

export const choices = {
  type: ["Boolean", "Integer", "String"],
  status: ["Available", "Deprecated"],
  onConflict: ["fail", "overwrite"],
} as const;

/** The inputs with the defaults, and with predefined values as the strings that Entra keeps. */
export function normalise(raw: RawInputs): RawInputs {
  const given = withoutNulls(raw);
  const { allowedValues } = given;
  return {
    ...defaults,
    ...given,
    ...(raw["type"] !== "String" &&
      Array.isArray(allowedValues) && {
        allowedValues: allowedValues.map((value: unknown) =>
          typeof value === "number" ? String(value) : value,
        ),
      }),
  };
}

/**
 * What is wrong with the inputs of a definition, before the tenant is asked. Unknowns pass.
 *
 * @param raw Inputs with the defaults.
 * @param olds Inputs of the last run, if there was one.
 */
export function definitionProblems(raw: RawInputs, olds: RawInputs): Problem[] {
  const problems = [
    ...missingInputs(raw, required),
    ...unknownInputs(raw, known),
    ...choiceProblems(raw, choices),
    ...nameProblems(raw, "attributeSet", "attribute set"),
    ...nameProblems(raw, "name", "attribute"),
    ...textLengthProblems(raw, "description", schemaLimits.descriptionLength),
    ...truthProblems(raw, truths),
    ...booleanProblems(raw),
    ...allowedValuesProblems(raw),
  ];
  return problems.length > 0 ? problems : changeProblems(raw, olds);
}

function booleanProblems(raw: RawInputs): Problem[] {
  if (raw["type"] !== "Boolean") return [];
  const values = raw["allowedValues"];
  return [
    ...(raw["isCollection"] === true
      ? [{ path: "isCollection", reason: "must be false: Entra has no collections of Booleans" }]
      : []),
    ...(raw["usePreDefinedValuesOnly"] === true
      ? [{ path: "usePreDefinedValuesOnly", reason: "must be false: a Boolean has no predefined values" }]
      : []),
    ...(Array.isArray(values) && values.length > 0
      ? [{ path: "allowedValues", reason: "must be left out: a Boolean has no predefined values" }]
      : []),
  ];
}

function allowedValuesProblems(raw: RawInputs): Problem[] {
  const path = "allowedValues";
  const values = raw[path];
  if (!isGiven(values) || isUnknown(values)) return [];
  if (!Array.isArray(values)) return [{ path, reason: "must be a list of strings or of whole numbers" }];
  const problems = values.flatMap((value: unknown, index) => {
    const reason = isUnknown(value) ? undefined : valueProblem(value, raw["type"]);
    return reason ? [{ path: `${path}[${index}]`, reason }] : [];
  });
  const texts = values.filter((value) => !isUnknown(value));
  const most = schemaLimits.allowedValues;
  return [
    ...problems,
    ...(new Set(texts).size < texts.length ? [{ path, reason: "holds the same value twice" }] : []),
    ...(values.length > most
      ? [{ path, reason: `holds ${values.length} values, and Entra keeps at most ${most} of one attribute` }]
      : []),
  ];
}

function valueProblem(value: unknown, type: unknown): string | undefined {
  if (typeof value !== "string") {
    return type === "String"
      ? "must be a string, as its type is String"
      : "must be a string or a whole number";
  }
  if (type === "Integer") {
    const isInt32 =
      /^(?:0|-?[1-9]\d*)$/.test(value) && Number(value) >= int32.min && Number(value) <= int32.max;
    return isInt32
      ? undefined
      : `must be a whole number from ${int32.min} to ${int32.max}, as its type is Integer`;
  }
  if (value === "") return "must not be an empty string: Entra has no such value";
  if (value === "." || value === "..") return "must not consist only of dots: no request could address it";
  const length = [...value].length;
  if (length <= limits.valueLength) return undefined;
  return `must have at most ${limits.valueLength} characters, and has ${length}`;
}

/** What Entra cannot do to a definition that is there. Another name is another definition. */
function changeProblems(raw: RawInputs, olds: RawInputs): Problem[] {
  const isSame = isSameAttribute(raw, olds);
  const before = isSame ? olds : {};
  const wasOnly = before["usePreDefinedValuesOnly"] === true;
  return [
    ...(["type", "isCollection", "isSearchable"] as const)
      .filter((path) => isGiven(before[path]) && !isUnknown(raw[path]) && raw[path] !== before[path])
      .map((path) => ({
        path,
        reason: `is ${String(before[path])}, and Entra cannot change it. ${newName}`,
      })),
    ...(isSame && !wasOnly && raw["usePreDefinedValuesOnly"] === true
      ? [
          {
            path: "usePreDefinedValuesOnly",
            reason: `is false, and Entra cannot change it from false to true. ${newName}`,
          },
        ]
      : []),
  ];
}

const newName =
  "Leave it as it is, or define a new attribute under a new name: with another `name`, this resource creates it and " +
  "deactivates the old one";

/**
 * What Entra says to predefined values of an attribute that takes others as well. Those that the resource has listed before
 * are there, and the tenant may have more of them, which no check of inputs knows.
 */
export function newValueProblems(raw: RawInputs, olds: RawInputs): Problem[] {
  const path = "allowedValues";
  const values = raw[path];
  if (raw["usePreDefinedValuesOnly"] !== false || !Array.isArray(values)) return [];
  const before: unknown = isSameAttribute(raw, olds) ? olds[path] : undefined;
  const known: readonly unknown[] = Array.isArray(before) ? before : [];
  if (values.every((value) => isUnknown(value) || known.includes(value))) return [];
  const reason =
    "Entra accepts new predefined values only where usePreDefinedValuesOnly is true, which can be set only when the attribute " +
    "is created. Leave these values out, or define a new attribute under a new name";
  return [{ path, reason }];
}

function isSameAttribute(raw: RawInputs, olds: RawInputs): boolean {
  return olds["attributeSet"] === raw["attributeSet"] && olds["name"] === raw["name"];
}
