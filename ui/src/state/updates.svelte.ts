import type { UpdateView } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** Where updates stand, as this window knows it. */
export class Updates {
  view = $state.raw<UpdateView>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onUpdates(listener),
      () => backend.updates(),
      (view) => (this.view = view),
    );
  }
}
