// A line that is too long runs through its place and back, and waits at both ends.

import { element } from "./element";

const PIXELS_A_SECOND = 36;
const WAIT_MS = 2500;

export class Marquee {
  readonly line: HTMLElement;
  readonly #text = document.createElement("span");
  #running: Animation | undefined;
  #distance = 0;

  constructor(name: string) {
    this.line = element(name, this.#text);
    this.line.dataset["testid"] = `overlay-${name}`;
    this.line.dir = "auto";
  }

  write(text: string): void {
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  /** Looks whether the line is too long now; without `wanted` it stands still. */
  measure(wanted: boolean): void {
    const { direction, paddingLeft } = getComputedStyle(this.line);
    const room = this.line.clientWidth - 2 * parseFloat(paddingLeft);
    const over = this.#text.offsetWidth - room;
    const distance = wanted && over > 1 ? over : 0;
    if (distance === this.#distance) return;
    this.#distance = distance;
    this.#running?.cancel();
    this.line.classList.toggle("runs", distance > 0);
    if (!distance) return;
    const transform = `translateX(${direction === "rtl" ? distance : -distance}px)`;
    const duration = (distance / PIXELS_A_SECOND) * 1000 + 2 * WAIT_MS;
    const offset = WAIT_MS / duration;
    this.#running = this.#text.animate(
      [
        { transform: "none" },
        { transform: "none", offset },
        { transform, offset: 1 - offset },
        { transform },
      ],
      { duration, iterations: Infinity, direction: "alternate" },
    );
  }
}
