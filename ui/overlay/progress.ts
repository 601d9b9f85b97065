// The progress bar: the browser moves it, in steps too small to be seen, for each frame that differs costs the stream's
// machine time. A tick each second writes the times.

import { element } from "./element";

const STEP_MS = 100;

const two = (number: number): string => String(number).padStart(2, "0");

export function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return `${hours ? `${hours}:${two(minutes % 60)}` : minutes}:${two(seconds % 60)}`;
}

export class Progress {
  readonly position = element("time position");
  readonly duration = element("time duration");
  readonly bar: HTMLElement;
  readonly #fill = element("fill");
  #movement: Animation | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #length = 0;

  constructor() {
    this.bar = element("progress", this.#fill);
    this.bar.dataset["testid"] = "overlay-progress";
    this.bar.setAttribute("role", "progressbar");
  }

  /** Shows a position of now, which advances at this rate. */
  show(position: number, length: number, rate: number): void {
    this.stop();
    if (length !== this.#length) {
      this.#length = length;
      this.#movement?.cancel();
      this.#movement = this.#fill.animate([{ transform: "translateX(-100%)" }, { transform: "none" }], {
        duration: length,
        easing: `steps(${Math.ceil(length / STEP_MS)})`,
        fill: "both",
      });
      this.#movement.pause();
      this.bar.setAttribute("aria-valuemax", String(length));
      this.duration.textContent = clock(length);
    }
    if (this.#movement) {
      this.#movement.currentTime = position;
      this.#movement.playbackRate = rate || 1;
    }
    // At its end, an animation that is played begins anew.
    if (rate && position < length) this.#movement?.play();
    this.#tick(position, performance.now(), rate);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#movement?.pause();
  }

  #tick(from: number, at: number, rate: number): void {
    // A position before the start is one that a delay has not reached yet.
    const position = Math.max(0, Math.min(from + (performance.now() - at) * rate, this.#length));
    this.position.textContent = clock(position);
    this.bar.setAttribute("aria-valuenow", String(Math.round(position)));
    // A timer may fire a little early: it aims behind the full second.
    if (rate && position < this.#length)
      this.#timer = setTimeout(() => this.#tick(from, at, rate), (1020 - (position % 1000)) / rate);
  }
}
