import { By } from "selenium-webdriver";
import { until, within } from "./wait.mjs";

const CALL_MS = 10_000;

/** One window of the app. Every call goes to its own window, whichever was used before. */
export class Page {
  /**
   * @param {import("./app.mjs").App} app
   * @param {string} name
   * @param {(url: string) => boolean} isIt
   */
  constructor(app, name, isIt) {
    this.app = app;
    this.name = name;
    this.isIt = isIt;
  }

  get driver() {
    return this.app.driver;
  }

  /** Whether the window is there; switches to it when it is. */
  async isOpen() {
    return within(`the window ${this.name}`, CALL_MS, this.#enter());
  }

  async #enter() {
    this.app.entered = undefined;
    for (const handle of await this.driver.getAllWindowHandles()) {
      await this.driver.switchTo().window(handle);
      if (!this.isIt(await this.driver.getCurrentUrl())) continue;
      this.app.entered = this;
      return true;
    }
    return false;
  }

  /**
   * Runs some calls in this window, which must be there. It is looked for only when another one was used before.
   *
   * @template T
   * @param {string} what
   * @param {() => Promise<T>} calls
   */
  async #inside(what, calls) {
    if (this.app.entered !== this && !(await this.isOpen())) throw new Error(`no window ${this.name}`);
    try {
      return await within(what, CALL_MS, calls());
    } catch (problem) {
      // It may have been closed; the next call looks again.
      this.app.entered = undefined;
      throw problem;
    }
  }

  /**
   * The element with a test ID, once it is there.
   *
   * @param {string} testid
   * @param {number} [limit]
   */
  find(testid, limit) {
    return until(`${this.name}: ${testid}`, () => this.now(testid), limit);
  }

  /** The element with a test ID as things are now, or null. @param {string} testid */
  async now(testid) {
    if (!(await this.isOpen())) throw new Error(`no window ${this.name}`);
    const found = await within(
      testid,
      CALL_MS,
      this.driver.findElements(By.css(`[data-testid="${testid}"]`)),
    );
    return found[0] ?? null;
  }

  /**
   * Clicks as soon as the element can be clicked.
   *
   * @param {string} testid
   * @param {number} [limit]
   */
  async click(testid, limit) {
    await until(
      `${this.name}: ${testid} to be clicked`,
      async () => {
        const element = await this.now(testid);
        if (element === null || !(await element.isEnabled())) return false;
        await this.#bringIntoView(element);
        await element.click();
        return true;
      },
      limit,
    );
  }

  /** WebKit's driver scrolls the page, but not a part of the page that scrolls by itself. */
  async #bringIntoView(/** @type {import("selenium-webdriver").WebElement} */ element) {
    const script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    await within("scrolling", CALL_MS, this.driver.executeScript(script, element));
  }

  /** Replaces what a field holds. @param {string} testid @param {string} text */
  async type(testid, text) {
    const field = await this.find(testid);
    await this.#bringIntoView(field);
    await within(`clearing ${testid}`, CALL_MS, field.clear());
    await within(`typing into ${testid}`, CALL_MS, field.sendKeys(text));
    await until(`${testid} to hold what was typed`, async () => (await this.value(testid)) === text);
  }

  /** @param {string} testid */
  async value(testid) {
    return (await this.find(testid)).getProperty("value");
  }

  /** @param {string} testid @param {string} value */
  async select(testid, value) {
    await until(`${testid} to offer ${value}`, async () => {
      const element = await this.now(testid);
      const option = (await element?.findElements(By.css(`option[value="${value}"]`)))?.[0];
      // WebKit tells of no change when the place in the list is the one that was chosen last, and notes that place when
      // the select gets the focus, as by a person's hand: others may stand there by now.
      await this.driver.executeScript("arguments[0]?.blur(); arguments[0]?.focus()", element);
      await option?.click();
      return (await element?.getProperty("value")) === value;
    });
  }

  /** The values that a select offers. @param {string} testid */
  async choices(testid) {
    const element = await this.find(testid);
    const options = await element.findElements(By.css("option"));
    return Promise.all(options.map((option) => option.getAttribute("value")));
  }

  /** @param {string} testid */
  async text(testid) {
    return this.#textOf(await this.find(testid));
  }

  /** The driver's own way to a text takes lines that are cut off with an ellipsis for hidden, and calls them empty. */
  async #textOf(/** @type {import("selenium-webdriver").WebElement} */ element) {
    /** @type {string} */
    const text = await within(
      "a text",
      CALL_MS,
      this.driver.executeScript("return arguments[0].innerText", element),
    );
    return text.trim();
  }

  /** @param {string} testid @param {string} name */
  async attribute(testid, name) {
    return (await this.find(testid)).getAttribute(name);
  }

  /** Whether an element is there and can be used. @param {string} testid */
  async isEnabled(testid) {
    return (await this.find(testid)).isEnabled();
  }

  /**
   * Waits until an element shows a text.
   *
   * @param {string} testid
   * @param {string | RegExp} wanted the whole text, or a pattern
   * @param {number} [limit]
   */
  see(testid, wanted, limit) {
    return until(
      `${this.name}: ${testid} to show ${wanted}`,
      async () => {
        const element = await this.now(testid);
        const text = element && (await this.#textOf(element));
        if (text !== null && (typeof wanted === "string" ? text === wanted : wanted.test(text))) return true;
        throw new Error(text === null ? "no such element" : JSON.stringify(text));
      },
      limit,
    );
  }

  /**
   * Waits for a status, by code.
   *
   * @param {string} wanted
   * @param {{ of?: string, limit?: number }} [options] `of` is the element, by default the popup's status
   */
  status(wanted, { of = "status", limit } = {}) {
    return until(
      `${this.name}: ${of} to be ${wanted}`,
      async () => {
        const element = await this.now(of);
        const status = await element?.getAttribute("data-status");
        if (status === wanted) return true;
        throw new Error(`${status} (${await element?.getAttribute("data-reason")})`);
      },
      limit,
    );
  }

  /**
   * Runs a script in the page.
   *
   * @param {string} script
   * @param {...unknown} args
   */
  async execute(script, ...args) {
    return this.#inside("a script", () => this.driver.executeScript(script, ...args));
  }

  /**
   * The same for a script that answers later, by calling its last argument.
   *
   * @param {string} script
   * @param {...unknown} args
   */
  async executeAsync(script, ...args) {
    return this.#inside("a script", () => this.driver.executeAsyncScript(script, ...args));
  }

  /** Brings an element into view. @param {string} testid */
  async show(testid) {
    await this.#bringIntoView(await this.find(testid));
  }

  /** Waits until what was last changed stands on the screen: transitions are over and a frame was drawn. */
  async settled() {
    await until(`${this.name} to come to rest`, () =>
      this.execute(`return document.getAnimations().every(
        (one) => one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity)`),
    );
    const drawn =
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
    await this.executeAsync(drawn);
  }

  async screenshot() {
    return Buffer.from(await this.#inside("a screenshot", () => this.driver.takeScreenshot()), "base64");
  }
}
