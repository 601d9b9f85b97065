import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserSaw, setHabit } from "../window/support/browser.mjs";
import { chromiumPage, forbidLinks, installChromium } from "../window/support/chromium.mjs";
import { fillIn, showsWhatPlays, start } from "../window/support/path.mjs";
import { until } from "../window/support/wait.mjs";
import { windowTest } from "../window/support/window-test.mjs";
import { install, PROGRAM, removeAtTheEnd, runsWhatIsInstalled } from "./support/installed.mjs";
import { openers, startByLink } from "./support/opener.mjs";
import { N } from "./support/release.mjs";

before(() => install(N));
after(forbidLinks);
removeAtTheEnd();

const LOGIN = { of: "login-status" };
/** The package alone says who takes the link. */
const options = { program: PROGRAM, handler: false };

/**
 * Begins a login, and returns the link with which Spotify answers.
 *
 * @param {import("../window/support/app.mjs").App} app
 */
async function answerTo(app) {
  setHabit(app.desk, "copy");
  await fillIn(app);
  const settings = await app.settings();
  await settings.click("log-in");
  await settings.status("waiting", LOGIN);
  return browserSaw(app.desk, "answer");
}

for (const opener of openers) {
  const { name, command, desktop } = opener;

  windowTest(
    `${name}: the link completes the login of the app that runs`,
    async (desk) => {
      const app = await desk.openApp();
      const [program, ...args] = command;
      const answer = await answerTo(app);
      assert.equal(await desk.start(program, [...args, answer], "opener.log").exit(), 0);
      await (await app.settings()).status("linked", LOGIN);
      await start(app);
      await app.popup.status("playing");
      await showsWhatPlays(app);
    },
    { ...options, desktop },
  );

  windowTest(
    `${name}: the link starts the app that is closed, and the login completes from there`,
    async (desk) => {
      let app = await desk.openApp();
      const answer = await answerTo(app);
      const asked = await desk.spotify.count("authorize");
      const pid = desk.profile.pid() ?? 0;
      await desk.run("quit").exit();
      await app.ended(pid);

      startByLink(desk, opener);
      app = await desk.openApp(answer);
      assert.ok(runsWhatIsInstalled(desk.profile.pid()));
      await (await app.settings()).status("linked", LOGIN);
      assert.equal(await app.popup.now("notice"), null);
      assert.equal(await desk.spotify.count("authorize"), asked, "nobody was asked twice");
      await start(app);
      await app.popup.status("playing");
      await showsWhatPlays(app);
    },
    { ...options, desktop },
  );
}

windowTest(
  "a real browser follows Spotify's answer to the app that runs, and starts the one that is closed",
  async (desk) => {
    installChromium(desk);
    const app = await desk.openApp();
    await fillIn(app);
    const settings = await app.settings();
    await settings.click("log-in");
    await settings.status("waiting", LOGIN);
    await (await chromiumPage(desk)).click("#agree");
    await settings.status("linked", { ...LOGIN, limit: 20_000 });

    await settings.click("log-out");
    await settings.status("signed-out", LOGIN);
    await settings.click("log-in");
    await settings.status("waiting", LOGIN);
    const { searchParams } = new URL(await settings.text("login-url"));
    const page = await chromiumPage(desk, `state=${searchParams.get("state")}`);
    const pid = desk.profile.pid() ?? 0;
    await desk.run("quit").exit();
    await app.ended(pid);
    await page.click("#agree");
    await until("the app to be started", () => runsWhatIsInstalled(desk.profile.pid()), 20_000);
    await until("the login to be kept", () => desk.profile.readJson("settings.json").spotify?.account?.id);
  },
  { ...options, limit: 90_000 },
);
