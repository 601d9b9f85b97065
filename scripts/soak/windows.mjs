// Windows, overlays and scripts that come and go.
import { setTimeout as pause } from "node:timers/promises";
import { closeWindow, nextPainted } from "../../tests/window/support/screen.mjs";
import { events } from "./songs.mjs";

/** How long a window is looked at. */
const LOOK_MS = 1_500;
/** Every so many windows it is the settings. */
const SETTINGS_EVERY = 4;
const SCRIPTS = 3;

/** @typedef {import("../../tests/window/support/desk.mjs").Desk} Desk */
/** @typedef {import("../../tests/window/support/overlay.mjs").Stage} Stage */

/**
 * Opens a window as a second start does, and an overlay and scripts besides, and closes them all.
 *
 * @param {Desk} desk
 * @param {Stage} stage
 * @param {string} link
 * @param {number} number
 */
export async function comeAndGo(desk, stage, link, number) {
  const screen = await nextPainted(desk);
  const asked = desk.run(number % SETTINGS_EVERY === 0 ? "settings" : "show");
  const { id } = await screen.painted();
  const overlay = await stage.show(link);
  // They leave without a word.
  const scripts = Array.from({ length: SCRIPTS }, () => events(link));
  await pause(LOOK_MS);
  for (const script of scripts) script.destroy();
  await overlay.page.close();
  await closeWindow(desk, id);
  await asked.exit();
}
