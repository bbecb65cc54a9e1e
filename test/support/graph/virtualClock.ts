import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../../provider/graph/clock";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing else can happen, so that minutes of waiting take no time. */
export class VirtualClock implements Clock {
  #now = Date.parse("2026-01-01T00:00:00Z");
  #sleepers: Sleeper[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  random(): number {
    return 0.5;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ at: this.#now + milliseconds, wake }));
  }

  /** Lets time pass until something has come to its end. */
  async during<T>(task: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => void (isOver = true);
    task.then(over, over);
    while (!isOver) {
      await quiet();
      this.#wakeUntil(Math.min(...this.#sleepers.map(({ at }) => at)));
    }
    return task;
  }

  /** Lets so much time pass, and no more. */
  async pass(milliseconds: number): Promise<void> {
    await quiet();
    this.#wakeUntil(this.#now + milliseconds);
    await quiet();
  }

  #wakeUntil(time: number): void {
    if (time === Infinity) return;
    this.#now = Math.max(this.#now, time);
    const due = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of due) wake();
  }
}

/** What one turn of the event loop starts may take a few more. */
async function quiet(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await turn();
}
