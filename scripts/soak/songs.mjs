// What plays meanwhile: a player on the bus that changes its songs fast, and in its pauses the emulated Spotify.
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { FakePlayer } from "../../tests/window/support/fake-player.mjs";

const STORM = { count: 150, perSecond: 15 };
const PAUSE_MS = 10_000;
/** After so many storms the player leaves the bus, and another one of its name comes. */
const STORMS_A_PLAYER = 5;

/**
 * Goes on until the end.
 *
 * @param {import("../../tests/window/support/desk.mjs").Desk} desk
 * @param {AbortSignal} end
 */
export async function playersComeAndGo(desk, end) {
  while (!end.aborted) {
    const player = await FakePlayer.start(desk, "fake");
    for (let storm = 0; storm < STORMS_A_PLAYER && !end.aborted; storm++) {
      await player.do({ storm: STORM }, 60_000);
      await player.set({ status: "Paused" });
      await pause(PAUSE_MS);
    }
    await player.do("quit");
    await player.started.stop();
  }
}

/**
 * Counts the songs that the program tells scripts (server-sent events).
 *
 * @param {string} link
 * @param {AbortSignal} end
 */
export function countSongs(link, end) {
  const told = { songs: 0 };
  let last = "";
  const socket = events(link);
  createInterface({ input: socket })
    .on("line", (line) => {
      if (!line.startsWith("data:")) return;
      const { title } = JSON.parse(line.slice(5));
      if (title && title !== last) told.songs++;
      last = title ?? "";
    })
    // The stream ends with the run.
    .on("error", () => {});
  end.addEventListener("abort", () => socket.destroy());
  return told;
}

/** A script that reads the events. @param {string} link */
export function events(link) {
  const { hostname, port, host, search } = new URL(link);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.once("connect", () => socket.write(`GET /events${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
  socket.on("error", () => {});
  return socket;
}
