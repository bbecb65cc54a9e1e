import { WaitingList } from "./waitingList";

/** A limit on how much is under way at the same time, in the order of the calls. */
export class Slots {
  #free: number;
  readonly #queue = new WaitingList();

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Runs a task as soon as there is a slot for it, and keeps the slot until the task has ended.
   *
   * @param signal Ends the wait for a slot. It does not end a task that has begun.
   * @throws The signal's reason, or whatever the task throws.
   */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#take(signal);
    try {
      return await task();
    } finally {
      this.#release();
    }
  }

  async #take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#queue.wait(signal);
  }

  /** The slot goes to the next in the queue without becoming free in between, so that the order is kept. */
  #release(): void {
    if (this.#queue.length > 0) this.#queue.call(1);
    else this.#free++;
  }
}
