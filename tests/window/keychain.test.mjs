import assert from "node:assert/strict";
import { listening, logIn } from "./support/path.mjs";
import { windowTest } from "./support/window-test.mjs";

const LOGIN = { of: "login-status" };
const keychain = { secretsInFile: false };

windowTest(
  "with a keychain the secrets are there and in no file",
  async (desk) => {
    let app = await desk.openApp();
    const settings = await app.settings();
    await settings.type("client-id", desk.spotify.clientId);
    await settings.type("client-secret", desk.spotify.clientSecret);
    await logIn(app);
    assert.equal(await settings.attribute("secrets", "data-place"), "keychain");
    assert.ok(!desk.profile.has("secrets.json"));
    await app.close();

    app = await desk.openApp();
    await (await app.settings()).status("linked", LOGIN);
  },
  { ...keychain, keychain: "unlocked" },
);

windowTest(
  "without a keychain the secrets are in a file, and the settings say so",
  async (desk) => {
    const app = await listening(desk);
    const settings = await app.settings();
    assert.equal(await settings.attribute("secrets", "data-place"), "file");
    await settings.see("secrets", /0600/);
    assert.ok((await settings.text("secrets")).includes(desk.profile.path("secrets.json")));
    assert.equal(desk.profile.mode("secrets.json"), "600");
  },
  keychain,
);

windowTest(
  "a locked keychain whose question nobody answers holds nothing up",
  async (desk) => {
    const app = await desk.openApp();
    const settings = await app.settings();
    await settings.type("client-id", desk.spotify.clientId);
    await settings.type("client-secret", desk.spotify.clientSecret);
    await settings.click("log-in");
    // The windows answer all the while, and in the end the user is told.
    await app.popup.find("source-select");
    await settings.status("failed", { ...LOGIN, limit: 60_000 });
    assert.equal(await settings.attribute("login-status", "data-reason"), "keychain");
    assert.ok(!desk.profile.has("secrets.json"), "a keychain that is there is not passed over silently");
  },
  { ...keychain, keychain: "locked", limit: 100_000 },
);
