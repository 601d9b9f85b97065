/** Often enough for "3 minutes ago". */
const STEP_MS = 15_000;

/** The time in ms since 1970, for what is told relative to it. It stands still while nobody looks. */
export class Now {
  current = $state(Date.now());

  constructor() {
    $effect(() => {
      const step = () => {
        if (!document.hidden) this.current = Date.now();
      };
      const timer = setInterval(step, STEP_MS);
      document.addEventListener("visibilitychange", step);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", step);
      };
    });
  }
}
