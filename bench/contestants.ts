import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A way to give service principals their values, or to do less than that. */
export interface Contestant {
  readonly id: ContestantId;
  /** As the table calls it. */
  readonly title: string;
  /** Files of its Pulumi project. */
  readonly files: Readonly<Record<string, string>>;
}

export type ContestantId = "package" | "graphClient" | "fetch" | "nothing" | "sleep";

const titles: Readonly<Record<ContestantId, string>> = {
  package: "this package",
  graphClient: "(a) a dynamic provider with the Graph client",
  fetch: "(b) a dynamic provider with fetch",
  nothing: "(c) a dynamic provider that does nothing",
  sleep: "(d) a dynamic provider that sleeps for one latency",
};

export const contestants: readonly Contestant[] = (Object.keys(titles) as ContestantId[]).map((id) => ({
  id,
  title: titles[id],
  files: { "index.js": source(id), "wanted.js": source("wanted") },
}));

function source(name: string): string {
  return readFileSync(join(__dirname, "programs", `${name}.js`), "utf8");
}
