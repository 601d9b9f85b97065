// What has to be built before something can be measured.
import { npmRun } from "../lib/npm.mjs";
import { run } from "../lib/run.mjs";

/** @param {...string} names */
const packages = (...names) => names.flatMap((name) => ["-p", name]);

/** @typedef {[command: string, ...args: string[]]} Program */

/** @type {Record<"program" | "empty" | "packages", Program[]>} */
const needed = {
  // The shipped program, and what stands around it.
  program: [
    npmRun("build"),
    [
      "cargo",
      ...["build", "--quiet", "--locked", "--bins", "--examples"],
      ...packages("songplate-emulator", "songplate-media", "songplate-screen"),
    ],
  ],
  empty: [
    [
      "cargo",
      ...["build", "--quiet", "--release", "--locked", "--features", "tauri/custom-protocol"],
      ...packages("songplate-empty"),
    ],
  ],
  packages: [npmRun("package")],
};

/** Runs a program that must succeed. @param {Program} program */
export async function succeed([command, ...args]) {
  const { code } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${code}`);
}

/**
 * What was built in this run already: the pages are written anew each time, and the program is compiled with them.
 *
 * @type {Set<keyof typeof needed>}
 */
const built = new Set();

/** Builds what is missing or out of date, once a run. @param {...keyof typeof needed} what */
export async function buildFor(...what) {
  for (const name of what.filter((name) => !built.has(name))) {
    for (const program of needed[name]) await succeed(program);
    built.add(name);
  }
}
