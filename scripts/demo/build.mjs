import { npmRun } from "../lib/npm.mjs";
import { heading } from "../lib/print.mjs";
import { run } from "../lib/run.mjs";

/** Builds the app as it ships, and the emulator. */
export async function build() {
  heading("building (some minutes the first time, seconds after that)");
  for (const [what, command, ...args] of [
    ["the app", ...npmRun("build")],
    ["the emulator", "cargo", "build", "--locked", "-p", "songplate-emulator"],
  ]) {
    const { code } = await run(command, args);
    if (code !== 0) throw new Error(`building ${what} failed (exit ${code})`);
  }
}
