import type { Attributes } from "../entra/values";
import { encodePatch, mergePatches, namesIn, type Observed, type Patch } from "./patch";
import type { QueuedJob } from "./queuedJob";

/** What a job wants written. */
export interface Write {
  readonly job: QueuedJob;
  readonly patch: Patch;
  /** What was there when the job decided. */
  readonly before: Observed;
}

/** Several patches as the members of one body, by attribute set. */
export function encodeWrites(writes: readonly Write[]): Map<string, Record<string, unknown>> {
  const patches = new Map<string, Patch>();
  for (const { job, patch } of writes) {
    const { attributeSet } = job.place;
    const earlier = patches.get(attributeSet);
    patches.set(attributeSet, earlier ? mergePatches(earlier, patch) : patch);
  }
  return new Map([...patches].map(([attributeSet, patch]) => [attributeSet, encodePatch(patch)]));
}

/** What of a write is to be seen, when later ones of the same PATCH have taken some of its names. */
export function withoutOverwritten({ job, patch }: Write, later: readonly Write[]): Patch {
  const taken = new Set(
    later
      .filter((write) => write.job.place.attributeSet === job.place.attributeSet)
      .flatMap((write) => namesIn(write.patch)),
  );
  const rest = (attributes: Attributes) => new Map([...attributes].filter(([name]) => !taken.has(name)));
  return { assign: rest(patch.assign), clear: rest(patch.clear) };
}
