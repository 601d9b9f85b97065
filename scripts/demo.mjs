// `npm run demo`: the whole path of a new user, on an emulated Spotify. With `--headless`, or without a display, it
// walks by itself. The last line is always `demo: ok…` or `demo: failed: …`.
import { setup } from "./setup.mjs";

const interrupted = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => interrupted.abort(new Error(`ended by ${signal}`)));
}

/** @returns {Promise<string>} what was seen */
async function demo() {
  const unknown = process.argv.slice(2).filter((arg) => arg !== "--headless");
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(" ")} (there is only --headless)`);
  if (!(await setup("demo")))
    throw new Error("the machine is not ready; the lines above say what is missing");

  // Only now, because they import what the setup may just have installed.
  const { build } = await import("./demo/build.mjs");
  await build();
  interrupted.signal.throwIfAborted();
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform !== "linux";
  if (display && !process.argv.includes("--headless")) {
    const { byHand } = await import("./demo/by-hand.mjs");
    return byHand(interrupted.signal);
  }
  if (process.platform !== "linux") throw new Error("walking by itself needs Linux; leave --headless out");
  const { byItself } = await import("./demo/by-itself.mjs");
  return byItself(interrupted.signal);
}

try {
  const seen = await demo();
  console.log(`demo: ok: ${seen}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.log(`demo: failed: ${reason.split("\n")[0]}`);
  process.exitCode = 1;
}
