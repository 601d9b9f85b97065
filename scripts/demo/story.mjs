import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../lib/paths.mjs";
import { heading } from "../lib/print.mjs";

export const pictures = inRoot("target", "demo");

/** Tells what happens, step by step, with a picture of each. */
export class Story {
  #steps = 0;
  #songs = 0;
  #pictures = 0;

  /** @param {string} title */
  constructor(title) {
    heading(title);
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
  }

  get songs() {
    return this.#songs;
  }

  /** @param {string} text */
  step(text) {
    console.log(`demo: ${++this.#steps}. ${text}`);
  }

  /** @param {{ title: string, subtitle: string }} song */
  song({ title, subtitle }) {
    console.log(`demo:    song ${++this.#songs}: ${title} – ${subtitle}`);
  }

  /** Where the next picture belongs. @param {string} name */
  picture(name) {
    return join(pictures, `${String(++this.#pictures).padStart(2, "0")}-${name}.png`);
  }

  /**
   * A picture of a window, and of the overlay at the same moment if there is one.
   *
   * @param {string} name
   * @param {import("../../tests/window/support/page.mjs").Page} page
   * @param {import("../../tests/window/support/overlay.mjs").Source} [overlay]
   */
  async keep(name, page, overlay) {
    await page.settled();
    const path = this.picture(name);
    writeFileSync(path, await page.screenshot());
    if (overlay) writeFileSync(path.replace(/\.png$/, "-overlay.png"), await overlay.screenshot());
  }
}
