/** A value that a request carried, and that no message may repeat. */
export type SentValue = string | number | boolean;

/** From this length on, a text is masked wherever it occurs, even within a word. */
const anywhereLength = 4;

/**
 * Takes attribute values out of a sentence of Graph's, which quotes them in some of its refusals: those that were sent,
 * however they are quoted or escaped, and whatever Graph calls a ParameterValue, which may be a value from before.
 */
export function withoutValues(text: string, values: Iterable<SentValue>): string {
  const shown = text.replace(/(ParameterValue:\s*).*$/s, "$1<value>");
  const spans = [...new Set([...values].flatMap(spellings))].flatMap((value) => occurrences(shown, value));
  return mask(shown, spans);
}

/** `true` and `false` say nothing by themselves. */
function spellings(value: SentValue): string[] {
  if (typeof value === "boolean" || value === "") return [];
  const text = String(value);
  const escaped = JSON.stringify(text).slice(1, -1);
  const quoted = [escaped.replaceAll("'", "\\'"), text.replaceAll("'", "''")];
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  return [
    ...[text, text.trim(), text.normalize("NFC"), text.normalize("NFD")],
    ...[escaped, ...quoted, escapedAsDotNet(text)],
    ...[encoded, encoded.replaceAll("%20", "+"), escapedAsHtml(text)],
  ].filter((spelling) => spelling !== "");
}

const htmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapedAsHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEntities[character] ?? character);
}

/** JSON as .NET writes it, which escapes whatever could mean something in HTML, and all that is not ASCII. */
function escapedAsDotNet(text: string): string {
  const unit = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[^ -~]|["&'+<>`]/g, unit);
}

type Span = readonly [start: number, end: number];

function occurrences(text: string, value: string): Span[] {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const pattern = isLong(value) ? escaped : `${before(value)}${escaped}(?![\\p{L}\\p{N}])`;
  // Every character is a possible beginning, for two occurrences may overlap.
  const found: Span[] = [];
  const search = new RegExp(pattern, "giu");
  for (let match = search.exec(text); match; match = search.exec(text)) {
    found.push([match.index, match.index + match[0].length]);
    search.lastIndex = match.index + String.fromCodePoint(text.codePointAt(match.index) ?? 0).length;
  }
  return found;
}

function isLong(value: string): boolean {
  return value.length >= anywhereLength && !/^-?\d+$/.test(value);
}

/**
 * What stands before a short value. A number is masked as a whole number only. A few letters may also be a word of the
 * sentence, such as "a" or "not", so they are masked only where the sentence shows data: in quotes or brackets, after a
 * colon or an equals sign, or as a part of a name.
 */
function before(value: string): string {
  if (!/^\p{L}+$/u.test(value)) return "(?<![\\p{L}\\p{N}])";
  return "(?<=(?:^|[^\\p{L}\\p{N}])['\"`‘“]|[[({<=_/,]|[:=]\\s*)";
}

/** Replaces each stretch of text that any of the spans covers. */
function mask(text: string, spans: readonly Span[]): string {
  let shown = "";
  let position = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start >= position) shown += `${text.slice(position, start)}<value>`;
    position = Math.max(position, end);
  }
  return shown + text.slice(position);
}
