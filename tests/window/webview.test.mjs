import assert from "node:assert/strict";
import { browserSaw } from "./support/browser.mjs";
import { fillIn, logIn, showsWhatPlays, start } from "./support/path.mjs";
import { windowTest } from "./support/window-test.mjs";

/** Every event of the app, and those that plugins send to all windows. */
const EVENTS = [
  "snapshot-changed",
  "login-changed",
  "preferences-changed",
  "notices-changed",
  "overlays-changed",
  "files-changed",
  "players-availability-changed",
  "follow-changed",
  "deep-link://new-url",
  "store://change",
  "single-instance",
];

/** Records in the page whatever the events carry; answers with the names of those that may be listened to. */
const RECORD = `
  const [names, done] = arguments;
  const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
  window.recorded = [];
  const listen = (event) => invoke("plugin:event|listen", {
    event,
    target: { kind: "Any" },
    handler: transformCallback((data) => window.recorded.push(data)),
  }).then(() => event, () => null);
  Promise.all(names.map(listen)).then((heard) => done(heard.filter(Boolean)));
`;

windowTest("no event brings a secret, a code, a token or a callback address into a window", async (desk) => {
  const app = await desk.openApp();
  const settings = await app.settings();
  for (const page of [app.popup, settings]) {
    assert.deepEqual(await page.executeAsync(RECORD, EVENTS), EVENTS, "all are heard by the test");
  }
  await fillIn(app);
  await logIn(app);
  await start(app);
  await showsWhatPlays(app);

  const answer = await browserSaw(desk, "answer");
  const code = new URL(answer).searchParams.get("code") ?? "";
  for (const page of [app.popup, settings]) {
    const recorded = /** @type {{ event: string }[]} */ (await page.execute("return window.recorded"));
    assert.ok(
      recorded.some(({ event }) => event === "login-changed"),
      `${page.name} hears of the login`,
    );
    assert.ok(
      !recorded.some(({ event }) => event === "deep-link://new-url"),
      `${page.name} never sees the link`,
    );
    const text = JSON.stringify(recorded);
    for (const secret of [desk.spotify.clientSecret, code, answer, "emulated-", "callback?"]) {
      assert.ok(!text.includes(secret), `${page.name}: ${secret.slice(0, 12)}…`);
    }
  }
});

/** Calls a command as a script in the page would, and answers with the reason of the refusal, or null. */
const CALL = `
  const [command, args, done] = arguments;
  window.__TAURI_INTERNALS__.invoke(command, args).then(() => done(null), (reason) => done(String(reason)));
`;

windowTest(
  "a script in a window can call the app's commands for that window, and nothing of the plugins",
  async (desk) => {
    const app = await desk.openApp();
    const settings = await app.settings();
    for (const page of [app.popup, settings]) {
      for (const [command, args] of /** @type {[string, object][]} */ ([
        ["plugin:store|load", { path: "settings.json" }],
        ["plugin:deep-link|get_current", {}],
        ["plugin:opener|open_url", { url: "https://example.com" }],
        ["plugin:opener|open_path", { path: "/etc/passwd" }],
        ["plugin:window|create", { options: { label: "more" } }],
        ["plugin:webview|create_webview_window", { options: { label: "more" } }],
      ])) {
        const refusal = await page.executeAsync(CALL, command, args);
        assert.match(String(refusal), /not allowed|not found/i, `${page.name}: ${command}`);
      }
    }
    assert.equal(await app.popup.executeAsync(CALL, "snapshot", {}), null);
    assert.match(
      String(await app.popup.executeAsync(CALL, "log_out", {})),
      /not allowed/i,
      "the popup cannot log out",
    );
  },
);
