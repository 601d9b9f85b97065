import assert from "node:assert/strict";
import { FakePlayer } from "./support/fake-player.mjs";
import { noOverlays, overlayLink, Stage } from "./support/overlay.mjs";
import { shows, start } from "./support/path.mjs";
import { noPlayers, startChromium, startMpv, startVlc, tell } from "./support/players.mjs";
import { drawCover, LANTERNS, record, WIND } from "./support/songs.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** @typedef {import("./support/app.mjs").App} App */

/** The players in the popup's source list. @param {App} app */
const listed = async ({ popup }) =>
  (await popup.choices("source-select")).filter((value) => value?.startsWith("player:"));

/** Waits until these players and no others are in the source list. @param {App} app @param {string[]} players */
const lists = (app, ...players) =>
  until(`the source list to have ${players.join(", ") || "no player"}`, async () => {
    const found = await listed(app);
    if (found.join() === players.join()) return true;
    throw new Error(String(found));
  });

/** How a source is called in the list. @param {App} app @param {string} source */
const nameOf = ({ popup }, source) =>
  popup.execute(
    `return document.querySelector('[data-testid="source-select"] option[value="${source}"]')?.textContent?.trim()`,
  );

/** Where the progress bar is, in milliseconds. @param {App} app */
const progress = async ({ popup }) => Number(await popup.attribute("progress", "aria-valuenow"));

/** Waits until the popup's own picture of the cover is drawn. @param {App} app */
const seesCover = ({ popup }) =>
  until("the popup's cover", () =>
    popup.execute(`const cover = document.querySelector('[data-testid="cover"]');
      return cover instanceof HTMLImageElement && cover.complete && cover.naturalWidth > 1;`),
  );

windowTest(
  "mpv comes, plays, goes and is back, all by its own signals",
  async (desk) => {
    const songs = [LANTERNS, WIND];
    const files = record(desk, "music", songs);
    const app = await desk.openApp();
    await lists(app);

    let mpv = startMpv(desk, files);
    await lists(app, "player:mpv");
    assert.equal(await nameOf(app, "player:mpv"), "mpv");
    await start(app, "player:mpv");
    await app.popup.status("playing");
    await shows(app, LANTERNS);
    assert.equal(await app.popup.attribute("progress", "aria-valuemax"), "60000");

    tell(desk, "mpv", "pause");
    await app.popup.status("paused", { limit: 2_000 });
    tell(desk, "mpv", "position", "40");
    await until("the new position", async () => Math.abs((await progress(app)) - 40_000) < 1_000, 2_000);
    tell(desk, "mpv", "play");
    await app.popup.status("playing", { limit: 2_000 });
    tell(desk, "mpv", "next");
    await shows(app, WIND, 2_000);

    await mpv.stop();
    await app.popup.status("nothing");
    await lists(app, "player:mpv");
    assert.match(await nameOf(app, "player:mpv"), /not running/i, "what was selected stays, and says so");
    mpv = startMpv(desk, files);
    await app.popup.status("playing");
    await shows(app, LANTERNS);

    await app.popup.click("stop");
    await app.popup.select("source-select", "none");
    await mpv.stop();
    await lists(app);
  },
  { skip: noPlayers("mpv") },
);

windowTest(
  "VLC is listened to, song by song, with the cover beside its files",
  async (desk) => {
    const files = record(desk, "music", [LANTERNS, WIND]);
    drawCover(desk, "music");
    startVlc(desk, files);
    const app = await desk.openApp();
    await start(app, "player:vlc");
    await app.popup.status("playing");
    await shows(app, LANTERNS);
    tell(desk, "vlc", "pause");
    await app.popup.status("paused");
    tell(desk, "vlc", "play");
    tell(desk, "vlc", "next");
    await shows(app, WIND);
  },
  { skip: noPlayers("vlc") },
);

windowTest(
  "a page in Chromium is listened to by what it says of its music",
  async (desk) => {
    const songs = [LANTERNS, WIND];
    const files = record(desk, "music", songs);
    startChromium(
      desk,
      songs.map((song, number) => ({ song, file: files[number] })),
    );
    const app = await desk.openApp();
    await start(app, "player:chromium");
    await app.popup.status("playing");
    await shows(app, LANTERNS);
    await seesCover(app);
    assert.match(await nameOf(app, "player:chromium"), /Chromium.*Paper Lanterns/, "its tabs are told apart");
    tell(desk, "chromium", "pause");
    await app.popup.status("paused");
    tell(desk, "chromium", "play");
    tell(desk, "chromium", "next");
    await shows(app, WIND);
    await app.popup.status("playing");
  },
  { skip: noPlayers("chromium") },
);

windowTest(
  "a cover from a file is in the popup and in the overlay",
  async (desk) => {
    const files = record(desk, "music", [LANTERNS]);
    drawCover(desk, "music");
    startMpv(desk, files);
    const app = await desk.openApp();
    await start(app, "player:mpv");
    await shows(app, LANTERNS);
    await seesCover(app);
    const stage = await Stage.open({ env: desk.env });
    try {
      const overlay = await stage.show(await overlayLink(desk));
      await overlay.see({ title: LANTERNS.title, subtitle: LANTERNS.artist });
      await overlay.seeCover();
    } finally {
      await stage.close();
    }
  },
  { skip: noPlayers("mpv") || noOverlays() },
);

windowTest(
  "two of one player are two entries, and each plays its own song",
  async (desk) => {
    const [lanterns, wind] = record(desk, "music", [LANTERNS, WIND]);
    const first = startMpv(desk, [lanterns]);
    const app = await desk.openApp();
    await lists(app, "player:mpv");
    startMpv(desk, [wind]);
    await lists(app, "player:mpv", "player:mpv#2");
    await start(app, "player:mpv#2");
    await shows(app, WIND);
    await app.popup.select("source-select", "player:mpv");
    await shows(app, LANTERNS);
    await first.stop();
    await app.popup.status("nothing");
    await app.popup.select("source-select", "player:mpv#2");
    await shows(app, WIND);
  },
  { skip: noPlayers("mpv") },
);

windowTest(
  "a player that hangs, talks nonsense or dies harms nobody",
  async (desk) => {
    startMpv(desk, record(desk, "music", [LANTERNS, WIND]));
    const app = await desk.openApp();
    await start(app, "player:mpv");
    await shows(app, LANTERNS);

    const nasty = await FakePlayer.start(desk, "nasty");
    await lists(app, "player:mpv", "player:nasty");
    await nasty.set({ title: "x".repeat(10_000), artists: ["y".repeat(10_000)], status: "Playing" });
    await app.popup.select("source-select", "player:nasty");
    await app.popup.see("title", /^x{100,1000}$/);
    await nasty.do("wrong-types");
    await nasty.do("hang");
    await nasty.set({ title: "Still there", artists: ["Nobody"], status: "Playing", clear: true });
    await shows(app, { title: "Still there", artist: "Nobody" });

    await app.popup.select("source-select", "player:mpv");
    await shows(app, LANTERNS);
    tell(desk, "mpv", "next");
    await shows(app, WIND, 2_000);
    await nasty.do("die");
    await lists(app, "player:mpv");
    tell(desk, "mpv", "pause");
    await app.popup.status("paused", { limit: 2_000 });
  },
  { skip: noPlayers("mpv") },
);

windowTest("after a hundred changes a second the last title stands", async (desk) => {
  const hasty = await FakePlayer.start(desk, "hasty");
  const app = await desk.openApp();
  await start(app, "player:hasty");
  await hasty.do({ storm: { count: 300, perSecond: 100 } }, 20_000);
  await app.popup.see("title", "Storm 299", 1_000);
  await hasty.do({ storm: { count: 1_000 } }, 20_000);
  await app.popup.see("title", "Storm 999", 2_000);
  await hasty.set({ status: "Paused" });
  await app.popup.status("paused", { limit: 1_000 });
});
