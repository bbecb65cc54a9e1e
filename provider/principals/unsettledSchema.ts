import { GraphError } from "../graph/errors";
import type { GraphClient } from "../graph/graphClient";
import { reactivateClaimed } from "../graph/schema/reactivateClaimed";
import type { SchemaChanges } from "../graph/schema/schemaChanges";
import type { SchemaClaims } from "../graph/schema/schemaClaims";
import { SettlingWaits, type SchemaNames, type SettlingProgress } from "../graph/schema/settling";
import type { Write } from "./jointWrite";
import { namesIn } from "./patch";

/** Reports what is repaired meanwhile. */
export interface SchemaProgress extends SettlingProgress {
  schemaReactivated(what: SchemaNames): void;
}

interface Around {
  readonly graph: GraphClient;
  readonly schemaClaims: SchemaClaims;
  readonly schemaChanges: SchemaChanges;
  readonly progress: SchemaProgress;
}

/** Writes that are refused, and name what the running program defines. */
export class UnsettledSchema {
  readonly #around: Around;
  readonly #waits: SettlingWaits;
  #hasLooked = false;

  constructor(around: Around) {
    this.#around = around;
    this.#waits = new SettlingWaits({ ...around, clock: around.graph.clock });
  }

  /** Waits, if a refused write is worth another attempt after that, and tells whether it is. */
  async waitOut(refusal: unknown, { job, patch }: Write): Promise<boolean> {
    // A 404 is about the principal.
    if (!(refusal instanceof GraphError) || refusal.status !== 400) return false;
    const { attributeSet } = job.place;
    const assigned = [...patch.assign.keys()];
    // A late replica may show for a while what a definition was before.
    const isInDoubt = this.#around.schemaChanges.inDoubtFor(attributeSet, assigned) > 0;
    const mayReactivate = isInDoubt || !this.#hasLooked;
    if (mayReactivate && (await this.#reactivate({ attributeSet, names: assigned }))) return true;
    return this.#waits.waitOut({ attributeSet, names: namesIn(patch) }, refusal);
  }

  /** Tells whether anything had to be reactivated. */
  async #reactivate(what: SchemaNames): Promise<boolean> {
    const { progress } = this.#around;
    this.#hasLooked = true;
    // If this fails, the refusal is reported.
    const names = await reactivateClaimed(this.#around, what).catch(() => []);
    if (names.length > 0) progress.schemaReactivated({ ...what, names });
    return names.length > 0;
  }
}
