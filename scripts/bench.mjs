// `npm run bench`: every benchmark, one after the other; with names, as in `npm run bench -- overlay`, only those.
import { benchHybrid } from "./bench/hybrid.mjs";
import { benchIdle } from "./bench/idle.mjs";
import { benchOverlay } from "./bench/overlay.mjs";
import { benchPlayers } from "./bench/players.mjs";
import { heading } from "./lib/print.mjs";
import { run } from "./lib/run.mjs";

/** @param {string} crate @param {string} bench */
const program = (crate, bench) => async () => {
  const { code } = await run("cargo", ["bench", "--quiet", "-p", crate, "--bench", bench]);
  if (code !== 0) throw new Error(`exit ${code}`);
};

/** Those that measure the shipped program need it, and what stands around it. @param {() => Promise<void>} measure */
const built = (measure) => async () => {
  const around = ["-p", "songplate-emulator", "-p", "songplate-media", "--bins", "--examples"];
  for (const [command, ...args] of /** @type {[string, ...string[]][]} */ ([
    ["npm", "run", "--silent", "build"],
    ["cargo", "build", "--quiet", "--locked", ...around],
  ])) {
    const { code } = await run(command, args);
    if (code !== 0) throw new Error(`${command}: exit ${code}`);
  }
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
    measure: built(benchPlayers),
  },
  hybrid: {
    title: "from a signal of Spotify's desktop app to the popup's DOM",
    measure: built(benchHybrid),
  },
  idle: { title: "what a minute of listening costs while nobody looks", measure: built(benchIdle) },
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
