import type { HttpResponse } from "../http/send";
import { Allowance } from "./allowance";
import { mostInBatch } from "./batchFormat";
import { systemClock, type Clock } from "./clock";
import type { GraphRequest } from "./graphRequest";
import { RequestKind } from "./requestKind";
import type { WaitingList } from "./waitingList";

/** The time that Graph's limit of writes is for. */
const writeMilliseconds = 150_000;

/** That is long enough for an earlier run to have left nothing, which one write finds out as well as many. */
const firstWrites = 1;

/**
 * Resource units that Graph allows an app in the smallest tenants; what is asked here costs one each. A fifth is left, so
 * that they are never what Graph warns of when it answers a write.
 */
const unitLimit = { amount: 2_800, milliseconds: 10_000 };

type Method = GraphRequest["method"];

/** Told the answer to a request. */
export type Hear = (answer: HttpResponse) => void;

/** Lets requests pass when they may be sent. */
export interface Lane {
  /**
   * @param task Sends the request, and tells the answer if there is one.
   * @param signal Ends the wait. It does not end a task that has begun.
   * @throws The signal's reason, or whatever the task throws.
   */
  run<T>(method: Method, task: (hear: Hear) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** Keeps all that one process asks of Graph within the limits of an app, as far as they are known. */
export class Quota {
  readonly #clock: Clock;
  /** Every request costs one of the resource units, which is all that limits reads. */
  readonly #units: Allowance;
  readonly #reads: RequestKind;
  readonly #writes: RequestKind;
  #wakesAt = Infinity;

  /** @param writes How many writes per 150 s are for this process. */
  constructor(writes: number, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#units = new Allowance(unitLimit, this.#now);
    this.#reads = new RequestKind(unitLimit, this.#units, Infinity);
    const limit = { amount: writes, milliseconds: writeMilliseconds };
    this.#writes = new RequestKind(limit, new Allowance(limit, this.#now), firstWrites);
  }

  /** For requests that go one by one: they pass before all others, while anything is left, whatever Graph has said of it. */
  readonly singles: Lane = {
    run: async (method, task, signal) => {
      const kind = this.#kind(method);
      await this.#wait(kind.singles, signal);
      return task(this.#listener(kind));
    },
  };

  /**
   * For thousands of requests, which travel together: they keep to what Graph says of its limits, and go in groups that
   * fill a batch where they have to wait anyway.
   */
  readonly gathered: Lane = {
    run: async (method, task, signal) => {
      const kind = this.#kind(method);
      await this.#wait(kind.gathered, signal);
      try {
        return await task(this.#listener(kind));
      } finally {
        kind.underWay--;
        this.#release();
      }
    },
  };

  /** How many writes wait until they may be sent. */
  get writesWaiting(): number {
    return this.#writes.singles.length + this.#writes.gathered.length;
  }

  /** Milliseconds that so many writes take, as far as the limit decides that. */
  timeForWrites(count: number): number {
    return this.#writes.duration(count, this.#now);
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  #kind(method: Method): RequestKind {
    return method === "GET" ? this.#reads : this.#writes;
  }

  async #wait(list: WaitingList, signal: AbortSignal | undefined): Promise<void> {
    const called = list.wait(signal);
    this.#release();
    await called;
  }

  #listener(kind: RequestKind): Hear {
    const sent = this.#now;
    return (answer) => kind.hear(answer, sent, this.#clock.now());
  }

  /** Starts those that may be sent, and returns when the next one may be. */
  #release(): void {
    const now = this.#now;
    const waits = [
      this.#releaseSingles(this.#writes, now),
      this.#releaseSingles(this.#reads, now),
      this.#releaseGathered(now),
    ];
    this.#wakeAfter(Math.min(...waits), now);
  }

  /** Returns the milliseconds until it can continue. */
  #releaseSingles(kind: RequestKind, now: number): number {
    while (kind.singles.length > 0) {
      const wait = Math.max(kind.allowance.wait(1, now), this.#units.wait(1, now));
      if (wait > 0) return wait;
      this.#start(kind, kind.singles, 1, now);
    }
    return Infinity;
  }

  /** The same. What waits for the end of others is let go by that. */
  #releaseGathered(now: number): number {
    for (;;) {
      const writes = this.#writes.nextGroup;
      const untilWrites = writes > 0 ? this.#writes.wait(writes, now) : Infinity;
      const mayWrite = untilWrites === 0 ? writes : 0;
      const count = Math.min(mostInBatch, mayWrite + this.#reads.nextGroup);
      if (count === 0) return untilWrites;
      const reads = count - mayWrite;
      const untilUnits = Math.max(this.#units.wait(count, now), this.#reads.wait(reads, now));
      if (untilUnits > 0) return untilUnits;
      this.#startGathered(this.#writes, mayWrite, now);
      this.#startGathered(this.#reads, reads, now);
    }
  }

  #startGathered(kind: RequestKind, count: number, now: number): void {
    kind.underWay += count;
    this.#start(kind, kind.gathered, count, now);
  }

  #start({ allowance }: RequestKind, list: WaitingList, count: number, now: number): void {
    allowance.take(count, now);
    if (allowance !== this.#units) this.#units.take(count, now);
    list.call(count);
  }

  #wakeAfter(milliseconds: number, now: number): void {
    const at = now + milliseconds;
    if (at >= this.#wakesAt) return;
    this.#wakesAt = at;
    void this.#clock.sleep(milliseconds).then(() => {
      if (this.#wakesAt === at) this.#wakesAt = Infinity;
      this.#release();
    });
  }
}
