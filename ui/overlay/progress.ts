// The progress bar: the compositor moves it; a second's tick writes the times.

import { element } from "./element";

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number: number): string => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const tail = `${two(seconds % 60)}`;
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}

export class Progress {
  readonly bar = element("progress");
  readonly position = element("time position");
  readonly duration = element("time duration");
  private readonly fill = element("fill");
  private movement: Animation | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.bar.setAttribute("role", "progressbar");
    this.bar.setAttribute("aria-valuemin", "0");
    this.bar.dataset["testid"] = "overlay-progress";
    this.bar.append(this.fill);
  }

  /** Shows a position of now. */
  show(position: number, duration: number, moving: boolean): void {
    clearTimeout(this.timer);
    this.bar.setAttribute("aria-valuemax", String(duration));
    this.duration.textContent = clock(duration);
    if (this.movement?.effect?.getTiming().duration !== duration) {
      this.movement?.cancel();
      this.movement = this.fill.animate?.([{ transform: "translateX(-100%)" }, { transform: "none" }], {
        duration,
        fill: "both",
      });
    }
    if (this.movement) {
      this.movement.currentTime = position;
      if (moving) this.movement.play();
      else this.movement.pause();
    }
    this.tick(performance.now() - position, duration, moving);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.movement?.pause();
  }

  private tick(startedAt: number, duration: number, moving: boolean): void {
    // A timer may fire a little early.
    const position = Math.min(Math.max(performance.now() - startedAt + 5, 0), duration);
    this.position.textContent = clock(position);
    this.bar.setAttribute("aria-valuenow", String(Math.round(position)));
    if (moving && position < duration) {
      this.timer = setTimeout(() => this.tick(startedAt, duration, moving), 1000 - (position % 1000) + 10);
    }
  }
}
