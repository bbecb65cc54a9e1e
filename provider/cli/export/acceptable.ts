import type { Problem } from "../../resources/resource";

/** What of the inputs of a resource its own check takes. */
export interface Acceptable<Inputs> {
  /** Undefined where nothing is left of the resource without what was refused. */
  readonly inputs: Inputs | undefined;
  readonly refused: readonly Problem[];
}

/**
 * Leaves out the inputs that a check refuses.
 *
 * @param optional What the tenant keeps as it is where a program does not name it. The resource needs the rest.
 */
export function acceptable<Inputs extends object>(
  inputs: Inputs,
  optional: readonly string[],
  problemsIn: (inputs: Inputs) => readonly Problem[],
): Acceptable<Inputs> {
  const refused = problemsIn(inputs);
  if (refused.length === 0) return { inputs, refused };
  const names = new Set(refused.map(({ path }) => inputNamed(path)));
  if ([...names].some((name) => !optional.includes(name))) return { inputs: undefined, refused };
  const rest = Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.has(name))) as Inputs;
  return problemsIn(rest).length === 0 ? { inputs: rest, refused } : { inputs: undefined, refused };
}

/** `allowedValues` of `allowedValues[3]`. */
function inputNamed(path: string): string {
  return path.replace(/[.[][^]*$/, "");
}
