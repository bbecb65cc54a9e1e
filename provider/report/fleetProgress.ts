import type { Clock } from "../graph/clock";
import { duration } from "./duration";
import type { Say } from "./say";
import { counted } from "./summary";

/** Between two lines, and before the first: what is over by then needs no word. */
const pauseMilliseconds = 5_000;

/** Tells how far the work on many principals has come, in one line that leaves no trace. */
export class FleetProgress {
  readonly #say: Say;
  readonly #clock: Pick<Clock, "now">;
  readonly #total: number;
  readonly #start: number;
  #done = 0;
  #said: number;

  constructor(say: Say, total: number, clock: Pick<Clock, "now">) {
    this.#say = say;
    this.#clock = clock;
    this.#total = total;
    this.#start = this.#said = clock.now().getTime();
  }

  /** One more is done. */
  advance(): void {
    this.#done++;
    const now = this.#clock.now().getTime();
    if (now - this.#said < pauseMilliseconds || this.#done >= this.#total) return;
    this.#said = now;
    const left = ((now - this.#start) / this.#done) * (this.#total - this.#done);
    const line = `${counted(this.#done)} of ${counted(this.#total)} principals; about ${roughly(left)} left`;
    void this.#say("info", line, { ephemeral: true });
  }
}

/** Whole minutes, where there is more than one: nobody knows better. */
function roughly(milliseconds: number): string {
  return milliseconds < 90_000 ? duration(milliseconds) : `${Math.round(milliseconds / 60_000)} min`;
}
