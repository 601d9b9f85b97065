import { setup } from "../setup.mjs";
import { duration, heading } from "./print.mjs";
import { runSteps } from "./steps.mjs";

/**
 * Makes the machine ready and runs the steps; only those whose names begin with one of the words, if there are any.
 *
 * @param {import("../setup.mjs").Purpose} purpose
 * @param {() => import("./steps.mjs").Step[]} steps called when the machine is ready
 * @param {string[]} words
 * @returns {Promise<boolean>} whether all went well
 */
export async function prove(purpose, steps, words) {
  const began = Date.now();
  heading("setup");
  if (!(await setup(purpose))) {
    console.log("\n0 passed, 1 failed");
    return false;
  }
  console.log(`setup: ready (${duration(Date.now() - began)})`);

  const all = steps();
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
  if (chosen.length === 0) {
    console.error(`no such step; there are: ${all.map(({ name }) => name).join(", ")}`);
    return false;
  }
  return runSteps(chosen, began);
}
