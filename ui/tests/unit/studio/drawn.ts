import type { Look, PublicSnapshot } from "../../../src/bindings";

/** What the preview's renderers were given. */
export const looks: Look[] = [];
export const snapshots: PublicSnapshot[] = [];

/** Stands in for the renderer: jsdom draws nothing. */
export class OverlayView {
  look = (look: Look) => looks.push(look);
  snapshot = (snapshot: PublicSnapshot) => snapshots.push(snapshot);
  destroy() {}
}
