import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSession, startDriver } from "./driver.mjs";
import { Page } from "./page.mjs";
import { isAlive } from "./processes.mjs";
import { until, within } from "./wait.mjs";

/** The running app, with a hand on its windows. */
export class App {
  /**
   * @param {import("./desk.mjs").Desk} desk
   * @param {import("selenium-webdriver").WebDriver} driver
   * @param {import("./processes.mjs").Started} started
   */
  constructor(desk, driver, started) {
    this.desk = desk;
    this.driver = driver;
    this.started = started;
    this.popup = new Page(this, "popup", (url) => !url.includes("settings"));
    this.settingsPage = new Page(this, "settings", (url) => url.includes("settings"));
    this.closed = false;
    /** @type {Page | undefined} the window that WebDriver's calls go to now */
    this.entered = undefined;
  }

  /**
   * @param {import("./desk.mjs").Desk} desk
   * @param {string[]} args
   */
  static async open(desk, args) {
    const { started, address } = await startDriver(desk);
    const driver = await openSession(address, desk.program, args);
    const app = new App(desk, driver, started);
    await app.popup.find("status");
    return app;
  }

  /** The settings window, which the popup's button opens when it is not there. */
  async settings() {
    if (!(await this.settingsPage.isOpen())) {
      await this.popup.click("open-settings");
      await until("the settings window", () => this.settingsPage.isOpen());
    }
    return this.settingsPage;
  }

  /**
   * Ends the app from outside and waits until it has let go of the profile.
   */
  async close() {
    if (this.closed) return;
    this.closed = true;
    const pid = this.desk.profile.pid();
    await within("the end of the session", 10_000, this.driver.quit()).catch(() => {});
    await this.started.stop();
    if (pid === undefined) return;
    await until("the app to end", () => {
      if (!isAlive(pid)) return true;
      process.kill(pid, "SIGTERM");
      return false;
    });
  }

  /** Waits until the app has ended by itself. @param {number} pid */
  async ended(pid) {
    await until("the app to end", () => !isAlive(pid));
    this.closed = true;
    await this.started.stop();
  }

  /** @param {string} folder */
  async saveWindows(folder) {
    if (this.closed) return;
    for (const page of [this.popup, this.settingsPage]) {
      if (await page.isOpen()) writeFileSync(join(folder, `${page.name}.png`), await page.screenshot());
    }
  }
}
