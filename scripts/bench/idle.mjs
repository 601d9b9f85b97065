// What listening costs while nobody looks: no window, no overlay, and a player that plays.
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../../tests/window/support/desk.mjs";
import { beside, overlayLink } from "../../tests/window/support/overlay.mjs";
import { noPlayers, startMpv } from "../../tests/window/support/players.mjs";
import { record } from "../../tests/window/support/songs.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { answerOf } from "../lib/run.mjs";
import { table } from "./figures.mjs";

const SPAN_MS = 60_000;
const GOAL_PERCENT = 0.3;

/**
 * The time that a process and all that come from it have had a processor for, those that have ended among them, in clock
 * ticks (proc(5), `/proc/pid/stat`).
 *
 * @param {number} pid
 */
function ticksOf(pid) {
  const processes = readdirSync("/proc").map(Number).filter(Number.isInteger).flatMap(statOf);
  const family = [pid];
  // Grows while it is walked through.
  for (const member of family) {
    family.push(...processes.filter(({ parent }) => parent === member).map((process) => process.pid));
  }
  const ticks = processes.filter((process) => family.includes(process.pid)).map((process) => process.ticks);
  return { ticks: ticks.reduce((sum, one) => sum + one, 0), processes: ticks.length };
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
    return [{ pid, parent: fields[1], ticks: user + system + endedUser + endedSystem }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

/** Prints the figures, and whether the goal was reached. */
export async function benchIdle() {
  const reason = noPlayers("mpv");
  if (reason) throw new Error(`listening can't be measured: ${reason}`);
  const ticksPerSecond = Number(answerOf("getconf", ["CLK_TCK"]));
  const desk = await Desk.open();
  desk.commandLines.stop();
  try {
    startMpv(desk, record(desk, "music", [{ title: "A long song", artist: "Somebody", seconds: 600 }]));
    desk.profile.write("settings.json", {
      version: 1,
      listener: { selected: "player:mpv", listening: true },
    });
    const app = desk.run("--hidden");
    const link = await until("the overlay's link", () => overlayLink(desk));
    const playing = async () =>
      (await (await fetch(beside(link, "/now-playing"))).json()).status === "playing";
    await until("the song", playing);
    const pid = Number(app.pid);
    const [before, began] = [ticksOf(pid), performance.now()];
    await pause(SPAN_MS);
    if (before.ticks === 0) throw new Error("its start has cost nothing, which can't be");
    const [after, seconds] = [ticksOf(pid), (performance.now() - began) / 1_000];
    if (!(await playing())) throw new Error("it no longer listens");
    const busy = (after.ticks - before.ticks) / ticksPerSecond;
    const percent = (busy / seconds) * 100;
    const tick = 1_000 / ticksPerSecond;
    table(
      ["listening to mpv, no window open", "processes", "seconds", `CPU ms (± ${tick})`, "% of a core"],
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
  } finally {
    await desk.close();
  }
}
