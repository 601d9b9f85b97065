import assert from "node:assert/strict";
import { asDesktopApp, playBoth, shownAt } from "./support/desktop-app.mjs";
import { FakePlayer } from "./support/fake-player.mjs";
import { beside, overlayLink } from "./support/overlay.mjs";
import { logIn, showsWhatPlays, start } from "./support/path.mjs";
import { throughout, until } from "./support/wait.mjs";
import { noteTitles, notedTitles } from "./support/titles.mjs";
import { windowTest } from "./support/window-test.mjs";

/** @typedef {import("./support/desk.mjs").Desk} Desk */

/** An app that is linked, with the desktop app playing on this computer. @param {Desk} desk */
async function listeningToBoth(desk) {
  desk.profile.fillIn(desk.spotify);
  const app = await desk.openApp();
  await logIn(app);
  const desktop = await FakePlayer.startSpotify(desk);
  await desktop.set(await asDesktopApp(desk));
  await start(app);
  await app.popup.status("playing");
  await showsWhatPlays(app);
  const link = await overlayLink(desk);
  const now = async () => (await fetch(beside(link, "/now-playing"))).json();
  return { app, desktop, now };
}

windowTest("with the desktop app songs show at once, exact, and hardly any request is made", async (desk) => {
  const { app, desktop, now } = await listeningToBoth(desk);
  await noteTitles(app);
  const before = await desk.spotify.count("player");
  const songs = [1, 2, 3, 4];
  for (const index of songs) {
    const { song, told } = await playBoth(desk, desktop, index);
    await showsWhatPlays(app);
    const shown = shownAt(await notedTitles(app), song.title, told);
    assert.ok(
      shown !== undefined && shown - told < 500,
      `${song.title} showed after ${Number(shown) - told} ms`,
    );
    const { album } = (await desk.spotify.state()).playback;
    const exact = await until("the album in the API's words", async () => {
      const snapshot = await now();
      return snapshot.title === song.title && snapshot.album === album && snapshot;
    });
    assert.match(exact.link, /^https:\/\/open\.spotify\.com\/track\//);
    assert.ok((await fetch(new URL(exact.cover, await overlayLink(desk)))).ok, "the API's cover");
    for (const position of [30_000, 90_000]) {
      await desk.spotify.control("seek", { position_ms: position });
      await desktop.do({ seek: position });
      await until("the new position", async () => Math.abs((await now()).position_ms - position) < 2_000);
    }
    await desktop.set({ status: "Paused" });
    await desk.spotify.pause();
    await app.popup.status("paused", { limit: 1_000 });
    await desktop.set({ status: "Playing" });
    await desk.spotify.play();
    await app.popup.status("playing", { limit: 1_000 });
  }
  const asked = (await desk.spotify.count("player")) - before;
  assert.ok(asked <= 3 * songs.length, `${asked} requests for ${songs.length} songs`);
});

windowTest(
  "an API that lags behind never brings the old song back, and one that insists is right",
  async (desk) => {
    const { app, desktop, now } = await listeningToBoth(desk);
    await noteTitles(app);
    await desk.spotify.fault("player", "stale", { by_ms: 1_500 });
    const first = (await notedTitles(app)).map(([title]) => title);
    const { song } = await playBoth(desk, desktop, 1);
    const { album } = (await desk.spotify.state()).playback;
    await until("the API to have caught up", async () => (await now()).album === album);
    assert.deepEqual(
      (await notedTitles(app)).map(([title]) => title),
      [...first, song.title],
    );

    await desk.spotify.clearFaults();
    await desk.spotify.item("track", 2);
    await desktop.set({
      ...song,
      trackid: "4uLU6hMCjMI75M1A2tKUX",
      title: "Something else",
      artists: ["Nobody"],
    });
    await app.popup.see("title", "Something else", 1_000);
    await showsWhatPlays(app, 15_000);
  },
);

windowTest("when the desktop app quits, what plays elsewhere shows as before", async (desk) => {
  const { app, desktop } = await listeningToBoth(desk);
  await desktop.do("quit");
  await desk.spotify.control("device", { device: "phone" });
  await desk.spotify.item("track", 3);
  await showsWhatPlays(app, 20_000);
  await app.popup.status("playing");
  await desk.spotify.next();
  await showsWhatPlays(app, 20_000);
});

windowTest("the desktop app's songs stay hidden while the session is private", async (desk) => {
  const { app, desktop } = await listeningToBoth(desk);
  await app.popup.click("stop");
  await desk.spotify.control("private-session", { on: true });
  await until("no song", async () => (await app.popup.text("title")) === "");
  await noteTitles(app);
  await app.popup.click("start");
  await app.popup.status("private");
  await playBoth(desk, desktop, 1);
  await throughout(
    "it stays private",
    2_000,
    async () => (await app.popup.attribute("status", "data-status")) === "private",
  );
  assert.deepEqual(
    (await notedTitles(app)).map(([title]) => title),
    [""],
  );
  await desk.spotify.control("private-session", { on: false });
  await playBoth(desk, desktop, 2);
  await showsWhatPlays(app);
});
