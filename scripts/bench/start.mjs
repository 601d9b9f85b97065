// How long the program takes from its start to the popup, beside an empty Tauri window in the same run.
//
// Both are looked at from outside, in the same way: the X server tells of every change of a window's pixels (DAMAGE), and the
// first picture that is not of one colour counts (tests/screen). For the popup that is the whole of it, because its page has
// no content before its script has run. The web's own times of painting would leave out the process's start and what lies
// between the web process and the screen, and asking for them would need a driver that slows both.
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../../tests/window/support/desk.mjs";
import { isAlive } from "../../tests/window/support/processes.mjs";
import { nextPainted } from "../../tests/window/support/screen.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { startEmpty } from "./empty.mjs";
import { family } from "./family.mjs";
import { percentile, table } from "./figures.mjs";
import { now } from "./seen.mjs";

const PAIRS = 15;
const GOAL_RATIO = 1.25;
/** Between two starts, so that the end of one is not in the way of the next. */
const BREATH_MS = 500;

/** @typedef {import("../../tests/window/support/processes.mjs").Started} Started */

/**
 * How long a start takes, in milliseconds; the program has ended after it.
 *
 * @param {Desk} desk
 * @param {() => Started} start
 */
async function timed(desk, start) {
  const screen = await nextPainted(desk);
  const began = now();
  const started = start();
  const { at } = await screen.painted();
  const members = family(Number(started.pid)).map(({ pid }) => pid);
  await started.stop();
  await until("its processes to end", () => !members.some(isAlive));
  await pause(BREATH_MS);
  return at - began;
}

/** Prints the figures, and whether the goal was reached. */
export async function benchStart() {
  const desk = await Desk.open();
  // It looks at every process a hundred times a second.
  desk.commandLines.stop();
  try {
    const programs = [() => startEmpty(desk), () => desk.run()];
    /** @type {number[][]} */
    const times = [[], []];
    // The first start of each makes its folders and fills the system's caches.
    for (let pair = 0; pair <= PAIRS; pair++) {
      // Neither is always the one after the other.
      const order = pair % 2 === 0 ? [0, 1] : [1, 0];
      for (const which of order) {
        const time = await timed(desk, programs[which]);
        if (pair > 0) times[which].push(time);
      }
    }
    const base = percentile(times[0], 0.5);
    table(
      ["from the start to the first paint", "starts", "best ms", "median ms", "worst ms", "to the empty"],
      ["empty Tauri window", "Songplate's popup"].map((name, which) => [
        name,
        String(times[which].length),
        Math.min(...times[which]).toFixed(0),
        percentile(times[which], 0.5).toFixed(0),
        Math.max(...times[which]).toFixed(0),
        (percentile(times[which], 0.5) / base).toFixed(2),
      ]),
    );
    const ratio = percentile(times[1], 0.5) / base;
    console.log(`to reach: at most ${GOAL_RATIO} of it: ${ratio <= GOAL_RATIO ? "reached" : "missed"}`);
  } finally {
    await desk.close();
  }
}
