import assert from "node:assert/strict";
import { listening, showsWhatPlays } from "./support/path.mjs";
import { throughout } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

const LOGIN = { of: "login-status" };

windowTest("after a restart the account is still linked and listening goes on by itself", async (desk) => {
  let app = await listening(desk);
  await app.close();

  const agreed = await desk.spotify.count("authorize");
  await desk.spotify.next();
  app = await desk.openApp();
  await app.popup.status("playing");
  await showsWhatPlays(app);
  assert.equal(await app.popup.value("source-select"), "spotify");
  const settings = await app.settings();
  await settings.status("linked", LOGIN);
  assert.equal(await desk.spotify.count("authorize"), agreed, "nobody was asked to agree again");
});

windowTest("after Stop and a restart nothing is asked", async (desk) => {
  let app = await listening(desk);
  await app.popup.click("stop");
  await app.popup.status("inactive");
  await app.close();

  const asked = await desk.spotify.count("player");
  app = await desk.openApp();
  await app.popup.status("inactive");
  assert.equal(await app.popup.value("source-select"), "spotify", "the selection is remembered");
  await throughout(
    "no request while stopped",
    2_000,
    async () => (await desk.spotify.count("player")) === asked,
  );
});

for (const { fault, status } of [
  { fault: "rate_limited", status: "rate-limited" },
  { fault: "quota_exceeded", status: "quota" },
]) {
  windowTest(`${status}: no call before the time that Spotify named, also after a restart`, async (desk) => {
    let app = await listening(desk);
    await desk.spotify.fault("player", fault, { retry_after_s: 600 });
    await desk.spotify.next();
    await app.popup.status(status, { limit: 30_000 });
    await app.popup.see("status", /\d{1,2}:\d{2}/);
    await app.popup.find("not-live");
    const asked = await desk.spotify.count("player");
    await desk.spotify.clearFaults();
    await app.close();

    app = await desk.openApp();
    await app.popup.status(status);
    await throughout(
      "no request inside the wait",
      4_000,
      async () => (await desk.spotify.count("player")) === asked,
    );
    // Stop and Start must not be a way around it.
    await app.popup.click("stop");
    await app.popup.status("inactive");
    await app.popup.click("start");
    await app.popup.status(status);
    await throughout(
      "no request inside the wait",
      2_000,
      async () => (await desk.spotify.count("player")) === asked,
    );
  });
}

windowTest("a short Retry-After passes and the song comes back by itself", async (desk) => {
  const app = await listening(desk);
  await desk.spotify.fault("player", "rate_limited", { retry_after_s: 3, times: 1 });
  await desk.spotify.next();
  await app.popup.status("rate-limited", { limit: 30_000 });
  await app.popup.status("playing", { limit: 10_000 });
  await showsWhatPlays(app);
});
