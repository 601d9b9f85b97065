// The overlay's renderer: a look and snapshots in, a box on screen. The overlay's page and the studio's preview use it.

import type { Look, PublicSnapshot } from "../src/bindings";
import { forget, hear, prune, show, type Memory, type Whole } from "./behaviour";
import { Box } from "./box";
import { element } from "./element";
import base from "./overlay.css?inline";
import { sheetOf } from "./sheet";

/** A little more than the longest movement takes. */
const MOVE_MS = 700;

export interface ViewOptions {
  /** Where the sheets belong: the page's document, or the shadow root that `mount` is in. */
  sheets: Document | ShadowRoot;
  /** The address of a snapshot's cover, when it is not the cover itself. */
  coverAddress?: (cover: string) => string;
}

export class OverlayView {
  readonly #options: ViewOptions;
  readonly #root = element("overlay");
  readonly #sheets = [base, "", ""].map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  readonly #size = new ResizeObserver(() => this.#box?.measure());
  #look: Look | undefined;
  #memory: Memory = [];
  #key: string | undefined;
  #box: Box | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(mount: HTMLElement, options: ViewOptions) {
    this.#options = options;
    const { sheets } = options;
    sheets.adoptedStyleSheets = [...sheets.adoptedStyleSheets, ...this.#sheets];
    mount.append(this.#root);
    this.#size.observe(this.#root);
  }

  /** What it looks like from now on, and when it shows something. */
  look(look: Look): void {
    const { css, attributes } = sheetOf(look.style);
    this.#look = look;
    this.#sheets[1]?.replaceSync(css);
    // The browser leaves out what it can't read.
    this.#sheets[2]?.replaceSync(look.style.css);
    for (const [name, value] of attributes) this.#root.setAttribute(name, value);
    this.#draw();
  }

  /** A newer snapshot; `receivedAt` on the clock of `performance.now()`. */
  snapshot(snapshot: PublicSnapshot, receivedAt = performance.now()): void {
    this.#memory = hear(this.#memory, snapshot, receivedAt);
    this.#draw();
  }

  /** The app is lost: nothing is shown until the next snapshot. */
  lost(): void {
    this.#memory = forget(this.#memory);
    this.#draw();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#box?.leave();
    this.#size.disconnect();
    this.#root.remove();
    const { sheets } = this.#options;
    sheets.adoptedStyleSheets = sheets.adoptedStyleSheets.filter((sheet) => !this.#sheets.includes(sheet));
  }

  #draw(): void {
    clearTimeout(this.#timer);
    if (!this.#look) return;
    const { advert, style } = this.#look;
    const behaviour = this.#look.behaviour as Whole;
    const now = performance.now();
    const { shown, again } = show(this.#memory, behaviour, advert, now);
    this.#memory = prune(this.#memory, behaviour.delay_ms, now);
    if (again < Infinity) this.#timer = setTimeout(() => this.#draw(), again - now);

    if (shown?.key !== this.#key) {
      this.#key = shown?.key;
      const before = this.#box;
      const after = shown && new Box(style);
      this.#box = after;
      // Who skips from song to song sees no more than two of them at once: what they add up to would flash.
      for (const passing of this.#root.querySelectorAll(".passes")) passing.remove();
      before?.leave();
      if (before) before.root.className += after ? " passes" : " goes";
      if (after) {
        after.root.classList.add(before ? "follows" : "comes");
        this.#root.append(after.root);
      }
      setTimeout(
        () => {
          before?.root.remove();
          // Blending costs time with every frame, and there is nothing to blend with any more.
          after?.root.classList.remove("follows", "comes");
        },
        style.animation === "none" ? 0 : MOVE_MS,
      );
    }
    if (shown) this.#box?.show(shown, style, this.#options.coverAddress);
  }
}
