import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A way to give service principals their values, or to do less than that. */
export interface Contestant {
  readonly id: string;
  /** As the table calls it. */
  readonly title: string;
  /** Files of its Pulumi project. */
  readonly files: Readonly<Record<string, string>>;
  /** Text of its Pulumi.yaml, where it is not a plain JavaScript program. */
  readonly projectOptions?: string;
  /** Configuration of its stack. */
  readonly config?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** More options for every command. */
  readonly options?: readonly string[];
}

const titles = {
  package: "this package",
  graphClient: "(a) a dynamic provider with the Graph client",
  fetch: "(b) a dynamic provider with fetch",
  nothing: "(c) a dynamic provider that does nothing",
  shared: "(c′) the same, with one provider object for all resources",
  sleep: "(d) a dynamic provider that sleeps for one latency",
} as const;

export type ContestantId = keyof typeof titles;

export const contestantIds = Object.keys(titles) as ContestantId[];

export const contestants: readonly (Contestant & { readonly id: ContestantId })[] = contestantIds.map(
  (id) => ({
    id,
    title: titles[id],
    files: { "index.js": source(id), "wanted.js": source("wanted") },
  }),
);

export function contestantNamed(id: string): Contestant & { readonly id: ContestantId } {
  const contestant = contestants.find((one) => one.id === id);
  if (contestant) return contestant;
  throw new Error(`There is no contestant ${id}; there are ${contestantIds.join(", ")}`);
}

/** A program of the folder. */
export function source(name: string): string {
  return readFileSync(join(__dirname, "programs", `${name}.js`), "utf8");
}
