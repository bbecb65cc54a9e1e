import type { Goal } from "./goals";
import { steps, type Step } from "./life";
import { median, type Cell, type Results } from "./medians";

/** A row of a table: who is measured with how many principals. */
export interface Row extends Omit<Cell, "step"> {
  readonly title: string;
}

export function goalTable(head: string, goals: readonly Goal[], results: Results): string {
  const rows = goals.flatMap(({ text, atMost, measure }) => {
    const measured = measure(results);
    if (measured === undefined) return [];
    return [
      [text, `≤ ${atMost}`, measured <= atMost ? rounded(measured) : `**${rounded(measured)}**, missed`],
    ];
  });
  return table([head, "Goal", "Measured"], rows);
}

export function timeTable(results: Results, rows: readonly Row[]): string {
  const cells = rows.map(({ title, ...row }) => [
    title,
    ...steps.map((step) => timeOf(results, { ...row, step })),
  ]);
  return table(["CPU s (clock s)", ...steps], cells);
}

function timeOf(results: Results, cell: Cell): string {
  const cpu = median(results, cell, "cpuSeconds");
  const wall = median(results, cell, "wallSeconds");
  return cpu === undefined || wall === undefined ? "–" : `${cpu.toFixed(1)} (${wall.toFixed(1)})`;
}

/** @param process Whose memory the last column shows. */
export function countTable(
  results: Results,
  rows: readonly Row[],
  [process, megabytes]: readonly [string, "largestMegabytes" | "pluginMegabytes"],
): string {
  const cells = rows.map(({ title, ...row }) => {
    const of = (step: Step) => countsOf(results, { ...row, step });
    const bytes = median(results, { ...row, step: "up" }, "stateBytes");
    const memory = median(results, { ...row, step: "up" }, megabytes);
    return [title, ...steps.map(of), String(bytes ?? "–"), memory === undefined ? "–" : `${memory} MB`];
  });
  return table(["requests / writes / tokens", ...steps, "bytes of state each", process], cells);
}

function countsOf(results: Results, cell: Cell): string {
  const counts = (["requests", "writes"] as const).map((measure) => median(results, cell, measure));
  const tokens = median(results, cell, "tokens");
  const discoveries = median(results, cell, "discoveries");
  if (tokens === undefined || discoveries === undefined) return "–";
  return [...counts, tokens + discoveries].join(" / ");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
