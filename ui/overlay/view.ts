// The overlay's renderer: a look and snapshots in, a box on screen. The overlay's page and the studio's preview use it.

import type { Look, PublicSnapshot } from "../src/bindings";
import { forget, hear, prune, show, type Memory, type Whole } from "./behaviour";
import { Box } from "./box";
import { element } from "./element";
import base from "./overlay.css?inline";
import { choices, variables } from "./sheet";

/** How long the longest way out takes, in milliseconds. */
const LEAVE_MS = 700;

export interface ViewOptions {
  /** Where the sheets belong: the page's document, or the shadow root that `mount` is in. */
  sheets: Document | ShadowRoot;
  /** The address of a snapshot's cover, when it is not the cover itself. */
  coverAddress?: (cover: string) => string;
}

export class OverlayView {
  private readonly root = element("overlay");
  private readonly style = new CSSStyleSheet();
  private readonly own = new CSSStyleSheet();
  private readonly sheets: CSSStyleSheet[];
  private readonly size = new ResizeObserver(() => this.box?.measure());
  private current: Look | undefined;
  private memory: Memory = [];
  private box: Box | undefined;
  private readonly leaving = new Map<Box, ReturnType<typeof setTimeout>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    mount: HTMLElement,
    private readonly options: ViewOptions,
  ) {
    const common = new CSSStyleSheet();
    common.replaceSync(base);
    this.sheets = [common, this.style, this.own];
    options.sheets.adoptedStyleSheets = [...options.sheets.adoptedStyleSheets, ...this.sheets];
    mount.append(this.root);
    this.size.observe(this.root);
  }

  /** What it looks like from now on, and when it shows something. */
  look(look: Look): void {
    this.current = look;
    this.style.replaceSync(variables(look.style));
    // The browser leaves out what it can't read.
    this.own.replaceSync(look.style.css);
    Object.assign(this.root.dataset, choices(look.style));
    this.box?.restyle(look.style);
    this.draw();
  }

  /** A newer snapshot; `receivedAt` on the clock of `performance.now()`. */
  snapshot(snapshot: PublicSnapshot, receivedAt = performance.now()): void {
    this.memory = hear(this.memory, snapshot, receivedAt);
    this.draw();
  }

  /** The app is lost: nothing is shown until the next snapshot. */
  lost(): void {
    this.memory = forget(this.memory);
    this.draw();
  }

  destroy(): void {
    clearTimeout(this.timer);
    for (const [box, timer] of this.leaving) this.remove(box, timer);
    this.box?.leave();
    this.size.disconnect();
    this.root.remove();
    const { sheets } = this.options;
    sheets.adoptedStyleSheets = sheets.adoptedStyleSheets.filter((sheet) => !this.sheets.includes(sheet));
  }

  private draw(): void {
    clearTimeout(this.timer);
    if (!this.current) return;
    const { advert, style } = this.current;
    const behaviour = this.current.behaviour as Whole;
    const now = performance.now();
    const { shown, again } = show(this.memory, behaviour, advert, now);
    this.memory = prune(this.memory, behaviour.delay_ms, now);
    if (again < Infinity) this.timer = setTimeout(() => this.draw(), Math.max(again - now, 0));

    const key =
      shown.kind === "nothing" ? undefined : shown.kind + (shown.kind === "song" ? shown.key : shown.text);
    const before = this.box;
    if (before && before.key !== key) {
      this.send(before, key === undefined ? "goes" : "passes");
      this.box = undefined;
    }
    if (shown.kind === "nothing" || key === undefined) return;
    if (!this.box) {
      const { coverAddress = (cover) => cover } = this.options;
      this.box = new Box(key, style, coverAddress);
      this.box.root.classList.add(before ? "follows" : "comes");
      this.root.append(this.box.root);
    }
    this.box.show(shown);
  }

  private send(box: Box, way: "goes" | "passes"): void {
    box.leave();
    box.root.classList.remove("comes", "follows");
    box.root.classList.add(way);
    const stays = this.current?.style.animation === "none" ? 0 : LEAVE_MS;
    const timer = setTimeout(() => this.remove(box, timer), stays);
    this.leaving.set(box, timer);
  }

  private remove(box: Box, timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.leaving.delete(box);
    box.root.remove();
  }
}
