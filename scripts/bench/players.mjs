// How long a player's signal takes to what viewers see, beside a line of `playerctl --follow` on the same bus in the same
// run: first with a scripted player that changes its songs fast, then with mpv.
import { existsSync } from "node:fs";
import { createConnection } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../../tests/window/support/desk.mjs";
import { FakePlayer } from "../../tests/window/support/fake-player.mjs";
import { noOverlays, overlayLink, Stage } from "../../tests/window/support/overlay.mjs";
import { noPlayers, startMpv } from "../../tests/window/support/players.mjs";
import { record } from "../../tests/window/support/songs.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { percentile, table } from "./figures.mjs";
import { delays, gaps, noteLines, now, readEvents, seenByPage, watchPage } from "./seen.mjs";

const FAKE_SONGS = 250;
const MPV_SONGS = 60;
const GOAL_P95_MS = 100;

/** @typedef {import("./seen.mjs").Seen} Seen */

/**
 * What plays: `sent` has when each song was told to the bus.
 *
 * @typedef {{ name: string, count: number, sent: Seen, gaps: [from: number, to: number], next: (number: number) => Promise<void> }} Player
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
      status: "Playing",
    };
    // The time that its own pipe takes counts against all who listen alike.
    sent.set(number, now());
    await player.set(song);
  };
  return { name: "fake", count: FAKE_SONGS, sent, gaps: [60, 260], next };
}

/** mpv, which tells its own clients of a new title at the moment in which its script tells the bus. @param {Desk} desk @returns {Promise<Player>} */
async function mpv(desk) {
  const songs = Array.from({ length: MPV_SONGS + 1 }, (_, number) => ({
    title: String(number),
    artist: `Artist ${number}`,
    album: `Album ${number}`,
    // No two songs are equally long.
    seconds: 30 + number / 100,
  }));
  const socket = desk.path("mpv.sock");
  startMpv(desk, record(desk, "music", songs), `--input-ipc-server=${socket}`);
  const connection = await until("mpv", () => existsSync(socket) && createConnection(socket));
  /** @type {Seen} */
  const sent = new Map();
  noteLines(connection, sent, (line) => {
    const { event, name, data } = JSON.parse(line);
    return event === "property-change" && name === "metadata" ? (data?.title ?? data?.Title ?? null) : null;
  });
  const command = (/** @type {unknown[]} */ ...words) =>
    connection.write(`${JSON.stringify({ command: words })}\n`);
  command("observe_property", 1, "metadata");
  const next = async (/** @type {number} */ number) => {
    command("playlist-next");
    await until("mpv's next song", () => sent.has(number));
  };
  return { name: "mpv", count: MPV_SONGS, sent, gaps: [300, 700], next };
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
    await player.next(1);
    const see = (/** @type {number} */ number) =>
      until(
        `song ${number} everywhere`,
        async () => events.has(number) && lines.has(number) && (await seenByPage(source)).has(number),
      );
    await see(1);
    const spaces = gaps(...player.gaps);
    const to = player.count + 1;
    for (let number = 2; number < to; number++) {
      await player.next(number);
      await pause(spaces.next().value);
    }
    await see(to - 1);
    const seen = { events, lines, page: await seenByPage(source) };
    return [
      { name: `${player.name}: line of playerctl --follow`, values: delays(seen.lines, player.sent, 2, to) },
      { name: `${player.name}: snapshot on /events`, values: delays(seen.events, player.sent, 2, to) },
      { name: `${player.name}: overlay page, DOM changed`, values: delays(seen.page, player.sent, 2, to) },
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
    ["from the player's signal to", "songs", "p50 ms", "p95 ms", "worst ms"],
    runs
      .flat()
      .map(({ name, values }) => [
        name,
        String(values.length),
        percentile(values, 0.5).toFixed(2),
        percentile(values, 0.95).toFixed(2),
        Math.max(...values).toFixed(2),
      ]),
  );
  const verdict = (/** @type {boolean} */ reached) => (reached ? "reached" : "missed");
  for (const [playerctl, snapshot, page] of runs) {
    const [theirs, ours] = [percentile(playerctl.values, 0.5), percentile(snapshot.values, 0.5)];
    console.log(`to reach: ${snapshot.name}, p50 no later than playerctl's line: ${verdict(ours <= theirs)}`);
    const p95 = percentile(page.values, 0.95);
    console.log(`to reach: ${page.name}, p95 ≤ ${GOAL_P95_MS} ms: ${verdict(p95 <= GOAL_P95_MS)}`);
  }
}
