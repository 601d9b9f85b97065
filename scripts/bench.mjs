// `npm run bench`: every benchmark, one after the other; with names, as in `npm run bench -- overlay`, only those.
import { buildFor, succeed } from "./bench/build.mjs";
import { benchHybrid } from "./bench/hybrid.mjs";
import { benchHidden, benchIdle } from "./bench/idle.mjs";
import { benchMemory } from "./bench/memory.mjs";
import { benchOverlay } from "./bench/overlay.mjs";
import { benchPackage } from "./bench/package.mjs";
import { benchPlayers } from "./bench/players.mjs";
import { benchStart } from "./bench/start.mjs";
import { heading } from "./lib/print.mjs";

/** @param {string} crate @param {string} bench */
const program = (crate, bench) => () => succeed(["cargo", "bench", "--quiet", "-p", crate, "--bench", bench]);

/** Those that measure what is built need it. @param {() => void | Promise<void>} measure @param {Parameters<typeof buildFor>} what */
const built =
  (measure, ...what) =>
  async () => {
    await buildFor(...what);
    await measure();
  };

/** @type {Record<string, { title: string, measure: () => Promise<void> }>} */
const benches = {
  schedule: {
    title: "when Spotify is asked: a simulated day beside fixed polling",
    measure: program("songplate-spotify", "schedule"),
  },
  overlay: { title: "from a source's event to the overlay's DOM", measure: benchOverlay },
  players: {
    title: "from a player's signal to the overlay's DOM, beside playerctl",
    measure: built(benchPlayers, "program"),
  },
  hybrid: {
    title: "from a signal of Spotify's desktop app to the popup's DOM",
    measure: built(benchHybrid, "program"),
  },
  idle: {
    title: "what a minute of listening costs while nobody looks",
    measure: built(benchIdle, "program"),
  },
  hidden: {
    title: "what a minute in the tray costs, after the window was closed",
    measure: built(benchHidden, "program"),
  },
  memory: {
    title: "memory with the popup open and hidden in the tray, beside an empty window",
    measure: built(benchMemory, "program", "empty"),
  },
  start: {
    title: "from the start to the popup, beside an empty window",
    measure: built(benchStart, "program", "empty"),
  },
  package: { title: "how large the packages are", measure: built(benchPackage, "packages") },
  fanout: { title: "one change to many overlays", measure: program("songplate-outputs", "fanout") },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(" ")} (there are ${Object.keys(benches).join(", ")})`);
  process.exit(2);
}
for (const [name, { title, measure }] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  heading(`${name}: ${title}`);
  try {
    await measure();
  } catch (error) {
    console.error(`${name} failed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
