// How many tests a runner says it ran. Each returns null when the output has no summary: then something is wrong.

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {string | undefined} digits */
const number = (digits) => Number(digits ?? 0);

/** @param {string} output @param {RegExp} pattern */
const find = (output, pattern) => number(pattern.exec(output)?.[1]);

/** @param {string} output @returns {Count | null} */
export function nextest(output) {
  const summary = /Summary \[.*\].* tests? run: .*/.exec(output)?.[0];
  if (!summary) return null;
  return {
    passed: find(summary, /(\d+) passed/),
    failed: find(summary, /(\d+) failed/) + find(summary, /(\d+) timed out/),
    skipped: find(summary, /(\d+) skipped/),
  };
}

/** @param {string} output @returns {Count | null} */
export function cargoTest(output) {
  const lines = [...output.matchAll(/^test result: .* (\d+) passed; (\d+) failed; (\d+) ignored/gm)];
  if (lines.length === 0) return null;
  const sum = (/** @type {number} */ group) => lines.reduce((total, line) => total + number(line[group]), 0);
  return { passed: sum(1), failed: sum(2), skipped: sum(3) };
}

/** @param {string} output @returns {Count | null} */
export function vitest(output) {
  const summary = /^\s+Tests\s+(.*)$/m.exec(output)?.[1];
  if (!summary) return null;
  return {
    passed: find(summary, /(\d+) passed/),
    failed: find(summary, /(\d+) failed/),
    skipped: find(summary, /(\d+) skipped/),
  };
}

/** @param {string} output @returns {Count | null} */
export function playwright(output) {
  if (!/^\s+\d+ (passed|failed)/m.test(output)) return null;
  return {
    passed: find(output, /^\s+(\d+) passed/m),
    // A test that passed only when it was tried again is not one that passes.
    failed: find(output, /^\s+(\d+) failed/m) + find(output, /^\s+(\d+) flaky/m),
    skipped: find(output, /^\s+(\d+) skipped/m),
  };
}

/** @param {string} output @returns {Count | null} */
export function nodeTest(output) {
  if (!/^. pass \d+$/m.test(output)) return null;
  return {
    passed: find(output, /^. pass (\d+)$/m),
    failed: find(output, /^. fail (\d+)$/m) + find(output, /^. cancelled (\d+)$/m),
    skipped: find(output, /^. skipped (\d+)$/m),
  };
}
