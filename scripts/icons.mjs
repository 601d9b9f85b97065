// `npm run icons`: every icon from the drawings in src-tauri/icons/drawings. The pictures are committed, so that nobody
// needs to run this who has not changed a drawing.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergedIcns, mergedIco } from "./icons/containers.mjs";
import { npmExec } from "./lib/npm.mjs";
import { inRoot } from "./lib/paths.mjs";
import { run } from "./lib/run.mjs";

const icons = inRoot("src-tauri", "icons");
const scratch = mkdtempSync(join(tmpdir(), "songplate-icons-"));

/** @param {string} drawing */
const pathOf = (drawing) => join(icons, "drawings", `${drawing}.svg`);

/**
 * Lets the Tauri CLI paint a drawing, and returns the folder with the pictures.
 *
 * @param {string} drawing the path of an SVG file
 * @param {number[]} [sizes] in pixels; without them the files of Windows and macOS are made
 */
async function painted(drawing, sizes) {
  const folder = mkdtempSync(join(scratch, "painted-"));
  const wanted = sizes ? ["--png", sizes.join(",")] : [];
  const [command, ...args] = npmExec("tauri", "icon", "--output", folder, ...wanted, drawing);
  const { code, output } = await run(command, args, { keep: true });
  if (code !== 0) throw new Error(`${drawing}: tauri icon ended with ${code}: ${output}`);
  return folder;
}

/**
 * @param {string} drawing the path of an SVG file
 * @param {number[]} sizes in pixels
 * @param {(size: number) => string} target
 */
async function pictures(drawing, sizes, target) {
  const folder = await painted(drawing, sizes);
  for (const size of sizes) copyFileSync(join(folder, `${size}x${size}.png`), target(size));
}

/** Below 48 pixels the rings of the icon run into each other, so these sizes are drawn anew, on their own grids. */
const drawings = [
  { drawing: "icon", sizes: [48, 64, 128, 256, 512] },
  { drawing: "small", sizes: [16, 32] },
  { drawing: "small-24", sizes: [24] },
];

async function app() {
  for (const { drawing, sizes } of drawings) {
    await pictures(pathOf(drawing), sizes, (size) => join(icons, `${size}x${size}.png`));
  }
  const [master, ...small] = await Promise.all(drawings.map(({ drawing }) => painted(pathOf(drawing))));
  const file = (/** @type {string} */ folder, /** @type {string} */ name) => readFileSync(join(folder, name));
  const ico = mergedIco(
    file(master, "icon.ico"),
    small.map((folder, index) => ({ widths: drawings[index + 1].sizes, file: file(folder, "icon.ico") })),
  );
  writeFileSync(join(icons, "icon.ico"), ico);
  writeFileSync(join(icons, "icon.icns"), mergedIcns(file(master, "icon.icns"), file(small[0], "icon.icns")));
}

/**
 * A drawing on a grid of 22 pixels with a margin of one: scaled to 24 it would lose its sharp edges.
 *
 * @param {string} state
 */
function withMargin(state) {
  const path = join(scratch, `${state}.svg`);
  const drawing = readFileSync(pathOf(`tray/${state}`), "utf8");
  const larger = drawing.replace(
    'viewBox="0 0 22 22" width="22" height="22"',
    'viewBox="-1 -1 24 24" width="24" height="24"',
  );
  if (larger === drawing) throw new Error(`tray/${state} is not drawn on a grid of 22 pixels`);
  writeFileSync(path, larger);
  return path;
}

async function tray() {
  mkdirSync(join(icons, "tray"), { recursive: true });
  for (const state of ["stopped", "paused", "playing"]) {
    const target = (/** @type {number} */ size) => join(icons, "tray", `${state}-${size}.png`);
    await pictures(pathOf(`tray/${state}`), [22, 32, 44], target);
    await pictures(withMargin(state), [24], target);
    // macOS colours it by itself and shows it at 18 points.
    await pictures(pathOf(`tray/${state}-template`), [36], () =>
      join(icons, "tray", `${state}-template.png`),
    );
  }
}

try {
  await app();
  await tray();
} finally {
  rmSync(scratch, { recursive: true });
}
