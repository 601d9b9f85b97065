// `npm run bench`: every benchmark, one after the other; with names, as in `npm run bench -- overlay`, only those.
import { benchHybrid } from "./bench/hybrid.mjs";
import { benchHidden, benchIdle } from "./bench/idle.mjs";
import { benchMemory } from "./bench/memory.mjs";
import { benchOverlay } from "./bench/overlay.mjs";
import { benchPackage } from "./bench/package.mjs";
import { benchPlayers } from "./bench/players.mjs";
import { benchStart } from "./bench/start.mjs";
import { heading } from "./lib/print.mjs";
import { run } from "./lib/run.mjs";

/** Runs programs that must succeed, one after the other. @param {[command: string, ...args: string[]][]} programs */
async function build(...programs) {
  for (const [command, ...args] of programs) {
    const { code } = await run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${code}`);
  }
}

/** @param {string} crate @param {string} bench */
const program = (crate, bench) => () => build(["cargo", "bench", "--quiet", "-p", crate, "--bench", bench]);

/** Those that measure the shipped program need it, and what stands around it. @param {() => Promise<void>} measure */
const built = (measure) => async () => {
  const around = ["songplate-emulator", "songplate-media", "songplate-screen"].flatMap((name) => [
    "-p",
    name,
  ]);
  await build(
    ["npm", "run", "--silent", "build"],
    ["cargo", "build", "--quiet", "--locked", ...around, "--bins", "--examples"],
  );
  await measure();
};

/** The same for those that measure it beside an empty window. @param {() => Promise<void>} measure */
const besideEmpty = (measure) =>
  built(async () => {
    const empty = ["-p", "songplate-empty", "--features", "tauri/custom-protocol"];
    await build(["cargo", "build", "--quiet", "--release", "--locked", ...empty]);
    await measure();
  });

/** Those that measure the packages need them. @param {() => void} measure */
const packaged = (measure) => async () => {
  await build(["npm", "run", "--silent", "package"]);
  measure();
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
    measure: built(benchPlayers),
  },
  hybrid: {
    title: "from a signal of Spotify's desktop app to the popup's DOM",
    measure: built(benchHybrid),
  },
  idle: { title: "what a minute of listening costs while nobody looks", measure: built(benchIdle) },
  hidden: {
    title: "what a minute in the tray costs, after the window was closed",
    measure: built(benchHidden),
  },
  memory: {
    title: "memory with the popup open and hidden in the tray, beside an empty window",
    measure: besideEmpty(benchMemory),
  },
  start: { title: "from the start to the popup, beside an empty window", measure: besideEmpty(benchStart) },
  package: { title: "how large the packages are", measure: packaged(benchPackage) },
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
