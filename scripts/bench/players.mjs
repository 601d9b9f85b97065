// How long a player's signal takes to what viewers see, beside a line of `playerctl --follow` on the same bus in the same
// run: first with a scripted player that changes its songs fast, then with mpv.
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../../tests/window/support/desk.mjs";
import { FakePlayer } from "../../tests/window/support/fake-player.mjs";
import { noOverlays, overlayLink, Stage } from "../../tests/window/support/overlay.mjs";
import { noPlayers, startMpv } from "../../tests/window/support/players.mjs";
import { record } from "../../tests/window/support/songs.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { percentile, table } from "./figures.mjs";
import { delays, gaps, note, noteLines, now, readEvents, seenByPage, watchPage } from "./seen.mjs";

const FAKE_SONGS = 250;
const MPV_SONGS = 150;
const GOAL_P95_MS = 100;

/** @typedef {import("./seen.mjs").Seen} Seen */

/**
 * What plays: `sent` tells when each song was told to the bus.
 *
 * @typedef {{ name: string, count: number, sent: () => Seen, gaps: [from: number, to: number], next: (number: number) => Promise<unknown> }} Player
 */

/** A player that tells every change in one signal. @param {Desk} desk @returns {Promise<Player>} */
async function scripted(desk) {
  const player = await FakePlayer.start(desk, "fake");
  /** @type {Seen} */
  const sent = new Map();
  const next = async (/** @type {number} */ number) => {
    const song = {
      clear: true,
      title: String(number),
      artists: [`Artist ${number}`],
      album: `Album ${number}`,
      trackid: `/tracks/${number}`,
      lengthMs: 180_000 + number,
      positionMs: 0,
      status: "Playing",
    };
    // The time that its own pipe takes counts against all who listen alike.
    sent.set(number, now());
    await player.set(song);
  };
  await next(0);
  return { name: "fake", count: FAKE_SONGS, sent: () => sent, gaps: [60, 260], next };
}

/**
 * mpv. Its script tells a change up to a tenth of a second late, so that mpv's own word says nothing about the signal: its
 * time is that at which the bus hands it out, as dbus-monitor notes it.
 *
 * @param {Desk} desk
 * @returns {Promise<Player>}
 */
async function mpv(desk) {
  const songs = Array.from({ length: MPV_SONGS + 1 }, (_, number) => ({
    title: String(number),
    artist: `Artist ${number}`,
    album: `Album ${number}`,
    // No two songs are equally long.
    seconds: 60 + number / 100,
  }));
  const rule = "type='signal',member='PropertiesChanged',path='/org/mpris/MediaPlayer2'";
  // Into a file that is read at the end: what is read meanwhile would be in the way of the readers that are measured.
  desk.start("dbus-monitor", ["--session", rule], "monitor.log");
  const sent = () => signals(readFileSync(desk.path("logs", "monitor.log"), "utf8"));
  startMpv(desk, record(desk, "music", songs));
  const next = async () => {
    // It ends before mpv tells its next song.
    await desk.start("playerctl", ["--player=mpv", "next"], "playerctl.log").exit();
  };
  await until("mpv's first song", () => sent().has(0));
  return { name: "mpv", count: MPV_SONGS, sent, gaps: [300, 700], next };
}

/** When each title was told first, as dbus-monitor printed it. @param {string} printed */
function signals(printed) {
  /** @type {Seen} */
  const sent = new Map();
  let [at, before] = [0, ""];
  for (const line of printed.split("\n")) {
    const time = /^signal time=([\d.]+)/.exec(line);
    if (time) at = Number(time[1]) * 1_000;
    const text = /string "(.*)"$/.exec(line);
    if (text && before.includes('"xesam:title"')) note(sent, text[1], at);
    before = line;
  }
  return sent;
}

/** @param {(desk: Desk) => Promise<Player>} start */
async function measure(start) {
  const desk = await Desk.open();
  // It looks at every process a hundred times a second.
  desk.commandLines.stop();
  const end = new AbortController();
  /** @type {Stage | undefined} */
  let stage;
  try {
    const player = await start(desk);
    const listener = { selected: `player:${player.name}`, listening: true };
    desk.profile.write("settings.json", { version: 1, listener });
    desk.run("--hidden");
    const link = await until("the overlay's link", () => overlayLink(desk));
    stage = await Stage.open({ env: desk.env });
    const source = await stage.show(link);
    await watchPage(source);
    const events = await readEvents(link, end.signal);
    const follow = ["--follow", "metadata", "--format", "{{title}}"];
    const playerctl = desk.start("playerctl", [`--player=${player.name}`, ...follow], "playerctl.log", {
      stdout: "pipe",
    });
    /** @type {Seen} */
    const lines = new Map();
    noteLines(/** @type {import("node:stream").Readable} */ (playerctl.child.stdout), lines);
    const see = (/** @type {number} */ number) =>
      until(`song ${number} everywhere`, async () => {
        const seen = { events, playerctl: lines, page: await seenByPage(source) };
        const missing = Object.entries(seen).filter(([, songs]) => !songs.has(number));
        if (missing.length === 0) return true;
        throw new Error(`not yet: ${missing.map(([name]) => name).join(", ")}`);
      });
    // Everybody is there.
    await see(0);
    const spaces = gaps(...player.gaps);
    const to = player.count + 1;
    for (let number = 1; number < to; number++) {
      await player.next(number);
      await pause(spaces.next().value);
    }
    await see(to - 1);
    const [sent, page] = [player.sent(), await seenByPage(source)];
    const figures = (/** @type {string} */ what, /** @type {Seen} */ seen) => ({
      name: `${player.name}: ${what}`,
      values: delays(seen, sent, 1, to),
      later: percentile(delays(seen, lines, 1, to), 0.5),
    });
    return [
      figures("line of playerctl --follow", lines),
      figures("snapshot on /events", events),
      figures("overlay page, DOM changed", page),
    ];
  } finally {
    end.abort();
    await stage?.close();
    await desk.close();
  }
}

/** Prints the figures, and whether the goals were reached. */
export async function benchPlayers() {
  const reason = noOverlays() || noPlayers("mpv");
  if (reason) throw new Error(`players can't be measured: ${reason}`);
  const runs = [await measure(scripted), await measure(mpv)];
  table(
    ["from the player's signal to", "songs", "p50 ms", "p95 ms", "worst ms", "p50 after playerctl's"],
    runs
      .flat()
      .map(({ name, values, later }) => [
        name,
        String(values.length),
        percentile(values, 0.5).toFixed(2),
        percentile(values, 0.95).toFixed(2),
        Math.max(...values).toFixed(2),
        later.toFixed(2),
      ]),
  );
  const verdict = (/** @type {boolean} */ reached) => (reached ? "reached" : "missed");
  for (const [, snapshot, page] of runs) {
    // Song by song: what else the machine does at a moment is then the same for both.
    console.log(
      `to reach: ${snapshot.name}, p50 no later than playerctl's line: ${verdict(snapshot.later <= 0)}`,
    );
    const p95 = percentile(page.values, 0.95);
    console.log(`to reach: ${page.name}, p95 ≤ ${GOAL_P95_MS} ms: ${verdict(p95 <= GOAL_P95_MS)}`);
  }
}
