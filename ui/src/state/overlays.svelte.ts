import type { OverlaysView } from "../bindings";
import type { Backend } from "../backend/backend";
import { subscribe } from "./subscribe";

/** The server, the overlays and the styles as this window knows them. */
export class Overlays {
  view = $state.raw<OverlaysView>();

  async follow(backend: Backend): Promise<void> {
    await subscribe(
      (listener) => backend.onOverlays(listener),
      () => backend.overlays(),
      (view) => (this.view = view),
    );
  }
}
