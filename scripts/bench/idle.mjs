// What listening costs while nobody looks: no window, and a player that plays.
import { setTimeout as pause } from "node:timers/promises";
import { Stage, noOverlays } from "../../tests/window/support/overlay.mjs";
import { closeWindow, nextPainted } from "../../tests/window/support/screen.mjs";
import { answerOf } from "../lib/run.mjs";
import { ticksOf } from "./family.mjs";
import { table } from "./figures.mjs";
import { deskWithMusic, listens, untilListening } from "./listening.mjs";

const SPAN_MS = 60_000;
/** The window is gone; what it leaves to be done is over. */
const SETTLE_MS = 10_000;
const GOAL_PERCENT = 0.3;

/** A program that was started without a window, and no overlay. */
export async function benchIdle() {
  const desk = await deskWithMusic();
  try {
    const app = desk.run("--hidden");
    const link = await untilListening(desk);
    await aMinute("listening to mpv, no window open", Number(app.pid), link);
  } finally {
    await desk.close();
  }
}

/** A program whose window was opened and closed, and that goes on for the tray and an overlay. */
export async function benchHidden() {
  const reason = noOverlays();
  if (reason) throw new Error(`there is no overlay to listen for: ${reason}`);
  const desk = await deskWithMusic();
  /** @type {Stage | undefined} */
  let stage;
  try {
    const screen = await nextPainted(desk);
    const app = desk.run();
    const { id } = await screen.painted();
    const link = await untilListening(desk);
    stage = await Stage.open({ env: desk.env });
    const overlay = await stage.show(link);
    await overlay.see({ title: "A long song", subtitle: "Somebody" });
    await closeWindow(desk, id);
    await pause(SETTLE_MS);
    await aMinute("listening to mpv for an overlay, window closed", Number(app.pid), link);
  } finally {
    await stage?.close();
    await desk.close();
  }
}

/**
 * Prints the figures, and whether the goal was reached.
 *
 * @param {string} state
 * @param {number} pid
 * @param {string} link
 */
async function aMinute(state, pid, link) {
  const ticksPerSecond = Number(answerOf("getconf", ["CLK_TCK"]));
  const [before, began] = [ticksOf(pid), performance.now()];
  await pause(SPAN_MS);
  if (before.ticks === 0) throw new Error("its start has cost nothing, which can't be");
  const [after, seconds] = [ticksOf(pid), (performance.now() - began) / 1_000];
  if (!(await listens(link))) throw new Error("it no longer listens");
  const busy = (after.ticks - before.ticks) / ticksPerSecond;
  const percent = (busy / seconds) * 100;
  const tick = 1_000 / ticksPerSecond;
  table(
    [state, "processes", "seconds", `CPU ms (± ${tick})`, "% of a core"],
    [
      [
        "the app and what it started",
        String(after.processes),
        seconds.toFixed(1),
        (busy * 1_000).toFixed(0),
        percent.toFixed(3),
      ],
    ],
  );
  console.log(
    `to reach: under ${GOAL_PERCENT} % of one core: ${percent < GOAL_PERCENT ? "reached" : "missed"}`,
  );
}
