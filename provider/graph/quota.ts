import type { HttpResponse } from "../http/send";
import { Allowance } from "./allowance";
import { mostInBatch } from "./batchFormat";
import { systemClock, type Clock } from "./clock";
import type { GraphRequest } from "./graphRequest";
import { retryAfterMilliseconds } from "./retryPolicy";
import { WaitingList } from "./waitingList";

/** The time that Graph's limit of writes is for: long enough that an earlier run may have left nothing of it. */
const writeLimit = { milliseconds: 150_000, firstUnderWay: 5 };

/**
 * Resource units that Graph allows an app in the smallest tenants; what is asked here costs one each. A fifth is left, so
 * that they are never what Graph warns of when it answers a write.
 */
const unitLimit = { amount: 2_800, milliseconds: 10_000, firstUnderWay: Infinity };

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

/** Reads or writes: what is allowed of them, and those that wait. */
interface Kind {
  readonly allowance: Allowance;
  readonly singles: WaitingList;
  readonly gathered: WaitingList;
  /** Of what is gathered. */
  underWay: number;
}

/** Keeps all that one process asks of Graph within the limits of an app, as far as they are known. */
export class Quota {
  readonly #clock: Clock;
  /** Every request costs one of the resource units, which is all that limits reads. */
  readonly #units: Allowance;
  readonly #reads: Kind;
  readonly #writes: Kind;
  #wakesAt = Infinity;

  /** @param writes How many writes per 150 s are for this process. */
  constructor(writes: number, clock: Clock = systemClock) {
    this.#clock = clock;
    this.#units = new Allowance(unitLimit, this.#now);
    this.#reads = kindOf(this.#units);
    this.#writes = kindOf(new Allowance({ ...writeLimit, amount: writes }, this.#now));
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
    return this.#writes.allowance.duration(count, this.#now);
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  #kind(method: Method): Kind {
    return method === "GET" ? this.#reads : this.#writes;
  }

  async #wait(list: WaitingList, signal: AbortSignal | undefined): Promise<void> {
    const called = list.wait(signal);
    this.#release();
    await called;
  }

  #listener({ allowance }: Kind): Hear {
    const sent = this.#now;
    return (answer) => {
      const now = this.#clock.now();
      const isThrottled = answer.status === 429;
      const notice = {
        sent,
        isThrottled,
        retryAfter: isThrottled ? retryAfterMilliseconds(answer.header("retry-after"), now) : undefined,
        usedShare: usedShare(answer.header("x-ms-throttle-limit-percentage")),
      };
      allowance.hear(notice, now.getTime());
    };
  }

  /** Lets go whoever may, and comes back when the next one may. */
  #release(): void {
    const now = this.#now;
    const waits = [
      this.#releaseSingles(this.#writes, now),
      this.#releaseSingles(this.#reads, now),
      this.#releaseGathered(now),
    ];
    this.#wakeAfter(Math.min(...waits), now);
  }

  /** Gives the milliseconds until it can go on. */
  #releaseSingles(kind: Kind, now: number): number {
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
      const writes = nextGroup(this.#writes);
      const untilWrites = writes > 0 ? timeFor(this.#writes.allowance, writes, now) : Infinity;
      const mayWrite = untilWrites === 0 ? writes : 0;
      const count = Math.min(mostInBatch, mayWrite + nextGroup(this.#reads));
      if (count === 0) return untilWrites;
      const untilUnits = timeFor(this.#units, count, now);
      if (untilUnits > 0) return untilUnits;
      this.#startGathered(this.#writes, mayWrite, now);
      this.#startGathered(this.#reads, count - mayWrite, now);
    }
  }

  #startGathered(kind: Kind, count: number, now: number): void {
    kind.underWay += count;
    this.#start(kind, kind.gathered, count, now);
  }

  #start({ allowance }: Kind, list: WaitingList, count: number, now: number): void {
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

function kindOf(allowance: Allowance): Kind {
  return { allowance, singles: new WaitingList(), gathered: new WaitingList(), underWay: 0 };
}

/** How many of those that wait go next, together. None while that would be too many under way. */
function nextGroup({ allowance, gathered, underWay }: Kind): number {
  const { mostUnderWay } = allowance;
  const count = Math.min(mostInBatch, gathered.length, mostUnderWay);
  return underWay + count <= mostUnderWay ? count : 0;
}

function timeFor(allowance: Allowance, count: number, now: number): number {
  return Math.max(allowance.pause(now), allowance.wait(count, now));
}

/** Graph documents values up to 1.8. Anything else says something that is not known here. */
function usedShare(header: string | undefined): number | undefined {
  const share = header === undefined ? NaN : Number(header);
  return share >= 0 && share <= 2 ? share : undefined;
}
