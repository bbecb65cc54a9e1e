/** Tells for a name of a map of attributes whether the option `ignoreChanges` lists it, alone or with the whole map. */
export function ignoredNames(ignoreChanges: readonly string[], path: string): (name: string) => boolean {
  if (ignoreChanges.length === 0) return () => false;
  const listed = new Set(ignoreChanges);
  const whole = ["*", path, `${path}.*`, `${path}[*]`].some((each) => listed.has(each));
  return (name) => whole || listed.has(`${path}.${name}`) || listed.has(`${path}[${JSON.stringify(name)}]`);
}
