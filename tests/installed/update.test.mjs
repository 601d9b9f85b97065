import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { folderOf } from "../../scripts/installed/packages.mjs";
import { windows } from "../window/support/display.mjs";
import { listening, logIn, showsWhatPlays } from "../window/support/path.mjs";
import { marked } from "../window/support/processes.mjs";
import { throughout, until } from "../window/support/wait.mjs";
import { installedVersion, packageOf, PROGRAM } from "./support/installed.mjs";
import { N, NEXT, NOTES, release } from "./support/release.mjs";
import { fromN, updateTest } from "./support/update-test.mjs";
import {
  download,
  isAt,
  look,
  openAgain,
  presentRun,
  runsAnew,
  says,
  updatesPage,
} from "./support/updates.mjs";

/** @typedef {import("../window/support/page.mjs").Page} Page */

fromN();

/**
 * What the bar of the download shows until that has ended: how much is there and in all, in bytes, and in words.
 *
 * @param {Page} page
 */
async function shownProgress(page) {
  /** @type {{ done: number, total: number, words: string }[]} */
  const shown = [];
  await until(
    "the end of the download",
    async () => {
      const bar = await page.execute(`
        const bar = document.querySelector('[data-testid="update-progress"]');
        return bar && { done: Number(bar.ariaValueNow), total: Number(bar.ariaValueMax),
          words: bar.parentElement.innerText.trim() };`);
      // Before the server has answered, nobody knows how much there is.
      if (bar?.total && bar.done !== shown.at(-1)?.done) shown.push(bar);
      return !bar && shown.length > 0;
    },
    60_000,
  );
  return shown;
}

updateTest(
  "the next version is offered, downloaded with progress, installed and started, and nothing is lost",
  async (desk, channels) => {
    channels.pace = 4_000_000;
    desk.profile.fillIn(desk.spotify);
    let app = await desk.openApp();
    await logIn(app);
    let page = await updatesPage(app);
    await page.see("current-version", new RegExp(`${N}$`));
    await look(page);
    await says(page, new RegExp(`Version ${NEXT} is available[^]*Published on .*2026.*You have ${N}`));
    await page.see("update-notes", NOTES);

    await page.click("install-update");
    const shown = await shownProgress(page);
    const { size } = statSync(packageOf(NEXT));
    const numbers = shown.map(({ done }) => done);
    assert.ok(new Set(numbers).size >= 5, `numbers that go up: ${numbers}`);
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
    assert.ok(shown.every(({ done, total }) => done <= total && total === size));
    assert.match(shown.at(-1)?.words ?? "", /^[\d.]+ MB of [\d.]+ MB$/);

    await isAt(page, "ready");
    assert.equal(installedVersion(), N, "nothing is installed before the user says so");
    const settings = desk.profile.readJson("settings.json");
    const asked = await desk.spotify.count("authorize");
    const run = presentRun(desk);
    await page.click("install-update");
    await runsAnew(desk, run);
    await until("the window of the new version", () => windows(desk).length > 0);

    app = await openAgain(app);
    page = await updatesPage(app);
    await page.see("current-version", new RegExp(`${NEXT}$`));
    await page.click("check-updates");
    await says(page, /up to date/);
    await page.click("section-spotify");
    await page.status("linked", { of: "login-status" });
    assert.equal(await desk.spotify.count("authorize"), asked, "nobody was asked to log in again");
    assert.deepEqual(desk.profile.readJson("settings.json"), settings);
  },
);

updateTest("an update is found and told by itself; later means after Stop, while listening", async (desk) => {
  const app = await listening(desk);
  await app.popup.see("notice", new RegExp(`Version ${NEXT} of Songplate is available`), 20_000);
  await app.popup.click("see-update");
  const page = await app.settings();
  await isAt(page, "offered");
  assert.equal(await page.now("notice"), null, "it is not told twice in one window");
  await page.click("install-update");
  await isAt(page, "ready", 30_000);
  await page.see("install-update", "Install now, interrupt listening");
  const stays = () =>
    throughout("N is installed, and listens", 3_000, async () => {
      return installedVersion() === N && (await app.popup.attribute("status", "data-status")) === "playing";
    });
  await stays();
  await page.see("update-later", "Later, when I press Stop");
  await page.click("update-later");
  await says(page, /as soon as you press Stop/);
  await stays();

  const run = presentRun(desk);
  await app.popup.click("stop");
  await runsAnew(desk, run);
  const again = await openAgain(app);
  await again.popup.status("inactive");
});

updateTest("who says now is updated while listening, and goes on to listen", async (desk) => {
  const app = await listening(desk);
  const page = await updatesPage(app);
  await download(page);
  const run = presentRun(desk);
  await page.click("install-update");
  await runsAnew(desk, run);
  const asked = await desk.spotify.count("player");
  await until("the new version to listen", async () => (await desk.spotify.count("player")) > asked);
  const again = await openAgain(app);
  await again.popup.status("playing");
  await showsWhatPlays(again);
});

updateTest("without listening, later means when the program is quit", async (desk) => {
  desk.profile.fillIn(desk.spotify);
  const app = await desk.openApp();
  await logIn(app);
  const page = await updatesPage(app);
  await download(page);
  await page.see("update-later", "Later, when I quit");
  await page.click("update-later");
  await says(page, /when you quit/);
  await throughout("N is installed", 2_000, () => installedVersion() === N);

  const pid = desk.profile.pid() ?? 0;
  await desk.run("quit").exit();
  await app.ended(pid);
  assert.equal(installedVersion(), NEXT);
  const left = marked(desk.folder).filter(({ args }) => args[0] === PROGRAM);
  assert.deepEqual(left, [], "who quits is not shown the program again");
  const again = await desk.openApp();
  await (await updatesPage(again)).see("current-version", new RegExp(`${NEXT}$`));
  await (await again.settings()).click("section-spotify");
  await again.settingsPage.status("linked", { of: "login-status" });
});

updateTest(
  "the channel that was chosen is asked, and a download can be cancelled",
  async (desk, channels) => {
    const { stable } = await release(channels, {
      version: N,
      folder: folderOf(N),
    });
    const { beta } = channels.manifests;
    channels.manifests = { stable, beta };
    channels.pace = 1_000_000;
    const app = await desk.openApp();
    const page = await updatesPage(app);
    await page.click("check-updates");
    await says(page, /up to date/);
    assert.ok(channels.asked.every((path) => path === "/stable.json"));
    await page.select("channel", "beta");
    await isAt(page, "offered", 20_000);
    assert.equal(channels.asked.at(-1), "/beta.json");

    await page.click("install-update");
    await isAt(page, "downloading");
    await page.click("cancel-update");
    await isAt(page, "offered");
    await until("the download to be given up", () => channels.givenUp === 1);
    channels.pace = undefined;
    await page.click("install-update");
    await isAt(page, "ready", 30_000);
  },
);
