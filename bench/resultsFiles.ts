import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chartOf } from "./chart";
import { sizesIn, type Results } from "./medians";
import { documentOf } from "./report";

/** Singles, and fleets, which are not measured on the same day. */
export type ResultsFile = "results" | "fleetResults";

async function readResults(file: ResultsFile): Promise<Results> {
  return JSON.parse(await readFile(pathOf(`${file}.json`), "utf8")) as Results;
}

/** Keeps results next to earlier ones of other sizes, and writes the documents again. */
export async function writeResults(file: ResultsFile, results: Results): Promise<void> {
  const sizes = sizesIn(results);
  const earlier = await readResults(file);
  const kept = { ...earlier, samples: earlier.samples.filter(({ size }) => !sizes.includes(size)) };
  const isOther = kept.samples.length > 0 && kept.pulumi !== results.pulumi;
  const pulumi = `${results.pulumi}${isOther ? ` (${kept.pulumi} with ${sizesIn(kept).join(", ")})` : ""}`;
  const all = { ...results, pulumi, samples: [...kept.samples, ...results.samples] };
  await writeFile(pathOf(`${file}.json`), `${JSON.stringify(all)}\n`);
  const singles = await readResults("results");
  await writeFile(pathOf("chart.svg"), chartOf(singles));
  await writeFile(pathOf("README.md"), documentOf(singles, await readResults("fleetResults")));
}

function pathOf(name: string): string {
  return join(__dirname, name);
}
