import type { SnapshotView } from "../bindings";
import type { Backend } from "../backend/backend";
import { newer } from "./snapshot";

/** The listener as this window knows it. */
export class Listener {
  snapshot = $state.raw<SnapshotView>();
  /** When the snapshot arrived, on the clock of `performance.now()`: the song's position counts from here. */
  receivedAt = $state(0);

  async follow(backend: Backend): Promise<void> {
    await backend.onSnapshot((snapshot) => this.#take(snapshot));
    this.#take(await backend.snapshot());
  }

  #take(next: SnapshotView): void {
    if (newer(this.snapshot, next) !== next) return;
    this.receivedAt = performance.now();
    this.snapshot = next;
  }
}
