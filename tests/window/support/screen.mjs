// Windows as the screen has them, without WebDriver: what is measured must not be driven.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { target } from "../../../scripts/lib/paths.mjs";
import { windows } from "./display.mjs";
import { until, within } from "./wait.mjs";

/** Looks at windows from outside; described at the top of tests/screen/src/main.rs. */
const program = join(target, "debug", "songplate-screen");

const PATIENCE_MS = 30_000;

/**
 * Looks out for the next window. The answer comes once that is so, and holds what comes when the window shows something: its
 * ID, and when that was, in milliseconds since the epoch.
 *
 * @param {Pick<import("./desk.mjs").Desk, "start">} desk
 */
export async function nextPainted(desk) {
  const { child } = desk.start(program, ["painted"], "screen.log", { stdout: "pipe" });
  const lines = createInterface({ input: /** @type {import("node:stream").Readable} */ (child.stdout) });
  /** @param {string} word @returns {Promise<{ id: string, at: number }>} */
  const told = (word) =>
    new Promise((resolve, reject) => {
      lines.on("line", (line) => {
        const at = performance.timeOrigin + performance.now();
        if (line.startsWith(word)) resolve({ id: line.slice(word.length).trim(), at });
      });
      lines.once("close", () => reject(new Error(`nothing was ${word}`)));
    });
  const [ready, painted] = [told("ready"), told("painted")];
  // It may fail before anybody waits for it.
  painted.catch(() => {});
  await within("a look at the screen", PATIENCE_MS, ready);
  return { painted: () => within("a painted window", PATIENCE_MS, painted) };
}

/**
 * Closes a window as the button in its frame does, and waits until it is gone.
 *
 * @param {Pick<import("./desk.mjs").Desk, "env">} desk
 * @param {string} id
 */
export async function closeWindow(desk, id) {
  const { status, stderr } = spawnSync(program, ["close", id], { env: desk.env, encoding: "utf8" });
  if (status !== 0) throw new Error(`the window ${id} can't be closed: ${stderr}`);
  await until("the window to be gone", () =>
    windows(desk).every((window) => Number(window.id) !== Number(id)),
  );
}
