import type { Clock } from "../graph/clock";
import { GraphError } from "../graph/errors";
import { Waits } from "../graph/waits";
import { settlingMilliseconds, type RunSchema } from "./runSchema";

/** A set, or attributes in it, that a request names. */
export interface SchemaNames {
  readonly attributeSet: string;
  readonly names?: readonly string[];
}

/** Tells the user why nothing seems to happen. Times are in milliseconds. */
export interface SettlingProgress {
  schemaUnsettled(what: SchemaNames, wait: { readonly waited: number; readonly limit: number }): void;
}

export interface Settling {
  readonly clock: Clock;
  readonly schema: RunSchema;
  readonly progress: SettlingProgress;
}

const pace = { first: 1_000, longest: 8_000 };

/**
 * Sends a request again while it is refused and names something that this process has created or reactivated a moment
 * ago: some replica may not know it yet. What code the refusal has is not documented, so the name alone decides.
 *
 * @throws Whatever the request throws, once that cannot be the reason any more
 */
export async function untilSettled<T>(
  { clock, schema, progress }: Settling,
  what: SchemaNames,
  request: () => Promise<T>,
): Promise<T> {
  const waits = new Waits(clock, pace);
  for (;;) {
    try {
      return await request();
    } catch (error) {
      const left = schema.settlingFor(what.attributeSet, what.names);
      if (left === 0 || !mayBeLate(error)) throw error;
      const wait = Math.min(waits.next(), left);
      progress.schemaUnsettled(what, { waited: waits.waited, limit: settlingMilliseconds });
      await clock.sleep(wait);
    }
  }
}

function mayBeLate(error: unknown): boolean {
  return error instanceof GraphError && (error.status === 400 || error.status === 404);
}
