import { contestantNamed } from "./contestants";
import { emptyBucket, fleetContestants, fullBucket, scaledQuota } from "./fleetContestants";
import { fleetGoals, secondsAllowed } from "./fleetGoals";
import { principalsWith, singlesBeside } from "./fleetRaces";
import { growth } from "./growth";
import { isMeasured, median, roundsOf, sizesIn, type Measure, type Results } from "./medians";
import { countTable, goalTable, rounded, table, timeTable, type Row } from "./tables";

/** What of bench/README.md is about fleets. */
export function fleetSection(results: Results): string {
  const rounds = fleetSizes(results).map((size) => `${roundsOf(results, size)} of ${counted(size)}`);
  return `## Fleets

Three attributes each for 1,000 to 50,000 service principals, all in one resource, compared with a dynamic provider that does
nothing with the same map, and with single assignments, in turn within each round (${rounds.join(", ")} principals). The app's
write quota is set so high that it is not the limit; with more than 1,000 principals, Graph's limit for reads is.

${fleetTables(results)}`;
}

export function fleetTables(results: Results): string {
  const rows = rowsOf(results);
  const parts = [
    goalTable("With a fleet", fleetGoals, results),
    eachTable(results, rows),
    timeTable(results, rows),
    countTable(results, rows, ["the plugin at most", "pluginMegabytes"]),
    growthText(results),
    quotaTable(results),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What an `up` takes for each principal, whatever their number. */
function eachTable(results: Results, rows: readonly Row[]): string {
  const cells = rows.map(({ title, contestant, size }) => {
    const of = (measure: Measure) => median(results, { contestant, size, step: "up" }, measure);
    const [seconds, requests, bytes] = [of("cpuSeconds"), of("requests"), of("stateBytes")];
    return [
      title,
      seconds === undefined ? "–" : `${((seconds * 1_000) / size).toFixed(1)} ms`,
      requests === undefined ? "–" : (requests / size).toFixed(2),
      String(bytes ?? "–"),
    ];
  });
  return table(["`up`, for each principal", "CPU", "requests", "bytes of state"], cells);
}

function rowsOf(results: Results): Row[] {
  const singles = singlesBeside.map(({ id, size }) => ({
    contestant: id,
    size,
    title: contestantNamed(id).title,
  }));
  const fleets = fleetSizes(results).flatMap((size) =>
    fleetContestants.map(({ id, title }) => ({ contestant: id, size, title })),
  );
  return [...singles, ...fleets]
    .filter((row) => isMeasured(results, row))
    .map((row) => ({ ...row, title: `${counted(row.size)}: ${row.title}` }));
}

function fleetSizes(results: Results): number[] {
  return sizesIn(results).filter((size) => isMeasured(results, { contestant: "fleet", size }));
}

function growthText(results: Results): string {
  const fit = growth(results);
  if (!fit) return "";
  const { start, each, points } = fit;
  const measured = points.map(({ size, ratio }) => `${rounded(ratio)} of that for ${counted(size)}`);
  return (
    `The CPU of \`up\` is ${start.toFixed(1)} s and ${(each * 1_000).toFixed(2)} ms for each principal: ` +
    `measured were ${measured.join(", ")}.`
  );
}

function quotaTable(results: Results): string {
  const rows = (
    [
      [fullBucket, principalsWith.all],
      [emptyBucket, principalsWith.none],
    ] as const
  ).map(([{ id, title }, size]) => {
    const cell = { contestant: id, size, step: "up" } as const;
    const [seconds, throttled, writes] = (["graphSeconds", "throttled", "writes"] as const).map((measure) =>
      median(results, cell, measure),
    );
    return [
      `${counted(size)}: ${title}`,
      `${secondsAllowed(id, size).toFixed(0)} s`,
      seconds === undefined ? "–" : `${seconds.toFixed(1)} s`,
      `${throttled ?? "–"} of ${writes ?? "–"}`,
    ];
  });
  const head = [`With ${scaledQuota} writes per 150 s`, "the quota allows", "taken", "writes throttled"];
  return table(head, rows);
}

function counted(count: number): string {
  return count.toLocaleString("en");
}
