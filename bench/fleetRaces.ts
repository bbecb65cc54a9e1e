import type { QuotaOptions } from "../simulator/server/quota";
import { contestantNamed, type Contestant } from "./contestants";
import { emptyBucket, fleetContestants, fullBucket, scaledQuota } from "./fleetContestants";
import { steps, type Step } from "./life";
import type { Entry, Race } from "./race";

/** Fleets of this size stand beside singles, and beside those that have to wait for the quota. */
const compared = 1_000;

/** Singles beside them, by their `up` alone: more of them would take the better part of a day. */
export const singlesBeside = [
  { id: "graphClient", size: 100 },
  { id: "nothing", size: 300 },
] as const;

/** With more principals than this, only their `up` is measured: the other steps are no news, and take an hour. */
const mostForWholeLife = 10_000;

const up: readonly Step[] = ["up"];

/** How many principals a fleet has that finds all of the scaled quota, and how many one that finds nothing left of it. */
export const principalsWith = { all: 750, none: 300 };

/** Fleets of these sizes, in so many rounds each. */
export function fleetRaces(
  sizes: readonly number[],
  roundsOf: (index: number) => number,
  latency: number,
): Race[] {
  return sizes.flatMap((size, index): Race[] => {
    const life = { size, latency, steps: size > mostForWholeLife ? up : steps };
    const race = {
      name: `fleet of ${size}`,
      rounds: roundsOf(index),
      entries: fleetContestants.map((contestant) => ({ contestant, life })),
    };
    if (size !== compared) return [race];
    return [{ ...race, entries: [...race.entries, ...singles(latency)] }, quotaRace(latency)];
  });
}

function singles(latency: number): Entry[] {
  return singlesBeside.map(({ id, size }) => ({
    contestant: contestantNamed(id),
    life: { size, latency, steps: up },
  }));
}

/** Once is enough: what takes time here is waiting, and hardly differs. */
function quotaRace(latency: number): Race {
  const entry = (contestant: Contestant, size: number, quota: QuotaOptions): Entry => ({
    contestant,
    life: { size, latency, quota, steps: up },
  });
  return {
    name: `quota of ${scaledQuota} writes per 150 s`,
    rounds: 1,
    entries: [
      entry(fullBucket, principalsWith.all, { writes: scaledQuota }),
      entry(emptyBucket, principalsWith.none, { writes: scaledQuota, writesLeft: 0 }),
    ],
  };
}
