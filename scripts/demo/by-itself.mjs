import { Desk } from "../../tests/window/support/desk.mjs";
import { browserSaw } from "../../tests/window/support/browser.mjs";
import { saveScreen } from "../../tests/window/support/display.mjs";
import { overlayLink, Stage } from "../../tests/window/support/overlay.mjs";
import { showsWhatPlays } from "../../tests/window/support/path.mjs";
import { until } from "../../tests/window/support/wait.mjs";
import { pictures, Story } from "./story.mjs";

const SONGS = 3;
/** Songs of about ten seconds. */
const SPEED = 20;

/**
 * Walks the path through the real window, on a screen and a session bus of its own.
 *
 * @param {AbortSignal} interrupted
 */
export async function byItself(interrupted) {
  const story = new Story("the path of a new user, without a display");
  const began = Date.now();
  const desk = await Desk.open({ speed: SPEED });
  // Rejects as soon as somebody presses Ctrl-C, wherever the walk is.
  const stop = new Promise((_, reject) => {
    interrupted.addEventListener("abort", () => reject(interrupted.reason), { once: true });
  });
  /** @type {Stage | undefined} */
  let stage;
  try {
    stage = await Stage.open({
      env: desk.env,
      headless: false,
      at: { x: 560, y: 20, width: 700, height: 360 },
    });
    await Promise.race([walk(desk, story, stage), stop]);
  } catch (error) {
    saveScreen(desk, story.picture("failed"));
    throw error;
  } finally {
    await stage?.close();
    await desk.close();
  }
  const seconds = Math.round((Date.now() - began) / 1000);
  return `logged in and ${SONGS} songs passed, in ${seconds} s; pictures in ${pictures}`;
}

/** @param {Desk} desk @param {Story} story @param {Stage} stage */
async function walk(desk, story, stage) {
  story.step(`an emulated Spotify answers at ${desk.spotify.origin}; its songs pass ${SPEED} times as fast`);
  desk.profile.fillIn(desk.spotify);
  const app = await desk.openApp();
  await app.popup.status("inactive");
  story.step("the app is open, on a fresh profile");
  const overlay = await stage.show(await overlayLink(desk));
  story.step("its overlay is open in Chromium, as OBS opens it; it shows nothing yet");
  await story.keep("popup", app.popup, overlay);

  const settings = await app.settings();
  await until("the client ID", async () => (await settings.value("client-id")) === desk.spotify.clientId);
  story.step("Settings › Spotify: client ID and secret are filled in, Log in is available");
  await story.keep("settings", settings, overlay);
  await settings.show("log-in");
  await story.keep("keys", settings, overlay);

  await settings.click("log-in");
  story.step("Log in: the browser opens the consent page");
  const answer = await browserSaw(desk, "answer");
  story.step(`Agree: the browser hands ${answer.replace(/\?.*/, "?…")} to xdg-open`);
  await settings.status("linked", { of: "login-status" });
  story.step(`the link has reached the app: the account of ${await settings.text("account-name")} is linked`);
  await settings.show("login-status");
  await story.keep("linked", settings, overlay);

  await app.popup.select("source-select", "spotify");
  story.step("Spotify API is selected");
  await story.keep("selected", app.popup, overlay);
  await app.popup.click("start");
  await app.popup.status("playing");
  story.step("Start: the app listens");
  await songs(app, story, overlay);
  saveScreen(desk, story.picture("beside-each-other"));
  await app.popup.click("stop");
  await app.popup.status("inactive");
  story.step("Stop");
  await overlay.seeNothing();
  await story.keep("stopped", app.popup, overlay);
}

/**
 * Until three songs have passed: a fourth one is on.
 *
 * @param {import("../../tests/window/support/app.mjs").App} app
 * @param {Story} story
 * @param {import("../../tests/window/support/overlay.mjs").Source} overlay
 */
async function songs(app, story, overlay) {
  let last = "";
  for (;;) {
    const shown = await until(
      "the next song",
      async () => {
        const song = await showsWhatPlays(app);
        return song.title !== last && song;
      },
      60_000,
    );
    if (story.songs === SONGS) return;
    last = shown.title;
    story.song(shown);
    await until("its cover", () =>
      app.popup.execute(
        `const cover = document.querySelector('[data-testid="cover"]');
         return cover?.tagName === "IMG" && cover.complete && cover.naturalWidth > 0;`,
      ),
    );
    await overlay.see(shown);
    await overlay.seeCover();
    await story.keep(`song-${story.songs}`, app.popup, overlay);
  }
}
