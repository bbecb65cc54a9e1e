import type { Clock } from "../clock";
import { GraphError } from "../errors";
import type { GraphClient } from "../graphClient";
import { Waits } from "../waits";
import type { SchemaChanges } from "./schemaChanges";
import type { SchemaClaims } from "./schemaClaims";

/** A set, or attributes in it, that a request names. */
export interface SchemaNames {
  readonly attributeSet: string;
  readonly names?: readonly string[];
}

/** Tells the user why nothing seems to happen. Times are in milliseconds. */
export interface SettlingProgress {
  schemaUnsettled(what: SchemaNames, wait: SchemaWait): void;
  schemaInDoubt(what: SchemaNames, wait: SchemaWait): void;
}

/** How long somebody has waited, and will wait at most. */
export interface SchemaWait {
  readonly waited: number;
  readonly limit: number;
}

export interface Settling {
  readonly clock: Clock;
  readonly schemaChanges: SchemaChanges;
  readonly progress: SettlingProgress;
}

/** What work on sets and definitions shares. */
export interface SchemaSurroundings extends Settling {
  readonly graph: GraphClient;
  readonly schemaClaims: SchemaClaims;
}

/** Between two attempts, in milliseconds. */
export const settlingPace = { first: 1_000, longest: 8_000 };

/**
 * The waits of one request that is refused and names something that this process has created or reactivated a moment ago:
 * some replica may not know it yet. What code the refusal has is not documented, so the name alone decides.
 */
export class SettlingWaits {
  readonly #around: Settling;
  readonly #waits: Waits;

  constructor(around: Settling) {
    this.#around = around;
    this.#waits = new Waits(around.clock, settlingPace);
  }

  /** Waits, if the request is worth another attempt after that, and tells whether it is. */
  async waitOut(what: SchemaNames, refusal: unknown): Promise<boolean> {
    const { clock, schemaChanges, progress } = this.#around;
    const { attributeSet, names = [] } = what;
    const settling = schemaChanges.settlingFor(attributeSet, names);
    const left = settling || schemaChanges.inDoubtFor(attributeSet, names);
    if (left === 0 || !mayBeUnsettled(refusal)) return false;
    const wait = Math.min(this.#waits.next(), left);
    const { waited } = this.#waits;
    const told = { waited, limit: waited + left };
    if (settling > 0) progress.schemaUnsettled(what, told);
    else progress.schemaInDoubt(what, told);
    await clock.sleep(wait);
    return true;
  }
}

/**
 * Sends a request again while it is refused and may only be early.
 *
 * @throws Whatever the request throws, once that cannot be the reason any more
 */
export async function untilSettled<T>(
  around: Settling,
  what: SchemaNames,
  request: () => Promise<T>,
): Promise<T> {
  const waits = new SettlingWaits(around);
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!(await waits.waitOut(what, error))) throw error;
    }
  }
}

/** Whether a refusal may come from a replica that does not know yet what a request names. */
export function mayBeUnsettled(error: unknown): boolean {
  return error instanceof GraphError && (error.status === 400 || error.status === 404);
}
