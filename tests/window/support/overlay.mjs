import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { until } from "./wait.mjs";

const PROGRAM = "/usr/bin/chromium";

/** Why no overlay can be looked at here, or false. @returns {string | false} */
export const noOverlays = () => (existsSync(PROGRAM) ? false : "chromium is not installed");

/** The Chromium that stands for OBS: its browser source is one. */
export class Stage {
  /** @param {import("@playwright/test").Browser} browser @param {import("@playwright/test").BrowserContext} context */
  constructor(browser, context) {
    this.browser = browser;
    this.context = context;
  }

  /**
   * @param {{ env: NodeJS.ProcessEnv, headless?: boolean, at?: { x: number, y: number, width: number, height: number } }} options
   */
  static async open({ env, headless = true, at }) {
    const place = at
      ? [
          `--window-position=${at.x},${at.y}`,
          `--window-size=${at.width},${at.height}`,
          "--hide-crash-restore-bubble",
        ]
      : [];
    const browser = await chromium.launch({
      executablePath: PROGRAM,
      headless,
      env: /** @type {Record<string, string>} */ ({ ...process.env, ...env }),
      // Everything in a container runs as root, whom Chromium gives no sandbox.
      args: ["--no-sandbox", "--disable-gpu", ...place],
    });
    const context = await browser.newContext(
      at ? { viewport: null } : { viewport: { width: 800, height: 300 }, reducedMotion: "reduce" },
    );
    return new Stage(browser, context);
  }

  /** Adds the overlay as a browser source would. @param {string} url */
  async show(url) {
    const page = await this.context.newPage();
    await page.goto(url);
    return new Source(page);
  }

  close() {
    return this.browser.close();
  }
}

/** One browser source. */
export class Source {
  /** @param {import("@playwright/test").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** What a viewer reads, or null when nothing is shown. */
  async shown() {
    return this.page.evaluate(() => {
      const visible = (/** @type {string} */ id) => {
        const element = document.querySelector(`[data-testid="${id}"]`);
        const seen = element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ?? false;
        return seen ? (element?.textContent ?? "") : null;
      };
      const title = visible("overlay-title");
      return title ? { title, subtitle: visible("overlay-subtitle") ?? "" } : null;
    });
  }

  /**
   * Waits until it shows a song.
   *
   * @param {{ title: string, subtitle: string }} song
   * @param {number} [limit]
   */
  see({ title, subtitle }, limit) {
    return until(
      `the overlay to show ${title}`,
      async () => {
        const shown = await this.shown();
        if (shown?.title === title && shown.subtitle === subtitle) return shown;
        throw new Error(JSON.stringify(shown));
      },
      limit,
    );
  }

  /** Waits until nothing is to be seen. @param {number} [limit] */
  seeNothing(limit) {
    return until("an empty overlay", async () => (await this.shown()) === null, limit);
  }

  /** Waits until its cover is drawn. */
  seeCover() {
    return until("the cover", () =>
      this.page.evaluate(() => {
        const cover = document.querySelector('[data-testid="overlay-cover"]');
        const image = cover instanceof HTMLImageElement ? cover : cover?.querySelector("img");
        return !!image && image.complete && image.naturalWidth > 0;
      }),
    );
  }

  /** Names this very document: another name later means that it was loaded anew. */
  async mark() {
    return this.page.evaluate(() => performance.timeOrigin);
  }

  /** A picture with whatever is transparent left so. */
  screenshot() {
    return this.page.screenshot({ omitBackground: true });
  }
}

/**
 * The links of the overlays, as scripts find them (docs/interfaces.md).
 *
 * @param {Pick<import("./desk.mjs").Desk, "profile">} desk
 * @returns {Promise<{ name: string, url: string }[]>}
 */
export function overlayLinks(desk) {
  return until("the overlay's link", () => {
    const { overlays } = desk.profile.readJson("runtime.json");
    return overlays.length > 0 && overlays;
  });
}

/** The link of the first overlay. @param {Pick<import("./desk.mjs").Desk, "profile">} desk */
export async function overlayLink(desk) {
  return (await overlayLinks(desk))[0].url;
}

/** The address of something else on the same server, with the same token. @param {string} link @param {string} path */
export function beside(link, path) {
  const url = new URL(link);
  url.pathname = path;
  return url.href;
}
