import { contestants, type Contestant } from "./contestants";
import { goals } from "./goals";
import { steps, type Step } from "./life";
import { median, roundsOf, sizesIn, type Cell, type Results } from "./medians";

/** bench/README.md, as the bench writes it. */
export function documentOf(results: Results): string {
  const { pulumi, node, cores, latency } = results;
  const rounds = sizesIn(results).map((size) => `${roundsOf(results, size)} of ${size}`);
  return `# What it costs

One assignment of three attributes each for 1 to 300 service principals, beside what one would write instead: all on the
same Pulumi engine, in turn within each round, in a simulated tenant whose every answer takes ${latency} ms.

${goalTable(results)}

![CPU seconds for 100 resources, by step and contestant](chart.svg)

CPU seconds are those of the engine, the program and the plugin together, and hold best from one machine to the next;
seconds on the clock stand beside them in brackets. Every number is the median of its rounds (${rounds.join(", ")} resources).
Here it was Pulumi ${pulumi} and Node ${node} on ${cores} cores. (a) and (b) neither look before they write nor read back
what they wrote; this package does both.

${tablesOf(results)}

## Make them again

\`\`\`sh
npm run bench -- --write
\`\`\`

measures all of this anew, which takes the better part of an hour, and writes this file, [results.json](results.json) and the
chart. \`--sizes 1,10 --rounds 1 --contestants package,nothing\` is over sooner. The contestants are the programs in
[programs](programs), and [docs/performance.md](../docs/performance.md) tells where the time goes.
`;
}

/** Everything that was measured, by number of resources. */
export function tablesOf(results: Results, all: readonly Contestant[] = contestants): string {
  return sizesIn(results)
    .map(
      (size) =>
        `## ${size} resource${size === 1 ? "" : "s"}\n\n${timeTable(results, size, all)}\n\n${countTable(results, size, all)}`,
    )
    .join("\n\n");
}

function goalTable(results: Results): string {
  const rows = goals.flatMap(({ text, atMost, measure }) => {
    const measured = measure(results);
    if (measured === undefined) return [];
    return [
      [text, `≤ ${atMost}`, measured <= atMost ? rounded(measured) : `**${rounded(measured)}**, missed`],
    ];
  });
  return table(["With 100 resources", "Goal", "Measured"], rows);
}

function timeTable(results: Results, size: number, all: readonly Contestant[]): string {
  const rows = all.map(({ id, title }) => [
    title,
    ...steps.map((step) => timeOf(results, { contestant: id, size, step })),
  ]);
  return table(["CPU s (clock s)", ...steps], rows);
}

function timeOf(results: Results, cell: Cell): string {
  const cpu = median(results, cell, "cpuSeconds");
  const wall = median(results, cell, "wallSeconds");
  return cpu === undefined || wall === undefined ? "–" : `${cpu.toFixed(1)} (${wall.toFixed(1)})`;
}

function countTable(results: Results, size: number, all: readonly Contestant[]): string {
  const rows = all.map(({ id, title }) => {
    const of = (step: Step) => countsOf(results, { contestant: id, size, step });
    const bytes = median(results, { contestant: id, size, step: "up" }, "stateBytes");
    const memory = median(results, { contestant: id, size, step: "up" }, "largestMegabytes");
    return [title, ...steps.map(of), String(bytes ?? "–"), memory === undefined ? "–" : `${memory} MB`];
  });
  return table(["requests / writes / tokens", ...steps, "bytes of state each", "largest process"], rows);
}

function countsOf(results: Results, cell: Cell): string {
  const counts = (["requests", "writes"] as const).map((measure) => median(results, cell, measure));
  const tokens = median(results, cell, "tokens");
  const discoveries = median(results, cell, "discoveries");
  if (tokens === undefined || discoveries === undefined) return "–";
  return [...counts, tokens + discoveries].join(" / ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
