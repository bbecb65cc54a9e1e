/** Those who wait until they are called, the longest waiting first. */
export class WaitingList {
  readonly #waiting: (() => void)[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves when it is called.
   *
   * @param signal Ends the wait.
   * @throws The signal's reason.
   */
  wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(called), 1);
        reject(signal?.reason as Error);
      };
      const called = () => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      };
      this.#waiting.push(called);
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  call(count: number): void {
    for (const called of this.#waiting.splice(0, count)) called();
  }
}
