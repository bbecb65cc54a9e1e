/** A property's path as Pulumi writes it. Odd names are quoted and cut, so that they can do no harm in a terminal. */
export function propertyPath(...names: string[]): string {
  return names.reduce((path, name) => {
    if (/^[\p{L}\p{N}]{1,64}$/u.test(name)) return path === "" ? name : `${path}.${name}`;
    const shown = [...name].length > 40 ? `${[...name].slice(0, 40).join("")}…` : name;
    return `${path}[${escapeInvisible(JSON.stringify(shown))}]`;
  }, "");
}

function escapeInvisible(text: string): string {
  return text.replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
