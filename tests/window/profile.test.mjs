import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fillIn, listening, logIn } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

windowTest(
  "the profile's files are where they belong, and nobody else reads the secret ones",
  async (desk) => {
    await listening(desk);
    const runtime = desk.profile.readJson("runtime.json");
    assert.equal(typeof runtime.run, "string");
    assert.ok(Array.isArray(runtime.overlays));
    for (const name of ["runtime.json", "secrets.json"]) assert.equal(desk.profile.mode(name), "600", name);
    for (const name of ["settings.json", "profile.lock", "logs/songplate.log"])
      assert.ok(desk.profile.has(name), name);

    const settings = desk.profile.read("settings.json");
    assert.ok(!settings.includes(desk.spotify.clientSecret), "no secret in the settings");
    assert.ok(!settings.includes("emulated-"), "no token in the settings");
    const secrets = desk.profile.read("secrets.json");
    assert.ok(secrets.includes("emulated-refresh"), "the refresh token is kept");
    assert.ok(!secrets.includes("emulated-access"), "the access token is kept nowhere");
  },
);

/** What the files hold that were set aside. @param {import("./support/desk.mjs").Desk} desk */
const setAside = (desk) =>
  readdirSync(desk.profile.folder)
    .filter((name) => /^settings\.(damaged|version)-.*\.json$/.test(name))
    .map((name) => desk.profile.read(name));

for (const [what, content] of [
  ["cut off", '{"version":1,"spotify":{"client_id":"0123'],
  ["empty", ""],
  ["no JSON", "<settings/>"],
]) {
  windowTest(`settings that are ${what} are set aside, and the user is told`, async (desk) => {
    desk.profile.write("settings.json", content);
    const app = await desk.openApp();
    await app.popup.find("notice");
    assert.equal(await app.popup.attribute("notice", "data-notice"), "settings-damaged");
    assert.ok(setAside(desk).includes(content), "the damaged file is kept whole");
    await fillIn(app);
    await logIn(app);
  });
}

windowTest("settings of a newer version are kept for the newer program", async (desk) => {
  const newer = JSON.stringify({ version: 99, spotify: { from: "the future" } });
  desk.profile.write("settings.json", newer);
  const app = await desk.openApp();
  await app.popup.find("notice");
  assert.equal(await app.popup.attribute("notice", "data-notice"), "settings-newer");
  assert.ok(setAside(desk).includes(newer), "kept as it was");
});

windowTest("after damage the copy is taken, and the login is still there", async (desk) => {
  let app = await listening(desk);
  await app.close();
  assert.ok(desk.profile.has("settings.json.bak"), "there is a copy");
  desk.profile.write("settings.json", desk.profile.read("settings.json").slice(0, 40));
  app = await desk.openApp();
  await app.popup.find("notice");
  const settings = await app.settings();
  await settings.status("linked", { of: "login-status" });
});

windowTest("settings that cannot be saved are said to be so, and the app works on", async (desk) => {
  const app = await desk.openApp();
  await fillIn(app);
  // A folder in the file's place stops root too, whom permissions would not.
  rmSync(desk.profile.path("settings.json"), { force: true });
  mkdirSync(desk.profile.path("settings.json", "in the way"), { recursive: true });
  await logIn(app);
  await until(
    "a notice",
    async () => (await app.popup.attribute("notice", "data-notice")) === "settings-unsaved",
  );
});
