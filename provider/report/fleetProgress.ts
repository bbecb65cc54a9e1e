import type { Clock } from "../graph/clock";
import type { Quota } from "../graph/quota";
import { duration } from "./duration";
import type { Say } from "./say";
import { counted } from "./summary";

/** Between two lines, and before the first: what is over by then needs no word. */
export const pauseMilliseconds = 5_000;

/** What Graph allows of writes. */
type Writes = Pick<Quota, "writesWaiting" | "timeForWrites">;

/** Tells how far the work on many principals has come, in one line that leaves no trace. */
export class FleetProgress {
  readonly #say: Say;
  readonly #clock: Pick<Clock, "now">;
  readonly #total: number;
  readonly #start: number;
  #done = 0;
  #idle = 0;
  #said: number;

  constructor(say: Say, total: number, clock: Pick<Clock, "now">) {
    this.#say = say;
    this.#clock = clock;
    this.#total = total;
    this.#start = this.#said = clock.now().getTime();
  }

  /** One more is done. `isIdle` if there was nothing to do. */
  advance(isIdle: boolean): void {
    this.#done++;
    if (isIdle) this.#idle++;
  }

  /** Says it, if it is time for a word again. */
  tell(writes: Writes): void {
    const now = this.#clock.now().getTime();
    if (now - this.#said < pauseMilliseconds || this.#done >= this.#total) return;
    const left = this.#left(writes, now - this.#start);
    if (left === undefined) return;
    this.#said = now;
    const isScarce = writes.writesWaiting > 0;
    const line =
      `${counted(this.#done)} of ${counted(this.#total)} principals; about ${roughly(left)} left` +
      (isScarce ? " at Graph's write quota" : "");
    void this.#say("info", line, { ephemeral: true });
  }

  /** Milliseconds; undefined as long as nothing can be known. */
  #left(writes: Writes, elapsed: number): number | undefined {
    const toDo = this.#total - this.#done;
    if (writes.writesWaiting > 0) {
      // Those to come have as much to do as those before.
      const share = this.#done > 0 ? 1 - this.#idle / this.#done : 1;
      const count = Math.max(writes.writesWaiting, Math.round(toDo * share));
      return writes.timeForWrites(count);
    }
    return this.#done > 0 ? (elapsed / this.#done) * toDo : undefined;
  }
}

/** Whole minutes if there is more than one: it is an estimate. */
function roughly(milliseconds: number): string {
  return milliseconds < 90_000 ? duration(milliseconds) : `${Math.round(milliseconds / 60_000)} min`;
}
