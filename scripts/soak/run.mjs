// The run: everything at once until the time is over, and a look at the program whenever no window is open.
import { setTimeout as pause } from "node:timers/promises";
import { Desk } from "../../tests/window/support/desk.mjs";
import { noOverlays, overlayLink, Stage } from "../../tests/window/support/overlay.mjs";
import { listening } from "../../tests/window/support/path.mjs";
import { isAlive } from "../../tests/window/support/processes.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { table } from "../bench/figures.mjs";
import { listens } from "../bench/listening.mjs";
import { faultsOnAndOff } from "./faults.mjs";
import { look } from "./sample.mjs";
import { countSongs, playersComeAndGo } from "./songs.mjs";
import { verdicts } from "./verdict.mjs";
import { comeAndGo } from "./windows.mjs";

/** Two hundred windows in half an hour. */
const WINDOW_EVERY_MS = 9_000;
/** Spotify's songs last some 13 seconds: Follow takes what is shorter than ten for a mere sound. */
const SPEED = 15;
const ROWS = 20;

/** @typedef {import("./sample.mjs").Sample} Sample */

/**
 * Prints what was held over time, and what of it grows.
 *
 * @param {number} seconds
 * @returns {Promise<boolean>} whether nothing does
 */
export async function soak(seconds) {
  const reason = noOverlays();
  if (reason) throw new Error(`there is no overlay to listen for: ${reason}`);
  const desk = await Desk.open({ speed: SPEED });
  // It looks at every process a hundred times a second.
  desk.commandLines.stop();
  const end = new AbortController();
  /** @type {Stage | undefined} */
  let stage;
  try {
    await linked(desk);
    const app = desk.run("--hidden");
    // The link that it finds at first may be of the start before: whether it is served is what counts.
    const link = await until("it to listen", async () => served(await overlayLink(desk)), 30_000);
    stage = await Stage.open({ env: desk.env });
    await stage.show(link);
    const told = countSongs(link, end.signal);
    let faults = 0;
    const troubles = [
      faultsOnAndOff(desk.spotify, end.signal, () => faults++),
      playersComeAndGo(desk, end.signal),
    ];
    const samples = await Promise.race([
      windowsOverTime(desk, stage, link, seconds, told, Number(app.pid)),
      // They end by themselves only when something went wrong.
      ...troubles.map((trouble) => trouble.then(() => /** @type {Sample[]} */ ([]))),
    ]);
    end.abort();
    await Promise.all(troubles);
    await desk.spotify.clearFaults();
    // A fault may have told it to wait for up to a minute.
    await until("it to listen in the end as in the beginning", () => listens(link), 90_000);
    if (!isAlive(Number(app.pid))) throw new Error("the program has ended");
    await desk.run("quit").exit();
    const code = await app.exit();
    if (code !== 0) throw new Error(`the program ended with ${code}`);
    print(samples);
    console.log(`${samples[samples.length - 1].windows} windows, ${told.songs} songs, ${faults} faults`);
    return judge(samples);
  } catch (error) {
    console.error(`kept pictures and logs in ${await desk.keepEvidence("soak")}`);
    throw error;
  } finally {
    end.abort();
    await stage?.close();
    await desk.close();
  }
}

/** The link, if the program listens and serves it. @param {string} link */
const served = async (link) => (await listens(link)) && link;

/** An account is linked, and the program is to follow everything, to write files and to go on without a window. @param {Desk} desk */
async function linked(desk) {
  const app = await listening(desk);
  await app.close();
  desk.profile.write("settings.json", {
    ...desk.profile.readJson("settings.json"),
    listener: { selected: "follow", listening: true },
    background: { on_close: "go-on" },
    files: { enabled: true, folder: desk.path("files"), cover: true, json: true },
  });
}

/**
 * Opens and destroys windows until the time is over.
 *
 * @param {Desk} desk
 * @param {Stage} stage
 * @param {string} link
 * @param {number} seconds
 * @param {{ songs: number }} told
 * @param {number} pid
 */
async function windowsOverTime(desk, stage, link, seconds, told, pid) {
  /** @type {Sample[]} */
  const samples = [];
  const began = performance.now();
  const passed = () => performance.now() - began;
  for (let windows = 1; passed() < seconds * 1_000; windows++) {
    await comeAndGo(desk, stage, link, windows);
    await pause(Math.max(windows * WINDOW_EVERY_MS - passed(), 0));
    const held = look(desk, pid, link, samples.at(-1));
    samples.push({ seconds: passed() / 1_000, windows, songs: told.songs, ...held });
  }
  return samples;
}

/** @param {Sample[]} samples */
function print(samples) {
  const every = Math.ceil(samples.length / ROWS);
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1_000_000).toFixed(1);
  table(
    ["after", "windows", "songs", "program MB", "started MB", "threads", "handles", "clients", "tasks"],
    samples
      .filter((_, index) => index % every === 0 || index === samples.length - 1)
      .map(({ seconds, windows, songs, own, started, threads, handles, clients, tasks }) => [
        `${(seconds / 60).toFixed(1)} min`,
        ...[windows, songs].map(String),
        ...[own, started].map(megabytes),
        ...[threads, handles, clients, tasks].map(String),
      ]),
  );
}

/** @param {Sample[]} samples */
function judge(samples) {
  const all = verdicts(samples);
  table(
    ["after the warm-up", "median", "grown by", "may grow by", ""],
    all.map(({ what, median, grown, most, flat }) => [
      what,
      median.toFixed(1),
      grown.toFixed(2),
      most.toFixed(2),
      flat ? "flat" : "grows",
    ]),
  );
  return all.every(({ flat }) => flat);
}
