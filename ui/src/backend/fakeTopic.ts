import type { Unlisten } from "./backend";

/** Subscribers to one event. */
export class Topic<View> {
  #listeners = new Set<(view: View) => void>();

  async listen(listener: (view: View) => void): Promise<Unlisten> {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(view: View): void {
    for (const listener of this.#listeners) listener(structuredClone(view));
  }
}
