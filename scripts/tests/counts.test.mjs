import assert from "node:assert/strict";
import { test } from "node:test";
import { cargoTest, nextest, nodeTest, playwright, vitest } from "../lib/counts.mjs";

/** @type {[string, typeof nextest, string, { passed: number, failed: number, skipped: number }][]} */
const summaries = [
  [
    "nextest, all well",
    nextest,
    "     Summary [   1.234s] 302 tests run: 302 passed (1 slow), 4 skipped\n",
    { passed: 302, failed: 0, skipped: 4 },
  ],
  [
    "nextest, some not",
    nextest,
    "     Summary [   9.1s] 5/9 tests run: 2 passed, 2 failed, 1 timed out, 0 skipped\n",
    { passed: 2, failed: 3, skipped: 0 },
  ],
  [
    "cargo test, two programs",
    cargoTest,
    "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 4 passed; 2 failed; 0 ignored;\n",
    { passed: 7, failed: 2, skipped: 1 },
  ],
  [
    "vitest",
    vitest,
    " Test Files  9 passed (9)\n      Tests  1 failed | 120 passed | 2 skipped (123)\n",
    { passed: 120, failed: 1, skipped: 2 },
  ],
  [
    "playwright",
    playwright,
    "  1 flaky\n    [x] › a.ts\n  2 skipped\n  31 passed (20.4s)\n",
    { passed: 31, failed: 1, skipped: 2 },
  ],
  [
    "node",
    nodeTest,
    "ℹ tests 4\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n",
    { passed: 2, failed: 2, skipped: 0 },
  ],
];

for (const [what, count, output, expected] of summaries) {
  test(`the summary of ${what}`, () => assert.deepEqual(count(output), expected));
}

test("an output without a summary counts as none", () => {
  for (const count of [nextest, cargoTest, vitest, playwright, nodeTest]) {
    assert.equal(count("error: could not compile\n"), null);
  }
});
