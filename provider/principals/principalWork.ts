import type { Permissions } from "../entra/permissions";
import type { Principal } from "../entra/principal";
import { caseVariantOf } from "../entra/names";
import { noAttributes, type Attributes } from "../entra/values";
import { GraphError, GraphUnreachableError, isMissingObject } from "../graph/errors";
import type { GraphClient } from "../graph/graphClient";
import { getPrincipal, patchAttributeSets, type ObservedPrincipal } from "../graph/principals";
import type { SchemaChanges } from "../graph/schema/schemaChanges";
import type { SchemaClaims } from "../graph/schema/schemaClaims";
import type { History } from "./history";
import { encodeWrites, withoutOverwritten, type Write } from "./jointWrite";
import { afterPatch, isEmptyPatch, namesIn, type Observed } from "./patch";
import { QueuedJob, type Job, type Outcome, type Plan } from "./queuedJob";
import { ReadBack, readBackMilliseconds } from "./readBack";
import type { Sight } from "./sight";
import { UnconfirmedWriteError } from "./unconfirmedWrite";
import { UnsettledSchema, type SchemaProgress } from "./unsettledSchema";
import { Waits } from "../graph/waits";
import { MissingPrincipal } from "./missingPrincipal";

/** Tells the user why nothing seems to happen. */
export interface Progress extends SchemaProgress {
  /** A principal that may have been created a moment ago is not found. */
  principalMissing(principal: Principal, wait: OngoingWait): void;
  /** What was written is not shown by every replica yet. */
  writeUnseen(principal: Principal, wait: OngoingWait): void;
}

/** A wait that has not ended, in milliseconds. */
export interface OngoingWait {
  readonly waited: number;
  readonly limit: number;
}

/** What the work on every principal shares. */
export interface Surroundings {
  readonly graph: GraphClient;
  /** What the token in use allows. */
  readonly permissions: () => Promise<Permissions>;
  readonly history: History;
  readonly sight: Sight;
  readonly schemaClaims: SchemaClaims;
  readonly schemaChanges: SchemaChanges;
  readonly progress: Progress;
  /** Told when everything that was asked for is done. */
  readonly onIdle?: () => void;
}

/** Between reads of a write that is not shown yet. */
const unseenPace = { first: 500, longest: 10_000 };

/**
 * The work on one principal. Look, decide, PATCH and read back are one section that nothing else of this process enters;
 * jobs that came in the meantime are then done together, with one look and one PATCH.
 */
export class PrincipalWork {
  readonly #principal: Principal;
  readonly #around: Surroundings;
  #waiting: QueuedJob[] = [];
  #isBusy = false;

  constructor(principal: Principal, around: Surroundings) {
    this.#principal = principal;
    this.#around = around;
  }

  /**
   * Carries out what a job plans, and gives what it saw and planned.
   *
   * @param look What a look just now has shown; it is used if nothing else is going on.
   * @throws UnconfirmedWriteError, GraphError, GraphUnreachableError, TokenError, and whatever planning throws
   */
  run<P extends Plan>(job: Job<P>, look?: ObservedPrincipal): Promise<Outcome<P>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(QueuedJob.of(job, resolve, reject));
      if (!this.#isBusy) void this.#work(look);
    });
  }

  async #work(firstLook: ObservedPrincipal | undefined): Promise<void> {
    this.#isBusy = true;
    try {
      for (let look = firstLook; this.#waiting.length > 0; look = undefined) {
        await this.#serve(this.#waiting.splice(0), look);
      }
    } finally {
      this.#isBusy = false;
      this.#around.onIdle?.();
    }
  }

  /** Brings jobs to their end, whatever it is. */
  async #serve(jobs: readonly QueuedJob[], firstLook?: ObservedPrincipal): Promise<void> {
    const missing = new MissingPrincipal(this.#around.graph.clock);
    const unsettled = new UnsettledSchema(this.#around);
    for (let look = firstLook; ; look = undefined) {
      const open = jobs.filter((job) => !job.isSettled);
      if (open.length === 0) return;
      try {
        await this.#attempt(open, unsettled, look);
        return;
      } catch (error) {
        if (isMissingObject(error)) await this.#waitFor(open, missing, error);
        else for (const job of open) job.reject(error);
      }
    }
  }

  /** Lets those wait for the principal who may, and ends the others. */
  async #waitFor(jobs: readonly QueuedJob[], missing: MissingPrincipal, error: GraphError): Promise<void> {
    const wait = missing.nextWait();
    const hasTime = ({ patience }: QueuedJob) => missing.waited < patience.milliseconds;
    for (const job of jobs) if (!hasTime(job)) job.reject((await missing.explanation) ?? error);
    const patient = jobs.filter(hasTime);
    if (patient.length === 0) return;
    const limit = Math.max(...patient.map(({ patience }) => patience.milliseconds));
    const { waited } = missing;

    // The principal may appear while the look-up for its id is running, so the wait continues meanwhile.
    missing.explainOnce(patient);
    for (const { patience } of patient) patience.onMissing?.();
    const pause = this.#around.graph.clock.sleep(Math.min(wait, limit - waited));
    const looked = await Promise.race([
      missing.explanation.then((mistake) => ({ mistake })),
      pause.then(() => undefined),
    ]);
    if (looked?.mistake) for (const job of patient) if (job.patience.whyInVain) job.reject(looked.mistake);
    if (patient.every((job) => job.isSettled)) return;
    // Only once it is known that the wait can help.
    if (looked) this.#around.progress.principalMissing(this.#principal, { waited, limit });
    await pause;
  }

  async #attempt(
    jobs: readonly QueuedJob[],
    unsettled: UnsettledSchema,
    look?: ObservedPrincipal,
  ): Promise<void> {
    const graph = jobs.find((job) => job.graph)?.graph ?? this.#around.graph;
    const seen = look ?? (await getPrincipal(graph, this.#principal));
    const writes = await this.#plan(jobs, seen);
    if (writes.length === 0) return;
    try {
      const known = writes.flatMap(({ before }) => [...before.attributes.values()].flat());
      await patchAttributeSets(graph, this.#principal, encodeWrites(writes), known);
    } catch (error) {
      if (error instanceof GraphError && error.isRefusal && writes.length > 1) return this.#oneByOne(writes);
      const [write] = writes;
      if (write && (await unsettled.waitOut(error, write))) return this.#attempt([write.job], unsettled);
      if (!mayHaveHappened(error)) throw error;
      for (const { job, patch, before } of writes) {
        job.reject(new UnconfirmedWriteError(namesIn(patch), before, { isAccepted: false, cause: error }));
      }
      return;
    }
    for (const { job, patch } of writes) this.#around.history.at(job.place).wrote(patch);
    await this.#readBack(writes, graph);
  }

  /** Asks each job what it wants, given what those before it want. */
  async #plan(jobs: readonly QueuedJob[], seen: ObservedPrincipal): Promise<Write[]> {
    const { history, sight, permissions } = this.#around;
    for (const [attributeSet, values] of seen.sets)
      if (values.size > 0 || seen.unread.has(attributeSet)) sight.saw(attributeSet);
    const planned = new Map<string, Attributes>();
    const writes: Write[] = [];
    for (const job of jobs) {
      const { attributeSet } = job.place;
      try {
        const read = seen.sets.get(attributeSet);
        const attributes = planned.get(attributeSet) ?? history.at(job.place).correct(read ?? noAttributes);
        const unread = seen.unread.get(attributeSet);
        const mayBeHidden =
          attributes.size === 0 && !unread && sight.mayBeHidden(attributeSet, await permissions());
        const otherSet = read ? undefined : caseVariantOf(attributeSet, seen.sets.keys());
        const observed = { attributes, unread, mayBeHidden, otherSet };
        const patch = await job.plan(seen, observed);
        planned.set(attributeSet, afterPatch(attributes, patch));
        if (isEmptyPatch(patch)) job.resolve();
        else writes.push({ job, patch, before: observed });
      } catch (error) {
        job.reject(error);
      }
    }
    return writes;
  }

  /**
   * Graph did not take a PATCH of several jobs. Which of them is to blame shows when each is sent by itself; what may have
   * to wait for its definition comes last.
   */
  async #oneByOne(writes: readonly Write[]): Promise<void> {
    const { schemaChanges } = this.#around;
    const mayWait = ({ job, patch }: Write) =>
      schemaChanges.settlingFor(job.place.attributeSet, namesIn(patch)) > 0;
    const ordered = [...writes.filter((write) => !mayWait(write)), ...writes.filter(mayWait)];
    for (const { job } of ordered) await this.#serve([job]);
  }

  async #readBack(writes: readonly Write[], graph: GraphClient): Promise<void> {
    const { history, sight, progress } = this.#around;
    const pending = writes.map((write, index) => ({
      ...write,
      readBack: new ReadBack(withoutOverwritten(write, writes.slice(index + 1))),
    }));
    const limit = Math.min(readBackMilliseconds, graph.timeoutMilliseconds);
    const waits = new Waits(graph.clock, unseenPace);
    for (;;) {
      const open = pending.filter(({ job }) => !job.isSettled);
      const sets = await this.#lookAgain(open, graph);
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
      const wait = left.every(({ readBack }) => readBack.agrees) ? waits.soon() : waits.next();
      if (!waits.allows(wait, limit)) {
        for (const { job, before, readBack } of left) {
          history.at(job.place).takeBack(readBack.missed);
          job.reject(new UnconfirmedWriteError(readBack.missed, lastSeen(before, readBack)));
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
    graph: GraphClient,
  ): Promise<ObservedPrincipal["sets"] | undefined> {
    try {
      return (await getPrincipal(graph, this.#principal)).sets;
    } catch (error) {
      for (const { job, patch, before, readBack } of open) {
        if (!isMissingObject(error)) {
          const observed = lastSeen(before, readBack);
          job.reject(new UnconfirmedWriteError(namesIn(patch), observed, { cause: error }));
        } else if (job.patience.milliseconds === 0) job.reject(error);
      }
      return undefined;
    }
  }
}

/** What the last read showed, or what was there before when there was none. */
function lastSeen(before: Observed, { lastRead }: ReadBack): Observed {
  if (!lastRead) return before;
  return { attributes: lastRead, mayBeHidden: before.mayBeHidden && lastRead.size === 0 };
}

function mayHaveHappened(error: unknown): boolean {
  return (error instanceof GraphError || error instanceof GraphUnreachableError) && error.mayHaveHappened;
}
