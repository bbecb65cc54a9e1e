/** JSON on as few lines as fit: an object that is too wide has its members on lines of their own. */
export function foldJson(value: unknown, columns: number): string[] {
  const flat = spaced(value);
  if (flat.length <= columns || !isObject(value)) return [flat];

  const members = Object.entries(value).map(([name, member]) => {
    const [first = "", ...rest] = foldJson(member, columns - 2);
    return [`${JSON.stringify(name)}: ${first}`, ...rest];
  });
  const [only = []] = members;
  // Graph wraps an object in an object in an object; brackets that hold a single member need no line of their own.
  if (members.length === 1) return bracket(only);
  const lines = members.flatMap((member, index) =>
    index < members.length - 1 ? append(member, ",") : member,
  );
  return ["{", ...lines.map((line) => `  ${line}`), "}"];
}

/** JSON with a space after commas and colons. */
export function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? "none";
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bracket([first = "", ...rest]: readonly string[]): string[] {
  return append([`{ ${first}`, ...rest], " }");
}

function append(lines: readonly string[], text: string): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ""}${text}`];
}
