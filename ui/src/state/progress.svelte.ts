import type { SongView } from "../bindings";

/** How often a moving bar is drawn: at the width of the popup a song moves it by less than a pixel in between. */
const STEP_MS = 250;

/** Where the song is, `elapsed` ms after its position was sent. */
export function positionAfter(song: SongView, elapsed: number): number {
  const moved = song.live && song.playing ? (Math.max(0, elapsed) * song.rate_percent) / 100 : 0;
  const position = Math.max(0, song.position_ms) + moved;
  return Math.round(song.duration_ms === null ? position : Math.min(position, Math.max(0, song.duration_ms)));
}

/**
 * The position of a song, moved by a clock of its own between snapshots: nobody polls to move a bar. It stands
 * still while the song is paused or not live, and costs nothing while the window is hidden.
 */
export class Progress {
  position = $state(0);

  constructor(song: () => SongView | null, receivedAt: () => number) {
    $effect.pre(() => {
      const shown = song();
      const since = receivedAt();
      if (!shown) {
        this.position = 0;
        return;
      }
      const draw = () => (this.position = positionAfter(shown, performance.now() - since));
      draw();
      if (!shown.live || !shown.playing) return;

      let timer: ReturnType<typeof setInterval> | undefined;
      const run = () => {
        clearInterval(timer);
        if (document.hidden) return;
        draw();
        timer = setInterval(() => {
          draw();
          if (shown.duration_ms !== null && this.position >= shown.duration_ms) clearInterval(timer);
        }, STEP_MS);
      };
      run();
      document.addEventListener("visibilitychange", run);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", run);
      };
    });
  }
}
