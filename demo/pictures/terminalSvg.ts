/** Runs of characters that look alike. */
interface Span {
  readonly text: string;
  readonly style: Style;
}

interface Style {
  readonly colour?: string;
  readonly isBold?: boolean;
}

const columns = 108;
const cell = { width: 7.8, height: 18 };
const margin = { side: 18, top: 46, bottom: 16 };

const background = "#0d1117";
const foreground = "#e6edf3";

/** The eight colours of a terminal, and the same brighter. */
const palette = [
  ...["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"],
  ...["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"],
];

/** A picture of a terminal in which a command was typed, and of what it printed, colours included. */
export function terminalSvg(command: string, output: string, madeWith: string): string {
  const typed: Span[] = [
    { text: "$ ", style: { colour: "#3fb950", isBold: true } },
    { text: command, style: { isBold: true } },
  ];
  const lines = [typed, ...output.trimEnd().split("\n").flatMap(wrappedSpans)];
  const width = Math.ceil(margin.side * 2 + columns * cell.width);
  const height = margin.top + lines.length * cell.height + margin.bottom;
  const dots = ["#ff5f57", "#febc2e", "#28c840"].map(
    (colour, index) => `<circle cx="${20 + index * 20}" cy="20" r="6" fill="${colour}"/>`,
  );
  const texts = lines.map((spans, row) => {
    const y = margin.top + row * cell.height + 8;
    return `<text x="${margin.side}" y="${y}" xml:space="preserve">${spans.map(tspan).join("")}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(command)}</title>
<desc>${escaped(madeWith)}</desc>
<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${foreground}}</style>
<rect width="${width}" height="${height}" rx="9" fill="${background}"/>
${dots.join("")}
${texts.join("\n")}
</svg>
`;
}

function tspan({ text, style: { colour, isBold } }: Span): string {
  const attributes = `${colour ? ` fill="${colour}"` : ""}${isBold ? ' font-weight="bold"' : ""}`;
  return `<tspan${attributes}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One line of output as the lines of the terminal that it takes, broken between words. */
function wrappedSpans(line: string): Span[][] {
  const cells = spansOf(line).flatMap(({ text, style }) =>
    [...text].map((character) => ({ text: character, style })),
  );
  const rows: Span[][] = [];
  for (let start = 0; start < cells.length || rows.length === 0;) {
    const isLast = cells.length - start <= columns;
    const space = cells
      .slice(start, start + columns)
      .map(({ text }) => text)
      .lastIndexOf(" ");
    const end = isLast ? cells.length : start + (space > columns / 2 ? space + 1 : columns);
    rows.push(joined(cells.slice(start, end)));
    start = Math.max(end, start + 1);
  }
  return rows;
}

/** Neighbours that look alike, put together. */
function joined(cells: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { text, style } of cells) {
    const last = spans.at(-1);
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + text, style };
    else spans.push({ text, style });
  }
  return spans;
}

const escape = "\u001b";
const escapes = new RegExp(`${escape}\\[([\\d;?]*)([A-Za-z])([^${escape}]*)`, "g");

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let style: Style = {};
  // Escapes that select how characters look end in m; all others are for moving about, and have no place in a picture.
  for (const [, codes, final, text = ""] of `${escape}[m${line}`.matchAll(escapes)) {
    if (final === "m") style = styled(style, codes ?? "");
    if (text !== "") spans.push({ text, style });
  }
  return spans;
}

function styled(before: Style, codes: string): Style {
  let style = before;
  const numbers = codes.split(";").map(Number);
  for (let index = 0; index < numbers.length; index++) {
    const code = numbers[index] ?? 0;
    const colour = palette[code >= 90 ? code - 90 + 8 : code - 30];
    if (code === 0) style = {};
    else if (code === 1) style = { ...style, isBold: true };
    else if (code === 38 && numbers[index + 1] === 5) {
      const indexed = palette[numbers[index + 2] ?? 7];
      style = { ...style, ...(indexed && { colour: indexed }) };
      index += 2;
    } else if (code === 39) style = style.isBold ? { isBold: true } : {};
    else if (colour && code >= 30) style = { ...style, colour };
  }
  return style;
}
