import { nameProblem, nearestName } from "../entra/names";
import { propertyPath } from "../pulumi/propertyPath";
import { isUnknown, unknown } from "../pulumi/unknown";
import type { Session } from "../session/session";
import { isGiven, textIn } from "./rawInputs";
import type { Problem, RawInputs } from "./resource";

/** More lines than this would not be read. */
const mostProblems = 20;

export function bounded(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - mostProblems;
  if (more <= 0) return problems;
  return [...problems.slice(0, mostProblems), { path: "", reason: `and ${more} more of this kind` }];
}

export function missingInputs(raw: RawInputs, required: readonly string[]): Problem[] {
  return required.filter((name) => !isGiven(raw[name])).map((path) => ({ path, reason: "is required" }));
}

/** @param owner What has these inputs. */
export function unknownInputs(raw: RawInputs, known: readonly string[], owner = "resource"): Problem[] {
  const names = Object.keys(raw).filter((name) => !name.startsWith("__") && !known.includes(name));
  return names.map((name) => {
    const meant = nearestName(name, known);
    const advice = meant ? `; did you mean \`${meant}\`?` : `; the inputs are ${known.join(", ")}`;
    return { path: propertyPath(name), reason: `is not an input of this ${owner}${advice}` };
  });
}

/** @param choices The words that each input can be. */
export function choiceProblems(
  raw: RawInputs,
  choices: Readonly<Record<string, readonly string[]>>,
): Problem[] {
  return Object.entries(choices).flatMap(([path, words]) => {
    const value = raw[path];
    if (!isGiven(value) || isUnknown(value) || (words as readonly unknown[]).includes(value)) return [];
    const meant = typeof value === "string" ? nearestName(value, words) : undefined;
    const advice = meant ? `; did you mean "${meant}"?` : "";
    const quoted = words
      .map((word) => `"${word}"`)
      .join(", ")
      .replace(/, (?=[^,]*$)/, " or ");
    return [{ path, reason: `must be ${quoted}${advice}` }];
  });
}

/** What is wrong with an input that names an attribute set or an attribute. */
export function nameProblems(raw: RawInputs, path: string, kind: "attribute set" | "attribute"): Problem[] {
  const name = textIn(raw[path]);
  if (!isGiven(raw[path]) || name === unknown) return [];
  const reason = name === undefined ? `must be the name of an ${kind}, a string` : nameProblem(name, kind);
  return reason ? [{ path, reason }] : [];
}

export function textLengthProblems(raw: RawInputs, path: string, most: number): Problem[] {
  const text = textIn(raw[path]);
  if (!isGiven(raw[path]) || text === unknown) return [];
  if (text === undefined) return [{ path, reason: "must be a string" }];
  const length = [...text].length;
  return length > most ? [{ path, reason: `must have at most ${most} characters, and has ${length}` }] : [];
}

export function truthProblems(raw: RawInputs, paths: readonly string[]): Problem[] {
  return paths
    .filter((path) => isGiven(raw[path]) && !isUnknown(raw[path]) && typeof raw[path] !== "boolean")
    .map((path) => ({ path, reason: "must be true or false" }));
}

/** What is wrong with the configuration, which every operation would fail with. */
export function settingsProblems({ settingsProblem }: Session): Problem[] {
  return settingsProblem === undefined ? [] : [{ path: "", reason: settingsProblem }];
}
