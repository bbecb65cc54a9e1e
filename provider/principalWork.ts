import type { Place } from "./assignment/assignment";
import type { Sight } from "./assignment/evidence";
import type { History } from "./assignment/history";
import {
  afterPatch,
  encodePatch,
  isEmptyPatch,
  mergePatches,
  type Observed,
  type Patch,
} from "./assignment/patch";
import { noAttributes, type Attributes } from "./assignment/values";
import { GraphError, GraphUnreachableError } from "./graph/errors";
import { isMissing, MissingObjectWait, type Patience } from "./graph/patience";
import { getPrincipal, patchAttributeSets, type ObservedPrincipal } from "./graph/principals";
import type { Progress } from "./progress";
import { ReadBack, ReadBackWaits, readBackMilliseconds } from "./readBack";
import type { Connection } from "./session";

/** What one operation wants at a principal. */
export interface Job {
  readonly place: Place;
  /** How long the principal may seem missing. */
  readonly patience: Patience;
  /**
   * Decides from what is there; asked again whenever the principal had to be looked at again. Nothing of this process
   * writes to the principal between what is observed here and the PATCH. An error ends this job alone.
   */
  plan(observed: Observed): Patch | Promise<Patch>;
}

/** A write that Graph has accepted, or may have carried out, and that has not been seen. */
export class UnconfirmedWriteError extends Error {
  override readonly name = "UnconfirmedWriteError";
  readonly names: readonly string[];
  /** What was seen last at the place. */
  readonly observed: Attributes;

  /** Whether Graph accepted the write. If not, it did not say what became of it. */
  readonly isAccepted: boolean;

  constructor(names: readonly string[], observed: Attributes, { isAccepted = true, cause }: Ending = {}) {
    super(`the change of ${names.join(", ")} has not been seen`, { cause });
    this.names = names;
    this.observed = observed;
    this.isAccepted = isAccepted;
  }
}

interface Ending {
  readonly isAccepted?: boolean;
  /** What went wrong, if it was more than that reads kept showing something else. */
  readonly cause?: unknown;
}

/** What the work on every principal shares. */
export interface Surroundings {
  readonly connection: Connection;
  readonly history: History;
  readonly sight: Sight;
  readonly progress: Progress;
}

/**
 * The work on one principal. Look, decide, PATCH and read back are one section that nothing else of this process enters;
 * jobs that came in the meantime are then done together, with one look and one PATCH.
 */
export class PrincipalWork {
  readonly #principal: Pick<Place, "principalType" | "principalObjectId">;
  readonly #around: Surroundings;
  #waiting: Share[] = [];
  #isBusy = false;

  constructor(principal: Pick<Place, "principalType" | "principalObjectId">, around: Surroundings) {
    this.#principal = principal;
    this.#around = around;
  }

  /**
   * @param look What a look just now has shown; it is used if nothing else is going on.
   * @throws UnconfirmedWriteError, GraphError, GraphUnreachableError, TokenError, and whatever planning throws
   */
  run(job: Job, look?: ObservedPrincipal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(new Share(job, resolve, reject));
      if (!this.#isBusy) void this.#work(look);
    });
  }

  async #work(firstLook: ObservedPrincipal | undefined): Promise<void> {
    this.#isBusy = true;
    for (let look = firstLook; this.#waiting.length > 0; look = undefined) {
      await this.#serve(this.#waiting.splice(0), look);
    }
    this.#isBusy = false;
  }

  /** Brings jobs to their end, whatever it is. */
  async #serve(shares: readonly Share[], firstLook?: ObservedPrincipal): Promise<void> {
    const missing = new MissingObjectWait(this.#around.connection.graph.clock);
    for (let look = firstLook; ; look = undefined) {
      const open = shares.filter((share) => !share.isSettled);
      if (open.length === 0) return;
      try {
        await this.#attempt(open, look);
        return;
      } catch (error) {
        if (isMissing(error)) await this.#waitFor(open, missing, error);
        else for (const share of open) share.reject(error);
      }
    }
  }

  /** Lets those wait for the principal who may, and ends the others. */
  async #waitFor(shares: readonly Share[], missing: MissingObjectWait, error: GraphError): Promise<void> {
    const wait = missing.next();
    for (const share of shares) {
      const mistake = missing.isFirst ? await share.job.patience.onFirstMiss?.() : undefined;
      if (mistake) share.reject(mistake);
      else if (!missing.allows(share.job.patience, wait)) share.reject(error);
    }
    const longest = Math.max(
      ...shares.map((share) => (share.isSettled ? 0 : share.job.patience.milliseconds)),
    );
    if (longest === 0) return;
    this.#around.progress.principalMissing(this.#principal, { waited: missing.waited, limit: longest });
    await this.#around.connection.graph.clock.sleep(wait);
  }

  async #attempt(shares: readonly Share[], look?: ObservedPrincipal): Promise<void> {
    const seen = look ?? (await this.#look());
    const writes = await this.#plan(shares, seen);
    if (writes.length === 0) return;
    try {
      const known = writes.flatMap(({ before }) => [...before.values()].flat());
      await patchAttributeSets(this.#around.connection.graph, this.#reference, encode(writes), known);
    } catch (error) {
      if (error instanceof GraphError && error.isRefusal && writes.length > 1) return this.#oneByOne(writes);
      if (!mayHaveHappened(error)) throw error;
      for (const { share, patch, before } of writes) {
        share.reject(new UnconfirmedWriteError(namesOf(patch), before, { isAccepted: false, cause: error }));
      }
      return;
    }
    for (const { share, patch } of writes) this.#around.history.at(share.job.place).wrote(patch);
    await this.#readBack(writes);
  }

  /** Asks each job what it wants, given what those before it want. */
  async #plan(shares: readonly Share[], { sets }: ObservedPrincipal): Promise<Write[]> {
    const { history, sight, connection } = this.#around;
    for (const [attributeSet, values] of sets) if (values.size > 0) sight.saw(attributeSet);
    const planned = new Map<string, Attributes>();
    const writes: Write[] = [];
    for (const share of shares) {
      const { place } = share.job;
      const read = history.at(place).correct(sets.get(place.attributeSet) ?? noAttributes);
      const before = planned.get(place.attributeSet) ?? read;
      try {
        const mayBeHidden =
          before.size === 0 && sight.mayBeBlind(place.attributeSet, await connection.tokens.permissions());
        const patch = await share.job.plan({ attributes: before, mayBeHidden });
        planned.set(place.attributeSet, afterPatch(before, patch));
        if (isEmptyPatch(patch)) share.resolve();
        else writes.push({ share, patch, before });
      } catch (error) {
        share.reject(error);
      }
    }
    return writes;
  }

  /** Graph did not take a PATCH of several jobs. Which of them is to blame shows when each is sent by itself. */
  async #oneByOne(writes: readonly Write[]): Promise<void> {
    for (const { share } of writes) await this.#serve([share]);
  }

  async #readBack(writes: readonly Write[]): Promise<void> {
    const { connection, history, sight, progress } = this.#around;
    const { graph } = connection;
    const pending = writes.map((write, index) => ({
      ...write,
      readBack: new ReadBack(withoutOverwritten(write, writes.slice(index + 1))),
    }));
    const limit = Math.min(readBackMilliseconds, graph.timeoutMilliseconds);
    const waits = new ReadBackWaits(graph.clock, limit);
    for (;;) {
      const open = pending.filter(({ share }) => !share.isSettled);
      const sets = await this.#lookAgain(open);
      for (const { share, patch, readBack } of open) {
        const { place } = share.job;
        const attributes = sets && (sets.get(place.attributeSet) ?? noAttributes);
        if (attributes) history.at(place).correct(attributes);
        readBack.read(attributes);
        if (!readBack.isDone) continue;
        if (patch.assign.size > 0) sight.saw(place.attributeSet);
        share.resolve();
      }
      const left = open.filter(({ share }) => !share.isSettled);
      if (left.length === 0) return;
      const wait = waits.next(left.every(({ readBack }) => readBack.agrees));
      if (wait === undefined) {
        for (const { share, before, readBack } of left) {
          history.at(share.job.place).takeBack(readBack.missed);
          share.reject(new UnconfirmedWriteError(readBack.missed, readBack.lastRead ?? before));
        }
        return;
      }
      progress.writeUnseen(this.#principal, { waited: waits.waited, limit });
      await graph.clock.sleep(wait);
    }
  }

  /** Reads after a write. Nothing that goes wrong here may hide that something was written. */
  async #lookAgain(
    open: readonly (Write & { readBack: ReadBack })[],
  ): Promise<ObservedPrincipal["sets"] | undefined> {
    try {
      return (await this.#look()).sets;
    } catch (error) {
      for (const { share, patch, before, readBack } of open) {
        if (!isMissing(error)) {
          share.reject(
            new UnconfirmedWriteError(namesOf(patch), readBack.lastRead ?? before, { cause: error }),
          );
        } else if (share.job.patience.milliseconds === 0) share.reject(error);
      }
      return undefined;
    }
  }

  #look(): Promise<ObservedPrincipal> {
    return getPrincipal(this.#around.connection.graph, this.#reference);
  }

  get #reference() {
    const { principalType, principalObjectId } = this.#principal;
    return { principalType, id: principalObjectId };
  }
}

/** A job, and the one who waits for it. */
class Share {
  readonly job: Job;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  isSettled = false;

  constructor(job: Job, resolve: () => void, reject: (error: unknown) => void) {
    this.job = job;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  resolve(): void {
    this.isSettled = true;
    this.#resolve();
  }

  reject(error: unknown): void {
    this.isSettled = true;
    this.#reject(error);
  }
}

interface Write {
  readonly share: Share;
  readonly patch: Patch;
  /** What was there when the job decided. */
  readonly before: Attributes;
}

/** Several patches as the members of one body, by attribute set. */
function encode(writes: readonly Write[]): Map<string, Record<string, unknown>> {
  const patches = new Map<string, Patch>();
  for (const { share, patch } of writes) {
    const { attributeSet } = share.job.place;
    const earlier = patches.get(attributeSet);
    patches.set(attributeSet, earlier ? mergePatches(earlier, patch) : patch);
  }
  return new Map([...patches].map(([attributeSet, patch]) => [attributeSet, encodePatch(patch)]));
}

/** What of a write is to be seen, when later ones of the same PATCH have taken some of its names. */
function withoutOverwritten({ share, patch }: Write, later: readonly Write[]): Patch {
  const taken = new Set(
    later
      .filter((write) => write.share.job.place.attributeSet === share.job.place.attributeSet)
      .flatMap((write) => namesOf(write.patch)),
  );
  const rest = (attributes: Attributes) => new Map([...attributes].filter(([name]) => !taken.has(name)));
  return { assign: rest(patch.assign), clear: rest(patch.clear) };
}

function namesOf({ assign, clear }: Patch): string[] {
  return [...assign.keys(), ...clear.keys()];
}

function mayHaveHappened(error: unknown): boolean {
  return (error instanceof GraphError || error instanceof GraphUnreachableError) && error.mayHaveHappened;
}
