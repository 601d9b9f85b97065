// Music that nobody hears: silent files with tags, and covers.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ title: string, artist: string, album?: string, seconds?: number }} Song */

export const LANTERNS = { title: "Paper Lanterns", artist: "The Quiet Harbour", album: "Lanterns" };
export const WIND = { title: "Second Wind", artist: "Marisol Quandt", album: "Windows", seconds: 50 };

/** Samples a second, each of one byte. */
const RATE = 8_000;
/** The sample of silence. */
const SILENCE = 128;

/**
 * Writes songs as silent WAV files with tags, into a folder of their own, and answers with their paths.
 *
 * @param {Pick<import("./desk.mjs").Desk, "path">} desk
 * @param {string} folder
 * @param {Song[]} songs
 */
export function record(desk, folder, songs) {
  mkdirSync(desk.path(folder), { recursive: true });
  return songs.map((song, number) => {
    const file = desk.path(folder, `${number}.wav`);
    writeFileSync(file, wave(song));
    return file;
  });
}

/**
 * Draws a cover into a folder of songs; players find it there by its name.
 *
 * @param {Pick<import("./desk.mjs").Desk, "path">} desk
 * @param {string} folder
 */
export function drawCover(desk, folder) {
  const file = join(desk.path(folder), "cover.png");
  const { status } = spawnSync("convert", ["-size", "240x240", "gradient:#0b7285-#f08c00", file]);
  if (status !== 0) throw new Error(`no cover was drawn: exit ${status}`);
  return file;
}

/** A WAV file with the tags of a `LIST` chunk. @param {Song} song */
function wave({ title, artist, album = title, seconds = 60 }) {
  const format = Buffer.alloc(16);
  // Uncompressed, one channel, one byte a sample.
  for (const [size, offset, value] of [
    [2, 0, 1],
    [2, 2, 1],
    [4, 4, RATE],
    [4, 8, RATE],
    [2, 12, 1],
    [2, 14, 8],
  ]) {
    format.writeUIntLE(value, offset, size);
  }
  const tags = Object.entries({ INAM: title, IART: artist, IPRD: album });
  return chunk("RIFF", [
    Buffer.from("WAVE"),
    chunk("fmt ", [format]),
    chunk("LIST", [
      Buffer.from("INFO"),
      ...tags.map(([name, text]) => chunk(name, [Buffer.from(`${text}\0`)])),
    ]),
    chunk("data", [Buffer.alloc(Math.round(RATE * seconds), SILENCE)]),
  ]);
}

/** @param {string} name @param {Buffer[]} parts */
function chunk(name, parts) {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(name), size, content, Buffer.alloc(content.length % 2)]);
}
