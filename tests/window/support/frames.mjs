// The app's windows as the window manager has them.
import { spawnSync } from "node:child_process";
import { until } from "./wait.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {{ id: string, title: string, place: { x: number, y: number, width: number, height: number } }} Frame */

/** @param {Desk} desk @param {string[]} args */
const wmctrl = (desk, ...args) =>
  spawnSync("wmctrl", args, { env: desk.env, encoding: "utf8", timeout: 5_000 }).stdout ?? "";

/** The windows of the app. @param {Desk} desk @returns {Frame[]} */
export function frames(desk) {
  const line = /^(0x\S+)\s+\S+\s+(-?\d+)\s+(-?\d+)\s+(\d+)\s+(\d+)\s+\S+\s+(Songplate.*)$/;
  return wmctrl(desk, "-lG")
    .split("\n")
    .flatMap((row) => {
      const [, id, x, y, width, height, title] = line.exec(row) ?? [];
      if (!id) return [];
      const place = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
      return [{ id, title: title ?? "", place }];
    });
}

/** The window with a title, as soon as it is there. @param {Desk} desk @param {string} title */
export const frame = (desk, title = "Songplate") =>
  until(`the window ${title}`, () => frames(desk).find((one) => one.title === title));

/** Waits until the app has no window. @param {Desk} desk */
export const noFrames = (desk) => until("the last window to be gone", () => frames(desk).length === 0);

/** Closes a window by the button in its frame. @param {Desk} desk @param {Frame} frame */
export const closeFrame = (desk, { id }) => void wmctrl(desk, "-ic", id);

/**
 * Puts a window somewhere else, as a hand does; where it is then.
 *
 * @param {Desk} desk
 * @param {Frame} frame
 * @param {Frame["place"]} to
 */
export async function moveFrame(desk, { id, title }, { x, y, width, height }) {
  const before = JSON.stringify((await frame(desk, title)).place);
  wmctrl(desk, "-ir", id, "-e", `0,${x},${y},${width},${height}`);
  return until("the window to be elsewhere", async () => {
    const { place } = await frame(desk, title);
    return JSON.stringify(place) !== before && place.width === width && place;
  });
}
