// A line that is too long runs through its place and back, and waits at both ends.

const PIXELS_A_SECOND = 36;
const WAIT_MS = 2500;

export class Marquee {
  readonly line: HTMLElement;
  private readonly text: HTMLElement;
  private running: Animation | undefined;
  private distance = 0;

  constructor(line: HTMLElement) {
    this.line = line;
    this.text = document.createElement("span");
    line.append(this.text);
  }

  write(text: string): void {
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  /** Looks whether the line is too long now; without `wanted` it stands still. */
  measure(wanted: boolean): void {
    const over = wanted ? this.text.offsetWidth - this.room() : 0;
    const distance = over > 1 ? over : 0;
    if (distance === this.distance) return;
    this.distance = distance;
    this.running?.cancel();
    this.line.classList.toggle("runs", distance > 0);
    if (!distance) return;
    const backwards = getComputedStyle(this.line).direction === "rtl";
    const end = `translateX(${backwards ? distance : -distance}px)`;
    const way = (distance / PIXELS_A_SECOND) * 1000;
    const duration = way + 2 * WAIT_MS;
    this.running = this.text.animate?.(
      [
        { transform: "none" },
        { transform: "none", offset: WAIT_MS / duration },
        { transform: end, offset: (WAIT_MS + way) / duration },
        { transform: end },
      ],
      { duration, iterations: Infinity, direction: "alternate" },
    );
  }

  private room(): number {
    const { paddingLeft, paddingRight } = getComputedStyle(this.line);
    return this.line.clientWidth - (parseFloat(paddingLeft) || 0) - (parseFloat(paddingRight) || 0);
  }
}
