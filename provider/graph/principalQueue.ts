/**
 * Lets one task at a time work on a principal: between what it saw and what it writes, no other task of this process may
 * write. Tasks on different principals run side by side.
 */
export class PrincipalQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @param task Is told whether it had to wait for others: what was seen before may be out of date then. */
  async run<T>(objectId: string, task: (waited: boolean) => Promise<T>): Promise<T> {
    const before = this.#last.get(objectId);
    const mine = before ? before.catch(() => undefined).then(() => task(true)) : task(false);
    this.#last.set(objectId, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(objectId) === mine) this.#last.delete(objectId);
    }
  }
}
