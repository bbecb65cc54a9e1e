import { limits } from "./values";

/**
 * Entra's rules for the names of attribute sets and attributes: letters and digits of any script, no spaces and no
 * special characters, the underscore and the hyphen included; at most 32 characters; a set does not start with a digit.
 */
const forbidden = /[\s`~!@#$%^&*()_\-+={[}\]|\\:;"'<,>.?/\p{C}]/u;

/** What is wrong with the name of an attribute set or of an attribute, or undefined. */
export function nameProblem(name: string, kind: "attribute set" | "attribute"): string | undefined {
  if (name === "") return `the name of an ${kind} must not be empty`;
  if (forbidden.test(name)) {
    return `the name of an ${kind} may contain letters and digits only: no spaces, hyphens, underscores or other special characters`;
  }
  if ([...name].length > limits.nameLength) {
    return `the name of an ${kind} may have at most ${limits.nameLength} characters`;
  }
  if (kind === "attribute set" && /^\p{Nd}/u.test(name)) {
    return "the name of an attribute set must not start with a digit";
  }
  return undefined;
}

/** Names that differ only in upper and lower case: Entra may treat them as the same attribute. */
export function caseVariants(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(foldCase(name), [...(groups.get(foldCase(name)) ?? []), name]);
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The candidate that differs from a name in upper and lower case only. */
export function caseVariantOf(name: string, candidates: Iterable<string>): string | undefined {
  return [...candidates].find((candidate) => candidate !== name && foldCase(candidate) === foldCase(name));
}

function foldCase(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** The candidate that a misspelt name most likely meant, or undefined when none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const folded = foldCase(name);
  const near = [...candidates]
    .map((candidate) => ({ candidate, distance: editDistance(folded, foldCase(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** Levenshtein distance. Names are short, so two rows of the table suffice and no library is worth its weight. */
function editDistance(a: string, b: string): number {
  if (a.length > 4 * limits.nameLength) return a.length;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current[column] = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
