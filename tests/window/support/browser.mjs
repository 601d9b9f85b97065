import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { until } from "./wait.mjs";

/**
 * What the desk's browser does with a login page: `agree` or `cancel` presses that button and follows where it leads;
 * `copy` agrees and leaves the address of the answer to be pasted; `leave` opens the page and does nothing.
 *
 * @typedef {"agree" | "cancel" | "copy" | "leave"} Habit
 */

/** @typedef {{ opened?: string, answer?: string, page?: string, failed?: string }} Seen */

/**
 * Puts an `xdg-open` first in PATH that stands for the browser. Links of the app's scheme go on to the real one.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export function installBrowser(desk) {
  const program = fileURLToPath(new URL("fake-browser.mjs", import.meta.url));
  const shim = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@" >>'${desk.path("logs", "browser.log")}' 2>&1\n`;
  writeFileSync(desk.path("bin", "xdg-open"), shim, { mode: 0o755 });
  setHabit(desk, "agree");
}

/**
 * @param {import("./desk.mjs").Desk} desk
 * @param {Habit} habit
 */
export function setHabit(desk, habit) {
  writeFileSync(desk.path("habit"), habit);
}

/**
 * What the browser has seen so far.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @returns {Seen[]}
 */
export function seenByBrowser(desk) {
  const file = desk.path("browser.jsonl");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/**
 * Waits for the browser to have seen something of a kind, and returns the newest.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {keyof Seen} kind
 * @returns {Promise<string>}
 */
export function browserSaw(desk, kind) {
  return until(
    `the browser to have ${kind}`,
    () => seenByBrowser(desk).findLast((seen) => kind in seen)?.[kind],
  );
}
