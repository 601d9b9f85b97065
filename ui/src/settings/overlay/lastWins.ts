/**
 * Carries out what is put, one after the other. Of what is put under the same key while it waits only the last is
 * carried out: a slider sends no more than the app can take, and ends where it was left.
 */
export class LastWins {
  #waiting = new Map<unknown, () => Promise<void>>();
  #running: Promise<void> | undefined;

  put(key: unknown, send: () => Promise<void>): void {
    this.#waiting.set(key, send);
    this.#running ??= this.#run();
  }

  /** When nothing waits any more. */
  settled(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  async #run(): Promise<void> {
    for (;;) {
      const [next] = this.#waiting;
      if (!next) break;
      const [key, send] = next;
      this.#waiting.delete(key);
      await send();
    }
    this.#running = undefined;
  }
}
