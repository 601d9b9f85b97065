import { placeAfter, wayFor, type Box } from "./sorting";

/** From here to its edges a list scrolls under what is dragged, in pixels. */
const EDGE = 44;
const SCROLL_STEP = 9;

type Drag = { from: number; to: number; by: number };

/** Sorting a list with the pointer. Nothing moves in the document before the row is let go. */
export class Dragging {
  #drag = $state.raw<Drag | null>(null);
  #list: HTMLElement | undefined;
  #boxes: Box[] = [];
  #startY = 0;
  #pointerY = 0;
  #frame = 0;
  #listening: AbortController | undefined;
  #done: (from: number, to: number) => void;

  constructor(done: (from: number, to: number) => void) {
    this.#done = done;
  }

  get on(): boolean {
    return this.#drag !== null;
  }

  get from(): number | null {
    return this.#drag?.from ?? null;
  }

  /** How far a row stands from its place. */
  shift(index: number): number {
    const drag = this.#drag;
    if (!drag) return 0;
    return index === drag.from ? drag.by : wayFor(this.#boxes, index, drag.from, drag.to);
  }

  start(event: PointerEvent, list: HTMLElement, from: number): void {
    const grip = event.currentTarget;
    if (event.button !== 0 || this.#drag || !(grip instanceof HTMLElement)) return;
    this.#list = list;
    this.#boxes = [...list.children].map((row) => {
      const { offsetTop, offsetHeight } = row as HTMLElement;
      return { top: offsetTop, height: offsetHeight };
    });
    this.#pointerY = event.clientY;
    this.#startY = this.#inList();
    this.#drag = { from, to: from, by: 0 };
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const own = (act: (event: PointerEvent) => void) => (other: PointerEvent) => {
      if (other.pointerId === event.pointerId) act(other);
    };
    // The grip keeps the pointer, so that it is heard outside the window, too.
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener(
      "pointermove",
      own(({ clientY }) => this.#follow(clientY)),
      { signal },
    );
    grip.addEventListener(
      "pointerup",
      own(() => this.#end(true)),
      { signal },
    );
    grip.addEventListener(
      "pointercancel",
      own(() => this.#end(false)),
      { signal },
    );
    grip.addEventListener(
      "lostpointercapture",
      own(() => this.#end(false)),
      { signal },
    );
    window.addEventListener("keydown", ({ key }) => key === "Escape" && this.#end(false), { signal });
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  /** The list is not what it was, or the user thought better of it. */
  cancel(): void {
    this.#end(false);
  }

  #follow(clientY: number): void {
    const drag = this.#drag;
    if (!drag) return;
    this.#pointerY = clientY;
    const by = this.#inList() - this.#startY;
    this.#drag = { ...drag, by, to: placeAfter(this.#boxes, drag.from, by) };
  }

  #end(keep: boolean): void {
    cancelAnimationFrame(this.#frame);
    this.#listening?.abort();
    const drag = this.#drag;
    this.#drag = null;
    if (keep && drag && drag.to !== drag.from) this.#done(drag.from, drag.to);
  }

  /** Where the pointer is, in the list's own coordinates. */
  #inList(): number {
    const list = this.#list;
    return list ? this.#pointerY - list.getBoundingClientRect().top + list.scrollTop : 0;
  }

  #scroll(): void {
    const scrollers = [this.#list, this.#list?.closest("main")];
    const scrolled = this.#drag?.by !== 0 && scrollers.some((box) => box && this.#scrolls(box));
    if (scrolled) this.#follow(this.#pointerY);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #scrolls(box: Element): boolean {
    const { top, bottom } = box.getBoundingClientRect();
    const before = box.scrollTop;
    if (this.#pointerY < top + EDGE) box.scrollTop -= SCROLL_STEP;
    else if (this.#pointerY > bottom - EDGE) box.scrollTop += SCROLL_STEP;
    return box.scrollTop !== before;
  }
}
