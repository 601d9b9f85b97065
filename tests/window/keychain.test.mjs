import assert from "node:assert/strict";
import { unlock } from "./support/keyring.mjs";
import { listening, logIn } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
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
  "a keychain that comes takes over from the file, and one that is missing for a day costs no login",
  async (desk) => {
    desk.env.SONGPLATE_SECRETS = "file";
    let app = await listening(desk);
    assert.ok(desk.profile.has("secrets.json"));
    await app.close();

    delete desk.env.SONGPLATE_SECRETS;
    app = await desk.openApp();
    await app.popup.status("playing");
    assert.ok(!desk.profile.has("secrets.json"), "nothing stays behind in the file");
    await app.close();

    desk.env.SONGPLATE_SECRETS = "file";
    app = await desk.openApp();
    await app.popup.status("offline");
    await (await app.settings()).status("linked", LOGIN);
    await app.close();

    delete desk.env.SONGPLATE_SECRETS;
    app = await desk.openApp();
    await app.popup.status("playing");
  },
  { ...keychain, keychain: "unlocked", limit: 100_000 },
);

windowTest(
  "a locked keychain whose question nobody answers holds nothing up, and once unlocked it takes the login",
  async (desk) => {
    const app = await desk.openApp();
    const settings = await app.settings();
    await settings.type("client-id", desk.spotify.clientId);
    await settings.type("client-secret", desk.spotify.clientSecret);
    await settings.click("log-in");
    // The windows answer all the while, and in the end the user is told in both.
    assert.equal(await app.popup.value("source-select"), "none");
    await settings.find("error", 30_000);
    await settings.status("signed-out", LOGIN);
    await until(
      "the notice",
      async () => (await app.popup.attribute("notice", "data-notice")) === "keychain-locked",
    );
    assert.ok(!desk.profile.has("secrets.json"), "a keychain that is there is not passed over silently");

    await unlock(desk);
    await app.popup.click("retry-secrets");
    await until("the notice to go", async () => (await app.popup.now("notice")) === null, 20_000);
    await logIn(app);
    assert.equal(await settings.attribute("secrets", "data-place"), "keychain");
  },
  { ...keychain, keychain: "locked", limit: 100_000 },
);
