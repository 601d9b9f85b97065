import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { pathToFileURL } from "node:url";
import { beside, noOverlays, overlayLink, overlayLinks, Stage } from "./support/overlay.mjs";
import { listening, logIn, start } from "./support/path.mjs";
import { isAlive } from "./support/processes.mjs";
import { throughout, until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** A test with a Chromium beside the app. */
const overlayTest = (
  /** @type {string} */ name,
  /** @type {(desk: import("./support/desk.mjs").Desk, stage: Stage) => Promise<void>} */ body,
) =>
  windowTest(
    name,
    async (desk) => {
      const stage = await Stage.open({ env: desk.env });
      try {
        await body(desk, stage);
      } finally {
        await stage.close();
      }
    },
    { skip: noOverlays(), limit: 90_000 },
  );

/** Ends the app as a crash would. @param {import("./support/app.mjs").App} app */
async function kill(app) {
  const pid = app.desk.profile.pid();
  assert.ok(pid);
  process.kill(pid, "SIGKILL");
  await app.ended(pid);
  assert.ok(!isAlive(pid));
}

overlayTest("the overlay shows what plays, from the first song to Stop", async (desk, stage) => {
  desk.profile.fillIn(desk.spotify);
  const listener = await desk.openApp();
  const source = await stage.show(await overlayLink(desk));
  await source.seeNothing();
  await logIn(listener);
  await start(listener);
  await source.see(await desk.spotify.playing(), 20_000);
  await source.seeCover();

  await desk.spotify.next();
  await source.see(await desk.spotify.playing(), 20_000);

  const progress = () =>
    source.page.evaluate(() =>
      Number(document.querySelector('[data-testid="overlay-progress"]')?.getAttribute("aria-valuenow")),
    );
  const began = await progress();
  await until("the progress to move by itself", async () => (await progress()) > began + 1500);

  await desk.spotify.pause();
  await listener.popup.status("paused", { limit: 30_000 });
  const paused = await progress();
  await throughout("a paused song stands still", 1_500, async () => (await progress()) === paused);

  await desk.spotify.item("advert");
  await listener.popup.status("advert", { limit: 60_000 });
  await until("a note in the song's place", async () => (await source.shown())?.title === "Advertisement");

  await desk.spotify.control("private-session", { on: true });
  await desk.spotify.item("track", 2);
  await listener.popup.status("private", { limit: 60_000 });
  await source.seeNothing();
  await desk.spotify.control("private-session", { on: false });
  await source.see(await desk.spotify.playing(), 60_000);

  await listener.popup.click("stop");
  await source.seeNothing(2_000);
});

overlayTest("the app killed and started again: the same page goes on by itself", async (desk, stage) => {
  let app = await listening(desk);
  const source = await stage.show(await overlayLink(desk));
  await source.see(await desk.spotify.playing());
  const mark = await source.mark();

  await kill(app);
  await source.seeNothing(8_000);
  await desk.spotify.next();
  app = await desk.openApp();
  await app.popup.status("playing");
  await source.see(await desk.spotify.playing());
  assert.equal(await source.mark(), mark, "nobody had to load the page anew");
});

overlayTest("twelve overlays in one browser all stay live", async (desk, stage) => {
  const app = await listening(desk);
  const link = await overlayLink(desk);
  const sources = [];
  for (let number = 0; number < 12; number++) sources.push(await stage.show(link));
  for (const _ of [1, 2]) {
    const song = await desk.spotify.playing();
    for (const source of sources) await source.see(song, 20_000);
    await desk.spotify.next();
  }
  await app.popup.click("stop");
  for (const source of sources) await source.seeNothing(2_000);
});

overlayTest("a link that was replaced leads nowhere within a second", async (desk, stage) => {
  const app = await listening(desk);
  const old = await overlayLink(desk);
  const source = await stage.show(old);
  await source.see(await desk.spotify.playing());
  const settings = await app.settings();
  await settings.click("section-overlay");
  await settings.click("tab-link");
  await settings.click("group-link");
  await settings.click("replace-link");
  await settings.click("replace-link-confirm");
  await until(
    "the old link to be refused",
    async () => (await fetch(beside(old, "/now-playing"))).status === 403,
    1_000,
  );
  const link = await until("another link", async () => {
    const [{ url }] = await overlayLinks(desk);
    return url !== old && url;
  });
  await source.seeNothing(8_000);
  const again = await stage.show(link);
  await again.see(await desk.spotify.playing());
});

overlayTest("a style that is chosen is in OBS at once", async (desk, stage) => {
  const app = await listening(desk);
  const source = await stage.show(await overlayLink(desk));
  await source.see(await desk.spotify.playing());
  const width = () =>
    source.page.evaluate(() => document.querySelector(".overlay .box")?.getBoundingClientRect().width ?? 0);
  const before = await width();
  const settings = await app.settings();
  await settings.click("section-overlay");
  await settings.click("style-strip");
  await until("another width", async () => (await width()) !== before, 3_000);
});

overlayTest("a page that OBS opens before the app waits for it", async (desk, stage) => {
  desk.profile.fillIn(desk.spotify);
  let app = await desk.openApp();
  await logIn(app);
  await start(app);
  await app.popup.status("playing");
  const settings = await app.settings();
  await settings.click("section-overlay");
  await settings.click("tab-link");
  await settings.click("obs-loader");
  const path = await until("the file", async () => (await settings.text("obs-loader-path")).trim());
  await app.close();

  const source = await stage.show(pathToFileURL(path).href);
  await throughout("an empty picture", 1_500, async () => (await source.shown()) === null);
  app = await desk.openApp();
  await source.see(await desk.spotify.playing(), 20_000);
  assert.match(source.page.url(), /^http:\/\/127\.0\.0\.1:/);
});

windowTest("a port that is taken: the next one, and the user is told", async (desk) => {
  const other = createServer((socket) => socket.destroy());
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
  desk.profile.write("settings.json", { version: 1, overlay: { port, lan: false, overlays: [] } });
  const app = await desk.openApp();
  const link = new URL(await overlayLink(desk));
  assert.notEqual(Number(link.port), port);
  assert.equal((await fetch(beside(link.href, "/now-playing"))).status, 200);
  const notice = await app.popup.find("notice");
  assert.equal(await notice.getAttribute("data-notice"), "overlay-port-taken");
  assert.ok((await notice.getText()).includes(String(port)));
  other.close();
});

windowTest("scripts and bots read what plays", async (desk) => {
  const app = await listening(desk);
  const link = await overlayLink(desk);
  const { title, subtitle } = await desk.spotify.playing();
  const read = async () => (await fetch(beside(link, "/now-playing"))).json();
  const now = await until("the song", async () => {
    const answer = await read();
    return answer.title === title && answer;
  });
  assert.equal(now.status, "playing");
  assert.equal(now.source, "spotify");
  assert.equal(now.subtitle, subtitle);
  assert.equal(now.run, desk.profile.readJson("runtime.json").run);
  const cover = await fetch(new URL(now.cover, link));
  assert.equal(cover.headers.get("content-type"), "image/png");
  assert.ok((await cover.arrayBuffer()).byteLength > 100);
  const reply = await (await fetch(beside(link, "/reply"))).text();
  assert.ok(reply.includes(title) && reply.includes(subtitle), reply);
  await app.popup.click("stop");
  await until("no song", async () => (await read()).title === null);
});

windowTest("the popup copies the overlay's link", async (desk) => {
  const app = await desk.openApp();
  const link = await overlayLink(desk);
  await app.popup.click("copy-overlay-link");
  // Whether this webview may use the clipboard or not: the user gets the link.
  await until("the link to be copied or shown", async () => {
    const outcome = await app.popup.attribute("overlay-link-answer", "data-outcome");
    return outcome === "copied" || (outcome === "refused" && (await app.popup.text("overlay-link")) === link);
  });
});
