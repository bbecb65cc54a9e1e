import { source, type Contestant } from "./contestants";

/** Writes per 150 s, where what the quota costs is measured: few enough to be waited for. */
export const scaledQuota = 600;

const files = { "index.js": source("fleet"), "wanted.js": source("wanted") };

const withQuota = (writes: number) => ({ "customSecurityAttributes:writeQuota": String(writes) });

/** Many principals in one resource, and the least that Pulumi does with such a map. */
export const fleetContestants: readonly Contestant[] = [
  {
    id: "fleet",
    title: "a fleet of this package",
    files,
    // What Graph allows in 150 s would hide what else takes time.
    config: withQuota(1_000_000),
  },
  {
    id: "nothingFleet",
    title: "(c) with the same map",
    files: { ...files, "index.js": source("nothingFleet") },
  },
];

export const fullBucket: Contestant = {
  id: "fullBucket",
  title: "a fleet that finds the whole quota",
  files,
  config: withQuota(scaledQuota),
};

export const emptyBucket: Contestant = {
  ...fullBucket,
  id: "emptyBucket",
  title: "a fleet that finds nothing left of it",
};
