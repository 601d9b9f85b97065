import { spawnSync } from "node:child_process";
import { firstLine } from "./processes.mjs";
import { within } from "./wait.mjs";

/**
 * A screen of the desk's own. The server picks a free number itself and tells it on descriptor 3.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export async function startDisplay(desk) {
  const server = desk.start(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
    "xvfb.log",
    { extra: "pipe" },
  );
  const stream = /** @type {import("node:stream").Readable} */ (server.child.stdio[3]);
  const number = await within("the display's number", 10_000, firstLine(stream));
  desk.env.DISPLAY = `:${number.trim()}`;
}

/**
 * The windows with a title that the screen shows.
 *
 * @param {{ env: NodeJS.ProcessEnv }} desk
 * @returns {{ id: string, title: string, width: number, height: number }[]}
 */
export function windows(desk) {
  const { stdout } = spawnSync("xwininfo", ["-root", "-tree"], {
    env: desk.env,
    encoding: "utf8",
    timeout: 5_000,
  });
  return [...stdout.matchAll(/^\s+(0x[0-9a-f]+) "(.*)": \(.*\)\s+(\d+)x(\d+)\+/gm)]
    .map(([, id, title, width, height]) => ({ id, title, width: Number(width), height: Number(height) }))
    .filter(({ id, width, height }) => width > 50 && height > 50 && isViewable(desk, id));
}

/**
 * @param {{ env: NodeJS.ProcessEnv }} desk
 * @param {string} id
 */
function isViewable(desk, id) {
  const { stdout } = spawnSync("xwininfo", ["-id", id], { env: desk.env, encoding: "utf8", timeout: 5_000 });
  return (stdout ?? "").includes("Map State: IsViewable");
}

/**
 * Saves a picture of a window, or of the whole screen.
 *
 * @param {{ env: NodeJS.ProcessEnv }} desk
 * @param {string} file
 * @param {string} [window] its ID
 */
export function saveScreen(desk, file, window = "root") {
  spawnSync("import", ["-silent", "-window", window, file], {
    env: desk.env,
    stdio: "ignore",
    timeout: 10_000,
  });
}
