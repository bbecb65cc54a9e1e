import { afterPatch, isEmptyPatch } from "./patch";
import type { Place } from "../entra/place";
import type { Sight } from "./sight";
import type { History } from "./history";
import { noAttributes, type Attributes } from "../entra/values";
import { GraphError, GraphUnreachableError } from "../graph/errors";
import { isMissing, MissingObjectWait } from "../graph/patience";
import { getPrincipal, patchAttributeSets, type ObservedPrincipal } from "../graph/principals";
import { encodeWrites, namesOf, withoutOverwritten, type Write } from "./jointWrite";
import type { Progress } from "../report/progress";
import { QueuedJob, type Job } from "./queuedJob";
import { ReadBack, ReadBackWaits, readBackMilliseconds } from "./readBack";
import type { Connection } from "../session/session";
import { UnconfirmedWriteError } from "./unconfirmedWrite";

/** What the work on every principal jobs. */
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
  #waiting: QueuedJob[] = [];
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
      this.#waiting.push(new QueuedJob(job, resolve, reject));
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
  async #serve(jobs: readonly QueuedJob[], firstLook?: ObservedPrincipal): Promise<void> {
    const missing = new MissingObjectWait(this.#around.connection.graph.clock);
    for (let look = firstLook; ; look = undefined) {
      const open = jobs.filter((job) => !job.isSettled);
      if (open.length === 0) return;
      try {
        await this.#attempt(open, look);
        return;
      } catch (error) {
        if (isMissing(error)) await this.#waitFor(open, missing, error);
        else for (const job of open) job.reject(error);
      }
    }
  }

  /** Lets those wait for the principal who may, and ends the others. */
  async #waitFor(jobs: readonly QueuedJob[], missing: MissingObjectWait, error: GraphError): Promise<void> {
    const wait = missing.next();
    const whyInVain = jobs.find((job) => job.patience.whyInVain)?.patience.whyInVain;
    const mistake = missing.isFirst ? await whyInVain?.() : undefined;
    for (const job of jobs) {
      if (mistake && job.patience.whyInVain) job.reject(mistake);
      else if (!missing.allows(job.patience, wait)) job.reject(error);
    }
    const longest = Math.max(...jobs.map((job) => (job.isSettled ? 0 : job.patience.milliseconds)));
    if (longest === 0) return;
    this.#around.progress.principalMissing(this.#principal, { waited: missing.waited, limit: longest });
    await this.#around.connection.graph.clock.sleep(wait);
  }

  async #attempt(jobs: readonly QueuedJob[], look?: ObservedPrincipal): Promise<void> {
    const seen = look ?? (await this.#look());
    const writes = await this.#plan(jobs, seen);
    if (writes.length === 0) return;
    try {
      const known = writes.flatMap(({ before }) => [...before.values()].flat());
      await patchAttributeSets(this.#around.connection.graph, this.#reference, encodeWrites(writes), known);
    } catch (error) {
      if (error instanceof GraphError && error.isRefusal && writes.length > 1) return this.#oneByOne(writes);
      if (!mayHaveHappened(error)) throw error;
      for (const { job, patch, before } of writes) {
        job.reject(new UnconfirmedWriteError(namesOf(patch), before, { isAccepted: false, cause: error }));
      }
      return;
    }
    for (const { job, patch } of writes) this.#around.history.at(job.place).wrote(patch);
    await this.#readBack(writes);
  }

  /** Asks each job what it wants, given what those before it want. */
  async #plan(jobs: readonly QueuedJob[], { sets }: ObservedPrincipal): Promise<Write[]> {
    const { history, sight, connection } = this.#around;
    for (const [attributeSet, values] of sets) if (values.size > 0) sight.saw(attributeSet);
    const planned = new Map<string, Attributes>();
    const writes: Write[] = [];
    for (const job of jobs) {
      const { place } = job;
      const read = history.at(place).correct(sets.get(place.attributeSet) ?? noAttributes);
      const before = planned.get(place.attributeSet) ?? read;
      try {
        const mayBeHidden =
          before.size === 0 && sight.mayBeBlind(place.attributeSet, await connection.tokens.permissions());
        const patch = await job.plan({ attributes: before, mayBeHidden });
        planned.set(place.attributeSet, afterPatch(before, patch));
        if (isEmptyPatch(patch)) job.resolve();
        else writes.push({ job, patch, before });
      } catch (error) {
        job.reject(error);
      }
    }
    return writes;
  }

  /** Graph did not take a PATCH of several jobs. Which of them is to blame shows when each is sent by itself. */
  async #oneByOne(writes: readonly Write[]): Promise<void> {
    for (const { job } of writes) await this.#serve([job]);
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
      const open = pending.filter(({ job }) => !job.isSettled);
      const sets = await this.#lookAgain(open);
      for (const { job, patch, readBack } of open) {
        const { place } = job;
        const attributes = sets && (sets.get(place.attributeSet) ?? noAttributes);
        if (attributes) history.at(place).correct(attributes);
        readBack.read(attributes);
        if (!readBack.isDone) continue;
        if (patch.assign.size > 0) sight.saw(place.attributeSet);
        job.resolve();
      }
      const left = open.filter(({ job }) => !job.isSettled);
      if (left.length === 0) return;
      const wait = waits.next(left.every(({ readBack }) => readBack.agrees));
      if (wait === undefined) {
        for (const { job, before, readBack } of left) {
          history.at(job.place).takeBack(readBack.missed);
          job.reject(new UnconfirmedWriteError(readBack.missed, readBack.lastRead ?? before));
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
      for (const { job, patch, before, readBack } of open) {
        if (!isMissing(error)) {
          job.reject(
            new UnconfirmedWriteError(namesOf(patch), readBack.lastRead ?? before, { cause: error }),
          );
        } else if (job.patience.milliseconds === 0) job.reject(error);
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

function mayHaveHappened(error: unknown): boolean {
  return (error instanceof GraphError || error instanceof GraphUnreachableError) && error.mayHaveHappened;
}
