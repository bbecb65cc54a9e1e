/** The time limit for look-ups that a run does not need. Only the time of such look-ups counts: a run may take an hour. */
export class BriefTime {
  #left: number;
  #running = 0;
  #since = 0;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
  }

  /** Milliseconds that are left now. */
  remaining(): number {
    const passed = this.#running > 0 ? Date.now() - this.#since : 0;
    return Math.max(0, this.#left - passed);
  }

  /**
   * Runs a look-up until it ends or the time is over.
   *
   * @throws Whatever the look-up throws, or that there is no time left
   */
  async during<T>(lookUp: () => Promise<T>): Promise<T> {
    if (this.remaining() === 0) throw new Error(tooLate);
    if (this.#running++ === 0) this.#since = Date.now();
    let timer: NodeJS.Timeout | undefined;
    // The look-up's requests end by themselves. Asking for a token knows no such end.
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(tooLate)), this.remaining());
    });
    try {
      return await Promise.race([lookUp(), end]);
    } finally {
      clearTimeout(timer);
      const remaining = this.remaining();
      if (--this.#running === 0) this.#left = remaining;
    }
  }
}

const tooLate = "it took too long.";
