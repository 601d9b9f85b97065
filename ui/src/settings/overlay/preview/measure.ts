import { OverlayView } from "../../../../overlay/view";
import type { Style } from "../../../bindings";
import { lookOf, steady } from "./look";
import { STILL } from "./sampleSongs";

export type Size = { width: number; height: number };

const STEP = 10;
const WIDEST = 4000;
const up = (length: number) => Math.ceil(length / STEP) * STEP;

/** Measures how large a source in OBS has to be for a style: the box with the room round it, in steps of 10 pixels. */
export class Ruler {
  readonly #host = document.createElement("div");
  readonly #root = this.#host.attachShadow({ mode: "open" });
  readonly #view: OverlayView;

  constructor() {
    // As wide as any style can be, and out of the way.
    Object.assign(this.#host.style, {
      position: "fixed",
      width: `${WIDEST}px`,
      height: "0",
      overflow: "hidden",
      visibility: "hidden",
    });
    document.body.append(this.#host);
    const mount = document.createElement("div");
    this.#root.append(mount);
    this.#view = new OverlayView(mount, { sheets: this.#root });
    this.#view.snapshot({ ...STILL, cover: null });
  }

  size(style: Style): Size {
    this.#view.look(lookOf(style, steady()));
    const overlay = this.#root.querySelector<HTMLElement>(".overlay");
    const box = this.#root.querySelector<HTMLElement>(".box");
    if (!overlay || !box) return { width: up(style.width), height: STEP };
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(overlay);
    const room = (...sides: string[]) => sides.reduce((sum, side) => sum + (parseFloat(side) || 0), 0);
    return {
      width: up(box.offsetWidth + room(paddingLeft, paddingRight)),
      height: up(box.offsetHeight + room(paddingTop, paddingBottom)),
    };
  }

  destroy(): void {
    this.#view.destroy();
    this.#host.remove();
  }
}
