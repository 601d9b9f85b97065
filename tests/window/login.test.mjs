import assert from "node:assert/strict";
import { browserSaw, seenByBrowser, setHabit } from "./support/browser.mjs";
import { fillIn, logIn, showsWhatPlays, start } from "./support/path.mjs";
import { until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

const LOGIN = { of: "login-status" };
/** What can be selected where no account is linked and no player runs. */
const WITHOUT_ACCOUNT = ["none", "follow", "demo"];

windowTest(
  "log in by deep link, select Spotify, Start, and the songs show as they pass",
  async (desk) => {
    const app = await desk.openApp();
    await app.popup.status("inactive");
    assert.deepEqual(await app.popup.choices("source-select"), WITHOUT_ACCOUNT);
    assert.equal(await app.popup.isEnabled("start"), false, "None cannot be started");

    const settings = await app.settings();
    await settings.status("signed-out", LOGIN);
    assert.equal(await settings.text("redirect-uri"), "app.songplate://callback");
    assert.equal(await settings.isEnabled("log-in"), false, "no login without the keys");
    await fillIn(app);
    await settings.click("log-in");
    await settings.status("linked", LOGIN);
    await settings.see("login-status", /Alex Example/);
    assert.equal(seenByBrowser(desk).filter(({ opened }) => opened).length, 1, "one page in the browser");

    assert.deepEqual(await app.popup.choices("source-select"), ["none", "spotify", "follow", "demo"]);
    await start(app);
    await app.popup.status("playing");
    const first = await showsWhatPlays(app);
    const second = await until(
      "the next song",
      async () => {
        const shown = await showsWhatPlays(app);
        return shown.title !== first.title && shown;
      },
      30_000,
    );
    assert.notEqual(second.subtitle, first.subtitle);

    await app.popup.click("stop");
    await app.popup.status("inactive");
  },
  { speed: 20 },
);

windowTest(
  "the desktop's own opener takes the link",
  async (desk) => {
    const app = await desk.openApp();
    await fillIn(app);
    await logIn(app);
  },
  { desktop: "GNOME" },
);

windowTest("log in by loopback", async (desk) => {
  const app = await desk.openApp();
  await fillIn(app, { returnBy: "loopback" });
  const settings = await app.settings();
  assert.equal(await settings.text("redirect-uri"), "http://127.0.0.1/callback");
  await logIn(app);
  const page = await browserSaw(desk, "page");
  assert.match(page, /Linked\. You can close this page\./);
});

windowTest("log in by pasting the address of the answer", async (desk) => {
  setHabit(desk, "copy");
  const app = await desk.openApp();
  await fillIn(app);
  const settings = await app.settings();
  await settings.click("log-in");
  await settings.status("waiting", LOGIN);
  const answer = await browserSaw(desk, "answer");
  assert.equal(
    await browserSaw(desk, "opened"),
    await settings.text("login-url"),
    "the page that the browser opened",
  );

  await settings.type("paste-redirect", "https://example.com/?code=1&state=2");
  await settings.click("submit-redirect");
  await settings.find("error");
  await settings.status("waiting", LOGIN);

  await settings.type("paste-redirect", answer);
  await settings.click("submit-redirect");
  await settings.status("linked", LOGIN);
});

windowTest("log in without a secret", async (desk) => {
  const app = await desk.openApp();
  await fillIn(app, { secret: "" });
  await logIn(app);
  assert.equal(await desk.spotify.count("token"), 1);
});

windowTest("a callback with an added slash is an answer too", async (desk) => {
  await desk.spotify.control("settings", { added_slash: true });
  const app = await desk.openApp();
  await fillIn(app);
  await logIn(app);
  assert.match(await browserSaw(desk, "answer"), /^app\.songplate:\/\/callback\/\?/);
});

windowTest("a refusal at Spotify is said plainly and links nothing", async (desk) => {
  setHabit(desk, "cancel");
  const app = await desk.openApp();
  await fillIn(app);
  const settings = await app.settings();
  await settings.click("log-in");
  await settings.status("failed", LOGIN);
  assert.equal(await settings.attribute("login-status", "data-reason"), "access-denied");
  assert.equal(await desk.spotify.count("token"), 0, "no code, no exchange");
  assert.deepEqual(await app.popup.choices("source-select"), WITHOUT_ACCOUNT);

  setHabit(desk, "agree");
  await logIn(app);
});

windowTest("a login can be cancelled, and its late answer changes nothing", async (desk) => {
  setHabit(desk, "copy");
  const app = await desk.openApp();
  await fillIn(app);
  const settings = await app.settings();
  await settings.click("log-in");
  const answer = await browserSaw(desk, "answer");
  await settings.click("cancel-log-in");
  await settings.status("signed-out", LOGIN);
  await desk.run(answer).exit();
  await settings.status("signed-out", LOGIN);
  assert.equal(await desk.spotify.count("token"), 0);
});

windowTest("a wrong secret fails with a reason", async (desk) => {
  const app = await desk.openApp();
  await fillIn(app, { secret: "0".repeat(32) });
  const settings = await app.settings();
  await settings.click("log-in");
  await settings.status("failed", LOGIN);
  assert.equal(await settings.attribute("login-status", "data-reason"), "invalid-client");
});

windowTest("after logging out nothing of the login is left", async (desk) => {
  const app = await desk.openApp();
  await fillIn(app);
  await logIn(app);
  await start(app);
  await app.popup.status("playing");
  const settings = await app.settings();
  await settings.click("log-out");
  await settings.status("signed-out", LOGIN);
  await until(
    "the source to go",
    async () => (await app.popup.choices("source-select")).join() === WITHOUT_ACCOUNT.join(),
  );
  await until("an empty popup", async () => (await app.popup.text("title")) === "");
  const asked = await desk.spotify.count("player");
  assert.ok(!desk.profile.read("secrets.json").includes("emulated-"), "the refresh token is gone");
  assert.equal(desk.profile.readJson("settings.json").spotify.account ?? null, null);

  await app.close();
  const again = await desk.openApp();
  await (await again.settings()).status("signed-out", LOGIN);
  assert.equal(await desk.spotify.count("player"), asked, "nobody is asked any more");
});
