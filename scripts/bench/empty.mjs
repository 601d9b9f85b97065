// An empty Tauri window, built with the same versions and release profile (tests/empty): what Songplate is measured beside.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { target } from "../lib/paths.mjs";

const program = join(target, "release", "songplate-empty");

/** Starts it at a desk. @param {Pick<import("../../tests/window/support/desk.mjs").Desk, "start">} desk */
export function startEmpty(desk) {
  if (!existsSync(program)) throw new Error(`${program} is missing: npm run bench builds it`);
  return desk.start(program, [], "empty.log");
}
