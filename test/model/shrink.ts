import { play, type Stage, type Violation } from "./player";
import type { Sequence } from "./steps";

export interface Failure {
  readonly sequence: Sequence;
  readonly violation: Violation;
}

/**
 * A shorter sequence that breaks the same law. Every attempt runs the engine again, so that it ends with its time: what is
 * left may not be the shortest.
 */
export async function shrunk(failure: Failure, stage: Stage, milliseconds: number): Promise<Failure> {
  const deadline = Date.now() + milliseconds;
  let best = withoutRest(failure);
  for (let size = Math.ceil(best.sequence.steps.length / 2); size >= 1;) {
    let isShorter = false;
    for (let start = best.sequence.steps.length - 1 - size; start > -size; start -= size) {
      if (Date.now() > deadline) return best;
      const from = Math.max(0, start);
      const steps = best.sequence.steps.filter((_, index) => index < from || index >= start + size);
      const found = await sameViolation({ ...best.sequence, steps }, best.violation.law, stage);
      if (!found) continue;
      best = withoutRest(found);
      isShorter = true;
    }
    if (size > 1) size = Math.floor(size / 2);
    else if (!isShorter) break;
  }
  if (best.sequence.late && Date.now() < deadline) {
    best = (await sameViolation({ ...best.sequence, late: false }, best.violation.law, stage)) ?? best;
  }
  return best;
}

function withoutRest({ sequence, violation }: Failure): Failure {
  return { violation, sequence: { ...sequence, steps: sequence.steps.slice(0, violation.at + 1) } };
}

async function sameViolation(sequence: Sequence, law: string, stage: Stage): Promise<Failure | undefined> {
  const violation = await play(sequence, stage);
  return violation?.law === law ? { sequence, violation } : undefined;
}
