/**
 * Tells for a name of a map of attributes whether the option `ignoreChanges` lists it, alone or with what it is in.
 *
 * @param path Where the map stands among the inputs.
 */
export function ignoredNames(
  ignoreChanges: readonly string[],
  path: readonly string[],
): (name: string) => boolean {
  if (ignoreChanges.length === 0) return () => false;
  const listed = ignoreChanges.map(segmentsOf);
  return (name) => listed.some((segments) => isAbove(segments, [...path, name]));
}

/** The parts of a path as Pulumi reads it: `principals["orders-api"].attributes`. */
function segmentsOf(path: string): string[] {
  const parts = path.matchAll(/\.?([^.[\]]+)|\[("(?:[^"\\]|\\.)*"|[^\]]*)\]/g);
  return [...parts].map(
    ([, plain, quoted = ""]) => plain ?? (quoted.startsWith('"') ? unquoted(quoted) : quoted),
  );
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, "$1");
}

function isAbove(segments: readonly string[], path: readonly string[]): boolean {
  return (
    segments.length <= path.length &&
    segments.every((segment, index) => segment === "*" || segment === path[index])
  );
}
