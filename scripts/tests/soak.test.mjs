import assert from "node:assert/strict";
import { test } from "node:test";
import { tasksOf } from "../soak/sample.mjs";
import { growth, verdicts } from "../soak/verdict.mjs";

/** Two hundred looks at a program, nine seconds apart. @param {(number: number) => Partial<import("../soak/sample.mjs").Sample>} held */
const run = (held) =>
  Array.from({ length: 200 }, (_, number) => ({
    seconds: 9 * (number + 1),
    windows: number + 1,
    songs: 20 * number,
    own: 60_000_000,
    started: 30_000_000,
    threads: 40,
    handles: 90,
    clients: 2,
    tasks: 50,
    ...held(number),
  }));

/** @param {ReturnType<typeof run>} samples */
const growing = (samples) => verdicts(samples).flatMap(({ what, flat }) => (flat ? [] : [what]));

test("what goes up and down, or grows at first, is flat", () => {
  assert.deepEqual(
    growing(
      run((number) => ({
        own: 60_000_000 + 3_000_000 * Math.sin(number),
        started: Math.min(10_000_000 + number * 1_000_000, 30_000_000),
        threads: 40 + (number % 5),
        handles: number === 150 ? 500 : 90,
      })),
    ),
    [],
  );
});

test("what is lost with every tenth window is found, and nothing else", () => {
  const lost = (/** @type {number} */ number) => Math.floor(number / 10);
  assert.deepEqual(growing(run((number) => ({ handles: 90 + lost(number) }))), ["handles"]);
  assert.deepEqual(growing(run((number) => ({ clients: 2 + lost(number) }))), [
    "clients of the overlay server",
  ]);
  assert.deepEqual(growing(run((number) => ({ tasks: 50 + lost(number) }))), ["tasks"]);
  assert.deepEqual(growing(run((number) => ({ own: 60_000_000 + 500_000 * lost(number) }))), [
    "memory of the program, MB",
  ]);
});

test("a figure that is missing is no flat one", () => {
  assert.deepEqual(growing(run(() => ({ tasks: Number.NaN }))), ["tasks"]);
});

test("growth is that of the whole run", () => {
  assert.equal(
    growth([
      [0, 5],
      [10, 6],
      [20, 7],
      [30, 80],
      [40, 9],
    ]),
    4,
  );
});

test("the tasks are read from the log's last word on them", () => {
  const line = (/** @type {number} */ tasks) => `[INFO] the window popup is gone, and ${tasks} tasks go on\n`;
  assert.equal(tasksOf(line(41) + line(43)), 43);
  assert.equal(tasksOf(""), null);
});
