import { sequencesOf } from "./arbitrarySequence";
import { play, report, type Stage } from "./player";
import { shrunk } from "./shrink";
import type { Sequence } from "./steps";

/** Commands in one sequence: enough that trouble can come from an earlier one, and few enough to shrink. */
const runsEach = 10;

export interface Exploration {
  readonly seed: number;
  /** Commands of the engine in all. */
  readonly runs: number;
  /** How long a sequence that fails may be made shorter. */
  readonly shrinkMilliseconds: number;
  readonly stage: Stage;
  /** Sequences that are played at the same time. */
  readonly jobs: number;
  readonly onFailure: (text: string) => void;
}

/** Plays random sequences until enough commands have run. Answers with the number of those that broke a law. */
export async function explore({
  seed,
  runs,
  shrinkMilliseconds,
  stage,
  jobs,
  onFailure,
}: Exploration): Promise<number> {
  const sequences = sequencesOf(seed, Math.ceil(runs / runsEach), runsEach);
  const waiting = [...sequences.entries()];
  let failures = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, sequence] = next;
      const text = await failureOf(sequence, stage, shrinkMilliseconds);
      if (text === undefined) continue;
      failures += 1;
      onFailure(`seed ${seed}, sequence ${index}\n${text}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return failures;
}

async function failureOf(
  sequence: Sequence,
  stage: Stage,
  shrinkMilliseconds: number,
): Promise<string | undefined> {
  const violation = await play(sequence, stage);
  if (!violation) return undefined;
  const short = await shrunk({ sequence, violation }, stage, shrinkMilliseconds);
  return `${report(short.sequence, short.violation)}\n${JSON.stringify(short.sequence)}`;
}
