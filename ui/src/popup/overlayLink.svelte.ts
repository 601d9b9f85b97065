import type { Backend } from "../backend/backend";
import { subscribe } from "../state/subscribe";

/**
 * The link of the first overlay, kept at hand: a webview lets a page copy while it handles a click, and no longer
 * once it has waited for the app.
 */
export class OverlayLink {
  current = $state<string | null>(null);

  async follow(backend: Backend): Promise<void> {
    await subscribe<string | null>(
      (listener) => backend.onOverlays(({ overlays }) => listener(overlays[0]?.url ?? null)),
      () => backend.overlayLink(),
      (link) => (this.current = link),
    );
  }
}
