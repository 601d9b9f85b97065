import type { Behaviour, OverlayView } from "../../bindings";
import { same } from "./same";

/** What the user may change of an overlay. */
export type OverlayChange = { name: string; style: string; behaviour: Behaviour };

/** What is being changed of the overlays, by their ids, until the app says the same. */
export class OverlayChanges {
  #all = $state.raw<Record<string, OverlayChange>>({});

  /** The overlays as they are shown. */
  over(overlays: OverlayView[]): OverlayView[] {
    return overlays.map((overlay) => ({ ...overlay, ...this.#all[overlay.id] }));
  }

  put(id: string, change: OverlayChange): void {
    this.#all = { ...this.#all, [id]: change };
  }

  /** Takes back what was refused, unless it was changed again since. */
  takeBack(id: string, change: OverlayChange): void {
    if (this.#all[id] === change) this.#forget(id);
  }

  /** Gives way to what the app says, where that is the same. */
  settle(overlays: OverlayView[]): void {
    for (const { id, name, style, behaviour } of overlays) {
      if (same(this.#all[id], { name, style, behaviour })) this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#all = Object.fromEntries(Object.entries(this.#all).filter(([other]) => other !== id));
  }
}
