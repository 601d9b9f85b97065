// The path that every user takes, step by step, through the windows.
import { until } from "./wait.mjs";

/**
 * Fills in the keys of an app at Spotify.
 *
 * @param {import("./app.mjs").App} app
 */
export async function fillIn(app, { secret = app.desk.spotify.clientSecret, returnBy = "deep-link" } = {}) {
  const settings = await app.settings();
  if (returnBy !== "deep-link") await settings.click(`return-by-${returnBy}`);
  await settings.type("client-id", app.desk.spotify.clientId);
  if (secret === "") await settings.click("pkce-only");
  else await settings.type("client-secret", secret);
}

/**
 * Presses Log in and waits until the account is linked.
 *
 * @param {import("./app.mjs").App} app
 */
export async function logIn(app) {
  const settings = await app.settings();
  await settings.click("log-in");
  await settings.status("linked", { of: "login-status" });
}

/**
 * Selects a source in the popup and presses Start.
 *
 * @param {import("./app.mjs").App} app
 */
export async function start(app, source = "spotify") {
  await app.popup.select("source-select", source);
  await app.popup.click("start");
}

/**
 * An app that is linked and shows what plays.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export async function listening(desk) {
  desk.profile.fillIn(desk.spotify);
  const app = await desk.openApp();
  await logIn(app);
  await start(app);
  await app.popup.status("playing");
  return app;
}

/**
 * Waits until the popup shows a song of a player.
 *
 * @param {import("./app.mjs").App} app
 * @param {import("./songs.mjs").Song} song
 * @param {number} [limit]
 */
export async function shows({ popup }, { title, artist }, limit) {
  await popup.see("title", title, limit);
  await popup.see("subtitle", artist, limit);
}

/**
 * Waits until the popup shows what the emulator plays.
 *
 * @param {import("./app.mjs").App} app
 * @param {number} [limit]
 */
export async function showsWhatPlays(app, limit) {
  return until(
    "the popup to show what plays",
    async () => {
      const { title, subtitle } = await app.desk.spotify.playing();
      const shown = await app.popup.execute(
        `const text = (id) => document.querySelector('[data-testid="' + id + '"]').textContent;
         return { title: text("title"), subtitle: text("subtitle") };`,
      );
      if (shown.title === title && shown.subtitle === subtitle) return shown;
      throw new Error(`${JSON.stringify(shown)} while ${title} plays`);
    },
    limit,
  );
}
