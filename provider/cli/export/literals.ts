import type { AttributeValue } from "../../entra/values";

/** The width at which Prettier breaks lines, unless told otherwise. */
const lineWidth = 80;

/** A value that is too long for its line stays beside a key so short that a line of its own would gain nothing. */
const shortKey = 4;

/**
 * What a source file should not hold as it is: control characters, line separators, and all that is invisible or changes
 * the direction of the text around it, so that a reader would see something else than the compiler.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A string as Prettier writes it: in double quotes, unless single ones need fewer escapes. */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(invisible, (character) => [...unitsOf(character)].map(escapeOf).join(""));
  return `${quote}${escaped}${quote}`;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function* unitsOf(character: string): Generator<number> {
  for (let index = 0; index < character.length; index++) yield character.charCodeAt(index);
}

function escapeOf(unit: number): string {
  const short = { 9: "\\t", 10: "\\n", 13: "\\r" }[unit];
  return short ?? `\\u${unit.toString(16).padStart(4, "0")}`;
}

/** A literal as it may stand in a comment, where it must mean nothing to any reader. */
export function inComment(literal: string): string {
  return literal.replaceAll("*/", "*\\u002f").replaceAll("${", "$\\u007b");
}

/** A key of an object literal; quoted where it is no plain identifier. */
export function keyLiteral(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : stringLiteral(name);
}

/** Lines of `key: value,` in an object literal, broken as Prettier breaks them. */
export function propertyLines(name: string, value: AttributeValue, indent: number): string[] {
  const margin = " ".repeat(indent);
  const key = `${margin}${keyLiteral(name)}:`;
  const elements = (Array.isArray(value) ? value : [value]).map(scalarLiteral);
  const text = Array.isArray(value) ? `[${elements.join(", ")}]` : elements.join("");
  const oneLine = `${key} ${text},`;
  if (widthOf(oneLine) <= lineWidth) return [oneLine];
  if (!Array.isArray(value)) {
    const isShortKey = widthOf(keyLiteral(name)) <= shortKey;
    return typeof value === "string" && !isShortKey ? [key, `${margin}  ${text},`] : [oneLine];
  }
  // Prettier fills lines with numbers, and gives each string a line of its own.
  const inner =
    typeof value[0] === "number" ? filled(elements, indent + 2) : elements.map((one) => `${margin}  ${one},`);
  return [`${key} [`, ...inner, `${margin}],`];
}

function scalarLiteral(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}

function filled(elements: readonly string[], indent: number): string[] {
  const margin = " ".repeat(indent);
  const lines: string[] = [];
  for (const element of elements) {
    const last = lines.at(-1);
    const longer = last === undefined ? undefined : `${last} ${element},`;
    if (longer !== undefined && widthOf(longer) <= lineWidth) lines[lines.length - 1] = longer;
    else lines.push(`${margin}${element},`);
  }
  return lines;
}

/** Blocks whose characters are as wide as two letters, as Unicode has it in "East Asian Width". */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2fb}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
/** Several characters that are drawn as one picture: flags, tones of skin, and what is a picture by request. */
const sequences = /\p{RI}{2}|\p{Emoji_Presentation}\p{EMod}|\p{Emoji}\ufe0f\u20e3?/gu;
const withoutWidth = /[\p{Mn}\p{Me}]/u;

/** Columns that a text takes in a font of one width. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(sequences, "  ")) {
    if (withoutWidth.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}
