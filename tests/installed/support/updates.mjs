// Settings › Updates, step by step.
import { until } from "../../window/support/wait.mjs";
import { installedVersion, runsWhatIsInstalled } from "./installed.mjs";
import { NEXT } from "./release.mjs";

/** @typedef {import("../../window/support/app.mjs").App} App */
/** @typedef {import("../../window/support/desk.mjs").Desk} Desk */
/** @typedef {import("../../window/support/page.mjs").Page} Page */

const STATUS = "update-status";
/** Two looks at a channel are ten seconds apart at least. */
const LOOK_MS = 20_000;

/** @param {App} app */
export async function updatesPage(app) {
  const page = await app.settings();
  await page.click("section-updates");
  await page.find(STATUS);
  return page;
}

/** @param {Page} page @param {string} status @param {number} [limit] */
export const isAt = (page, status, limit) => page.status(status, { of: STATUS, limit });

/** Waits for the words that stand there. @param {Page} page @param {RegExp} words @param {number} [limit] */
export const says = (page, words, limit) => page.see(STATUS, words, limit);

/** Looks for an update by hand, which must be found. @param {Page} page */
export async function look(page) {
  await page.click("check-updates", LOOK_MS);
  await isAt(page, "offered", LOOK_MS);
}

/** The same, and it is not found, for a reason. @param {Page} page @param {RegExp} words */
export async function lookInVain(page, words) {
  await page.click("check-updates", LOOK_MS);
  await says(page, words, LOOK_MS);
}

/** Looks, and downloads what is offered. @param {Page} page */
export async function download(page) {
  await look(page);
  await page.click("install-update");
  await isAt(page, "ready", 30_000);
}

/** What the program says of its present run. @param {Desk} desk */
export const presentRun = (desk) => /** @type {string} */ (desk.profile.readJson("runtime.json").run);

/**
 * Waits until the program has ended and runs again, as what is installed now. Nothing is asked of its windows: they are
 * others than those on which a hand was.
 *
 * @param {Desk} desk
 * @param {string} run the one before
 */
export const runsAnew = (desk, run) =>
  until(
    "the new version to run",
    () => {
      if (installedVersion() !== NEXT) throw new Error(`${installedVersion()} is installed`);
      return presentRun(desk) !== run && runsWhatIsInstalled(desk.profile.pid());
    },
    30_000,
  );

/** Quits the program and opens it again, with a hand on its windows. @param {App} app */
export async function openAgain(app) {
  const pid = app.desk.profile.pid() ?? 0;
  await app.desk.run("quit").exit();
  await app.ended(pid);
  return app.desk.openApp();
}
