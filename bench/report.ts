import { contestants, type Contestant } from "./contestants";
import { fleetSection } from "./fleetReport";
import { goals } from "./goals";
import { isMeasured, roundsOf, sizesIn, type Results } from "./medians";
import { countTable, goalTable, timeTable } from "./tables";

/** bench/README.md, as the bench writes it. */
export function documentOf(results: Results, fleets: Results): string {
  const { pulumi, node, cores, latency } = results;
  const rounds = sizesIn(results).map((size) => `${roundsOf(results, size)} of ${size}`);
  return `# What it costs

One assignment of three attributes each for 1 to 300 service principals, compared with other ways to do the same: all on the
same Pulumi engine, in turn within each round, in a simulated tenant that takes ${latency} ms for every answer.

${goalTable("With 100 resources", goals, results)}

![CPU seconds for 100 resources, by step and contestant](chart.svg)

CPU seconds are the sum of the engine, the program and the plugin, and are the most comparable between machines; seconds on
the clock are in brackets. Every number is the median of its rounds (${rounds.join(", ")} resources).
These numbers are from Pulumi ${pulumi} and Node ${node} on ${cores} cores. (a) and (b) do not read before they write,
and do not read back what they wrote; this package does both.

${tablesOf(results)}

${fleetSection(fleets)}

## Measure again

\`\`\`sh
npm run bench -- --write
npm run bench -- --fleet --rounds 3,2,1 --write
\`\`\`

measure everything again, which takes almost an hour each, and write this file, [results.json](results.json),
[fleetResults.json](fleetResults.json) and the chart. \`--sizes 1,10 --rounds 1 --contestants package,nothing\` is faster. The
contestants are the programs in [programs](programs), and [docs/performance.md](../docs/performance.md) explains where the time goes.
`;
}

/** Everything that was measured, by number of resources. */
export function tablesOf(results: Results, all: readonly Contestant[] = contestants): string {
  const tables = sizesIn(results).map((size) => {
    const rows = all
      .map(({ id, title }) => ({ contestant: id, size, title }))
      .filter((row) => isMeasured(results, row));
    const heading = `## ${size} resource${size === 1 ? "" : "s"}`;
    const counts = countTable(results, rows, ["largest process", "largestMegabytes"]);
    return [heading, timeTable(results, rows), counts].join("\n\n");
  });
  return tables.join("\n\n");
}
