// `npm run bench`: every benchmark, one after the other; with names, as in `npm run bench -- overlay`, only those.
import { benchOverlay } from "./bench/overlay.mjs";
import { heading } from "./lib/print.mjs";
import { run } from "./lib/run.mjs";

/** @param {string} crate @param {string} bench */
const program = (crate, bench) => async () => {
  const { code } = await run("cargo", ["bench", "--quiet", "-p", crate, "--bench", bench]);
  if (code !== 0) throw new Error(`exit ${code}`);
};

/** @type {Record<string, { title: string, measure: () => Promise<void> }>} */
const benches = {
  schedule: {
    title: "when Spotify is asked: a simulated day beside fixed polling",
    measure: program("songplate-spotify", "schedule"),
  },
  overlay: { title: "from a source's event to the overlay's DOM", measure: benchOverlay },
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
