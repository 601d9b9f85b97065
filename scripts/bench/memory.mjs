// What the program takes of the memory while it listens for an overlay: with the popup open, and hidden in the tray; beside
// an empty Tauri window at the same desk, open and destroyed.
import { setTimeout as pause } from "node:timers/promises";
import { noOverlays, Stage } from "../../tests/window/support/overlay.mjs";
import { closeWindow, nextPainted } from "../../tests/window/support/screen.mjs";
import { startEmpty } from "./empty.mjs";
import { memoryOf } from "./family.mjs";
import { percentile, table } from "./figures.mjs";
import { deskWithMusic, untilListening } from "./listening.mjs";

const ROUNDS = 3;
/** What a window, or its end, leaves to be done is over. */
const SETTLE_MS = 10_000;
const GOAL_SHARE = 1 / 3;
const GOAL_ABOVE_EMPTY = 10_000_000;

/** @typedef {import("../../tests/window/support/desk.mjs").Desk} Desk */
/** @typedef {import("../../tests/window/support/processes.mjs").Started} Started */
/** @typedef {ReturnType<typeof memoryOf>} Memory */

/**
 * What a program takes with its window and then without; it has ended after that.
 *
 * @param {Desk} desk
 * @param {() => Started} start
 * @param {() => Promise<void>} [busy] what it is to do besides, once its window is there
 * @returns {Promise<[open: Memory, hidden: Memory]>}
 */
async function round(desk, start, busy = async () => {}) {
  const screen = await nextPainted(desk);
  const started = start();
  const { id } = await screen.painted();
  await busy();
  await pause(SETTLE_MS);
  const open = memoryOf(Number(started.pid));
  await closeWindow(desk, id);
  await pause(SETTLE_MS);
  const hidden = memoryOf(Number(started.pid));
  await started.stop();
  return [open, hidden];
}

/** Prints the figures, and whether the goals were reached. */
export async function benchMemory() {
  const reason = noOverlays();
  if (reason) throw new Error(`there is no overlay to listen for: ${reason}`);
  const desk = await deskWithMusic();
  /** @type {Stage | undefined} */
  let stage;
  try {
    const opened = (stage = await Stage.open({ env: desk.env }));
    /** @type {[name: string, rounds: Memory[]][]} */
    const states = [
      ["empty Tauri window, open", []],
      ["empty Tauri window, destroyed", []],
      ["Songplate, popup open", []],
      ["Songplate, hidden", []],
    ];
    for (let number = 0; number < ROUNDS; number++) {
      const empty = await round(desk, () => startEmpty(desk));
      const own = await round(
        desk,
        () => desk.run(),
        async () => {
          const overlay = await opened.show(await untilListening(desk));
          await overlay.see({ title: "A long song", subtitle: "Somebody" });
        },
      );
      [...empty, ...own].forEach((memory, state) => states[state][1].push(memory));
      for (const page of opened.context.pages()) await page.close();
    }
    const median = (/** @type {Memory[]} */ rounds, /** @type {keyof Memory} */ part) =>
      percentile(
        rounds.map((memory) => memory[part]),
        0.5,
      );
    const megabytes = (/** @type {number} */ bytes) => (bytes / 1_000_000).toFixed(1);
    table(
      [`PSS in MB, median of ${ROUNDS}`, "processes", "the program", "what it started", "together", "spread"],
      states.map(([name, rounds]) => {
        const all = rounds.map((memory) => memory.all);
        return [
          name,
          String(median(rounds, "processes")),
          megabytes(median(rounds, "own")),
          megabytes(median(rounds, "others")),
          megabytes(median(rounds, "all")),
          megabytes(Math.max(...all) - Math.min(...all)),
        ];
      }),
    );
    const [, destroyed, open, hidden] = states.map(([, rounds]) => median(rounds, "all"));
    const [share, above] = [hidden / open, hidden - destroyed];
    const verdict = (/** @type {boolean} */ reached) => (reached ? "reached" : "missed");
    console.log(
      `to reach: hidden at most ${GOAL_SHARE.toFixed(2)} of open: ${share.toFixed(2)}, ${verdict(share <= GOAL_SHARE)}`,
    );
    console.log(
      `to reach: hidden at most ${megabytes(GOAL_ABOVE_EMPTY)} MB above the empty one: ${megabytes(above)} MB, ${verdict(above <= GOAL_ABOVE_EMPTY)}`,
    );
  } finally {
    await stage?.close();
    await desk.close();
  }
}
