import { GraphError, GraphUnreachableError } from "../errors";
import { Waits } from "../waits";
import { settlingMilliseconds } from "./schemaChanges";
import { mayBeUnsettled, settlingPace, type SchemaNames, type SchemaSurroundings } from "./settling";

export interface Creation<T> {
  readonly post: () => Promise<void>;
  /** Looks once. Undefined when it is not there. */
  readonly look: () => Promise<T | undefined>;
}

export interface Created<T> {
  /** What is there already, where the answer to the POST did not say that it created it. */
  readonly found: T | undefined;
  /** Whether this POST may still have created it. */
  readonly mayBeOurs: boolean;
}

/**
 * Creates something, and never twice. A POST is sent again only after a look, and how Graph refuses one of what is there
 * already is not documented, so that after any refusal a look says whether it is: more than one, because a late replica may
 * hide it.
 *
 * @param what Names what is created, and what it belongs to: while that is new to Graph itself, a refusal says little.
 * @throws GraphError, GraphUnreachableError, TokenError, and whatever looking throws
 */
export async function createOnce<T>(
  around: SchemaSurroundings,
  what: SchemaNames,
  { post, look }: Creation<T>,
): Promise<Created<T>> {
  const { graph, schemaChanges, progress } = around;
  const { clock, timeoutMilliseconds } = graph;
  const waits = new Waits(clock, settlingPace);
  let uncertainSince: number | undefined;
  for (;;) {
    try {
      await post();
      return { found: undefined, mayBeOurs: true };
    } catch (error) {
      if (!(error instanceof GraphError || error instanceof GraphUnreachableError)) throw error;
      if (error.mayHaveHappened) uncertainSince = clock.now().getTime();
      const found = await look();
      if (found !== undefined) return { found, mayBeOurs: uncertainSince !== undefined };
      const wait = waits.next();
      if (error.mayHaveHappened) {
        if (!waits.allows(wait, timeoutMilliseconds)) throw error;
        await clock.sleep(wait);
        continue;
      }
      // What may have been created is as new to Graph as what was.
      const asNew =
        uncertainSince === undefined ? 0 : uncertainSince + settlingMilliseconds - clock.now().getTime();
      const settling = Math.max(asNew, schemaChanges.settlingFor(what.attributeSet, what.names));
      if (settling <= 0) {
        const hidden = await lookForHidden(around, what, error, look);
        if (hidden !== undefined) return { found: hidden, mayBeOurs: uncertainSince !== undefined };
        continue;
      }
      if (!(mayBeUnsettled(error) || isConflict(error))) throw error;
      progress.schemaUnsettled(what, { waited: waits.waited, limit: settlingMilliseconds });
      await clock.sleep(Math.min(wait, settling));
    }
  }
}

/**
 * Looks again for what a POST may have been refused for. Undefined when a look has put right something else that was in its
 * way, so that another POST is worth it.
 *
 * @throws the refusal, once that must have another reason
 */
async function lookForHidden<T>(
  { graph, schemaChanges, progress }: SchemaSurroundings,
  what: SchemaNames,
  refusal: GraphError | GraphUnreachableError,
  look: Creation<T>["look"],
): Promise<T | undefined> {
  const { clock, timeoutMilliseconds } = graph;
  const waits = new Waits(clock, settlingPace);
  const limit = Math.min(hiddenFor(refusal), timeoutMilliseconds);
  while (schemaChanges.settlingFor(what.attributeSet, what.names) === 0) {
    const wait = waits.next();
    if (!waits.allows(wait, limit)) throw refusal;
    progress.schemaInDoubt(what, { waited: waits.waited, limit });
    await clock.sleep(wait);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** For how long a late replica may hide what is there already. A 400 mostly has another reason, which cannot wait so long. */
function hiddenFor(refusal: unknown): number {
  if (isConflict(refusal)) return settlingMilliseconds;
  return refusal instanceof GraphError && refusal.status === 400 ? 6_000 : 0;
}

/** One of the answers that a duplicate may get. */
function isConflict(error: unknown): boolean {
  return error instanceof GraphError && error.status === 409;
}
