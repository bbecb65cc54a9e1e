import { isRecord } from "../../entra/isRecord";

type Properties = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/** How Pulumi's protocol marks a secret among plain properties. */
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

/** The output that lists what a state holds and its inputs do not say. */
const listed = "unasked";

/**
 * Marks as secret what is in the state after an update although the program does not say so, or not any more, such as a
 * name that could not be cleared. Pulumi marks outputs where the inputs of the same update are secret, and tells no dynamic
 * provider what was secret before: without this, a secret that is given up in an update that fails would stand in the
 * state in the clear.
 */
export function coverUnasked(state: Properties, inputs: Properties): Properties {
  const paths = Object.keys(inputs).flatMap((key) => {
    const [there, asked] = [state[key], inputs[key]];
    return isRecord(there) && isRecord(asked) ? [...differing([key], there, asked)] : [];
  });
  return paths.length === 0 ? state : { ...covered(state, paths), [listed]: paths };
}

/** The same for what a refresh gives: what was covered before is covered again, in the inputs too. */
export function coverAgain(properties: Properties, before: Properties | undefined): Properties {
  return covered(properties, pathsIn(before));
}

/** What a refresh has to keep, beside what the resource says. */
export function listOfUnasked(before: Properties | undefined): Properties {
  return pathsIn(before).length > 0 ? { [listed]: before?.[listed] } : {};
}

function* differing(path: Path, there: Properties, asked: Properties): Iterable<Path> {
  // Most of a large fleet is the very object of the inputs.
  if (there === asked) return;
  for (const [name, value] of Object.entries(there)) {
    const wanted = asked[name];
    if (isRecord(value) && isRecord(wanted)) yield* differing([...path, name], value, wanted);
    // Null stands for a value that is missing.
    else if (value !== null && JSON.stringify(value) !== JSON.stringify(wanted)) yield [...path, name];
  }
}

function covered(properties: Properties, paths: readonly Path[]): Properties {
  return paths.reduce(coverAt, properties);
}

function coverAt(properties: Properties, [name = "", ...rest]: Path): Properties {
  const value = properties[name];
  if (value === undefined || value === null) return properties;
  if (rest.length === 0) return { ...properties, [name]: { ...secretMark, value } };
  return isRecord(value) ? { ...properties, [name]: coverAt(value, rest) } : properties;
}

/** Anything else comes from a state that was edited by hand. */
function pathsIn(properties: Properties | undefined): Path[] {
  const paths = properties?.[listed];
  if (!Array.isArray(paths)) return [];
  return paths.filter(
    (path): path is Path => Array.isArray(path) && path.every((name) => typeof name === "string"),
  );
}
