// When songs are seen. What a benchmark plays is called by its number.
import { connect } from "node:net";
import { createInterface } from "node:readline";

/** @typedef {Map<number, number>} Seen when each song was seen first, in milliseconds since the epoch */

/** The time on the clock that all processes share, finer than `Date.now()`. */
export const now = () => performance.timeOrigin + performance.now();

/**
 * Songs follow each other at odd moments, so that no rhythm of a reader can suit them. The same ones every time.
 *
 * @param {number} from
 * @param {number} to
 * @returns {Generator<number, never>}
 */
export function* gaps(from, to) {
  let seed = 73;
  for (;;) {
    seed = (seed * 16_807) % 2_147_483_647;
    yield from + (seed / 2_147_483_647) * (to - from);
  }
}

/**
 * Reads the server-sent events from the socket itself: what counts is when they arrive, as it does for the pipe of another
 * program, and not how long an HTTP library takes over them. Each event comes as one chunk, so that no line of it is cut.
 *
 * @param {string} link
 * @param {AbortSignal} end
 * @returns {Promise<Seen>}
 */
export function readEvents(link, end) {
  const { hostname, port, host, search } = new URL(link);
  /** @type {Seen} */
  const seen = new Map();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => socket.write(`GET /events${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.once("data", () => resolve(seen));
    noteLines(socket, seen, (line) => (line.startsWith("data:") ? JSON.parse(line.slice(5)).title : null));
    end.addEventListener("abort", () => socket.destroy());
  });
}

/**
 * Notes the songs that the lines of a stream tell of.
 *
 * @param {import("node:stream").Readable} stream
 * @param {Seen} seen
 * @param {(line: string) => string | null} titleOf
 */
export function noteLines(stream, seen, titleOf = (line) => line) {
  let at = 0;
  // Before the lines are cut out of it.
  stream.on("data", () => (at = now()));
  createInterface({ input: stream })
    .on("line", (line) => note(seen, titleOf(line), at))
    // The stream ends with the run, as everything does.
    .on("error", () => {});
}

/** @param {Seen} seen @param {string | null} title @param {number} at */
export function note(seen, title, at) {
  const number = title ? Number(title) : Number.NaN;
  if (Number.isInteger(number) && !seen.has(number)) seen.set(number, at);
}

/**
 * Notes in the overlay's page itself when its title changes.
 *
 * @param {import("../../tests/window/support/overlay.mjs").Source} source
 */
export async function watchPage({ page }) {
  await page.evaluate(() => {
    const seen = /** @type {[string, number][]} */ ([]);
    Object.assign(window, { seenTitles: seen });
    const look = () => {
      const title = document.querySelector('[data-testid="overlay-title"]')?.textContent ?? "";
      if (seen.at(-1)?.[0] !== title) seen.push([title, performance.timeOrigin + performance.now()]);
    };
    look();
    new MutationObserver(look).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
}

/** @param {import("../../tests/window/support/overlay.mjs").Source} source @returns {Promise<Seen>} */
export async function seenByPage({ page }) {
  const titles = await page.evaluate(() => /** @type {any} */ (window).seenTitles);
  /** @type {Seen} */
  const seen = new Map();
  for (const [title, at] of titles) note(seen, title, at);
  return seen;
}

/**
 * How long each song took, of those that were seen.
 *
 * @param {Seen} seen
 * @param {Seen} sent
 * @param {number} from
 * @param {number} to the first that no longer counts
 */
export function delays(seen, sent, from, to) {
  const found = [];
  for (let number = from; number < to; number++) {
    const [began, at] = [sent.get(number), seen.get(number)];
    if (began !== undefined && at !== undefined) found.push(at - began);
  }
  return found;
}
