import type { Installation } from "../test/support/installation/pulumiProject";
import type { Contestant } from "./contestants";
import { live, type LifeOptions, type Sample } from "./life";

/** Contestants that are measured in turn within each round. */
export interface Race {
  readonly name: string;
  readonly rounds: number;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly contestant: Contestant;
  readonly life: LifeOptions;
}

/** @param onStart Told before each life of a contestant. */
export async function run(
  { name, rounds, entries }: Race,
  installation: Pick<Installation, "folder">,
  onStart: (what: string) => void,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, life } of rotated(entries, round)) {
      onStart(`${name}, round ${round + 1} of ${rounds}: ${contestant.title}`);
      samples.push(...(await live(contestant, life, installation)));
    }
  }
  return samples;
}

/** Each round begins with another contestant, so that none is always the one that warms the machine up. */
function rotated<T>(all: readonly T[], round: number): T[] {
  const start = round % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
}
