import type { Style } from "../../bindings";

const MAX_STEPS = 50;
/** What follows on the same control within this time is one step: a slider's way is taken back at once. */
const ONE_STEP_MS = 1000;

/** What a style was before its last changes. */
export class Undo {
  #steps = $state.raw<Style[]>([]);
  #what = "";
  #at = -Infinity;

  readonly possible = $derived(this.#steps.length > 0);

  /** `before` was changed by the control `what`, `now` ms on the clock of `performance.now()`. */
  remember(before: Style, what: string, now: number): void {
    const goesOn = what === this.#what && now - this.#at < ONE_STEP_MS && this.possible;
    this.#what = what;
    this.#at = now;
    if (!goesOn) this.#steps = [...this.#steps, before].slice(-MAX_STEPS);
  }

  take(): Style | undefined {
    const last = this.#steps.at(-1);
    this.#steps = this.#steps.slice(0, -1);
    this.#what = "";
    return last;
  }

  forget(): void {
    this.#steps = [];
    this.#what = "";
  }
}
