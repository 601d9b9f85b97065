import { bold, duration, green, heading, red } from "./print.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {[program: string, ...args: string[]]} command
 * @property {[program: string, ...args: string[]]} [before] runs first; may fail
 * @property {(output: string) => import("./counts.mjs").Count | null} [count] reads the number of tests from the output
 */

/** @typedef {{ name: string, ok: boolean, took: number, count?: import("./counts.mjs").Count }} Result */

/**
 * Runs steps until one fails, then prints a table of what ran. The last line counts the tests.
 *
 * @param {Step[]} steps
 * @param {number} began
 * @returns {Promise<boolean>} whether all went well
 */
export async function runSteps(steps, began) {
  /** @type {Result[]} */
  const results = [];
  for (const step of steps) {
    const result = await runStep(step);
    results.push(result);
    if (!result.ok) break;
  }
  const ok = results.every((result) => result.ok);
  report(results, steps, began);
  return ok;
}

/** @param {Step} step @returns {Promise<Result>} */
async function runStep({ name, command, before, count }) {
  heading(name);
  const began = Date.now();
  const start = (/** @type {Step["command"]} */ [program, ...args], keep = false) =>
    run(program, args, { keep });
  if (before) await start(before);
  const { code, output } = await start(command, count !== undefined);
  const counted = count?.(output.replaceAll(/\x1b\[[0-9;]*m/g, "")) ?? undefined;
  // A runner that ran nothing has proved nothing, whatever it says.
  const proved = count === undefined || (counted !== undefined && counted.passed > 0 && counted.failed === 0);
  if (code === 0 && !proved) console.error(`${name}: no count of passed tests in the output above`);
  const result = { name, ok: code === 0 && proved, took: Date.now() - began, count: counted };
  console.log(`${name}: ${result.ok ? "ok" : `failed (exit ${code})`}, ${duration(result.took)}`);
  return result;
}

/** @param {Result[]} results @param {Step[]} steps @param {number} began */
function report(results, steps, began) {
  heading("summary");
  const width = Math.max(...steps.map(({ name }) => name.length));
  for (const { name, ok, took, count } of results) {
    const counts = count
      ? `${count.passed} passed${count.skipped > 0 ? `, ${count.skipped} skipped` : ""}`
      : "";
    console.log(
      `${ok ? green("ok    ") : red("failed")}  ${name.padEnd(width)}  ${duration(took).padStart(12)}  ${counts}`,
    );
  }
  for (const { name } of steps.slice(results.length)) console.log(`not run ${name}`);
  console.log(bold(`in ${duration(Date.now() - began)}\n`));

  const sum = (/** @type {"passed" | "failed"} */ key) =>
    results.reduce((total, { count }) => total + (count?.[key] ?? 0), 0);
  const brokenSteps = results.filter(({ ok, count }) => !ok && !count?.failed).length;
  console.log(`${sum("passed")} passed, ${sum("failed") + brokenSteps} failed`);
}
