// How long a song takes from the source to what viewers see: the overlay's page in a real Chromium, beside a script that
// reads the server-sent events and one that asks every second, in one run.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { inRoot } from "../lib/paths.mjs";
import { noOverlays, Stage } from "../../tests/window/support/overlay.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { percentile, table } from "./figures.mjs";
import { delays, gaps, note, now, readEvents, seenByPage, watchPage } from "./seen.mjs";

const FAST_SONGS = 300;
const SLOW_SONGS = 30;
const POLL_MS = 1_000;
const GOAL_P95_MS = 50;

/** The listener and the server, with a source that says what it is told. */
class Live {
  /** @type {Map<number, number>} when each song was reported, in milliseconds since the epoch */
  sent = new Map();

  constructor() {
    const args = ["bench", "--quiet", "-p", "songplate-outputs", "--bench", "live"];
    this.child = spawn("cargo", args, { cwd: inRoot(), stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    /** @type {(url: string) => void} */
    let tell;
    this.url = /** @type {Promise<string>} */ (new Promise((resolve) => (tell = resolve)));
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      const { url, sent, at_us } = JSON.parse(line);
      if (url) tell(url);
      else this.sent.set(sent, at_us / 1_000);
    });
  }

  song(/** @type {number} */ number) {
    this.child.stdin.write(`song ${number}\n`);
  }

  async end() {
    this.child.stdin.end();
    await this.ended;
  }
}

/** @typedef {import("./seen.mjs").Seen} Seen */

/** Asks again and again, as a plain widget does. @param {string} link @param {AbortSignal} end */
function poll(link, end) {
  /** @type {Seen} */
  const seen = new Map();
  const timer = setInterval(async () => {
    const answer = await fetch(link.replace("/overlay", "/now-playing"), { signal: end });
    const { title } = await answer.json();
    note(seen, title, now());
  }, POLL_MS);
  end.addEventListener("abort", () => clearInterval(timer));
  return seen;
}

/** Prints the figures; whether the goal was reached. */
export async function benchOverlay() {
  const reason = noOverlays();
  if (reason) throw new Error(`the overlay can't be measured: ${reason}`);
  const live = new Live();
  const url = await Promise.race([
    live.url,
    live.ended.then(() => Promise.reject(new Error("the bench program ended"))),
  ]);
  const stage = await Stage.open({ env: process.env });
  const end = new AbortController();
  try {
    const source = await stage.show(url);
    await watchPage(source);
    const events = await readEvents(url, end.signal);
    live.song(0);
    await until("the first song in the page", async () => (await seenByPage(source)).has(0));

    let number = 1;
    const send = async (/** @type {number} */ count, /** @type {Generator<number>} */ spaces) => {
      const from = number;
      for (; number < from + count; number++) {
        live.song(number);
        await pause(spaces.next().value);
      }
      const last = number - 1;
      await until("the last song in the page", async () => (await seenByPage(source)).has(last));
      return [from, number];
    };
    const [fastFrom, fastTo] = await send(FAST_SONGS, gaps(60, 260));
    const polled = poll(url, end.signal);
    const [slowFrom, slowTo] = await send(SLOW_SONGS, gaps(1_100, 2_300));
    await until("the last song by asking", () => polled.has(slowTo - 1));

    const page = delays(await seenByPage(source), live.sent, fastFrom, fastTo);
    const rows = [
      { name: "overlay page (WebSocket), DOM changed", values: page },
      { name: "script on /events", values: delays(events, live.sent, fastFrom, fastTo) },
      {
        name: "script that asks /now-playing every second",
        values: delays(polled, live.sent, slowFrom, slowTo),
      },
    ];
    const base = percentile(page, 0.5);
    table(
      ["from the source's event to", "songs", "p50 ms", "p95 ms", "worst ms", "p50 to the page's"],
      rows.map(({ name, values }) => [
        name,
        String(values.length),
        percentile(values, 0.5).toFixed(2),
        percentile(values, 0.95).toFixed(2),
        Math.max(...values).toFixed(2),
        (percentile(values, 0.5) / base).toFixed(2),
      ]),
    );
    if (page.length < FAST_SONGS)
      console.log(`the page left out ${FAST_SONGS - page.length} of ${FAST_SONGS} songs`);
    const p95 = percentile(page, 0.95);
    console.log(`to reach: p95 ≤ ${GOAL_P95_MS} ms to the DOM: ${p95 <= GOAL_P95_MS ? "reached" : "missed"}`);
  } finally {
    end.abort();
    await stage.close();
    await live.end();
  }
}
