import assert from "node:assert/strict";
import { listening, logIn, showsWhatPlays } from "./support/path.mjs";
import { throughout, until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** @typedef {import("./support/app.mjs").App} App */

const LOGIN = { of: "login-status" };

/** Asks at once; the schedule would take its time in the middle of a song. @param {App} app */
async function again(app) {
  await app.popup.click("stop");
  await app.popup.click("start");
}

/** Songs of some seconds, so that the schedule asks often. */
const brisk = { speed: 40 };

windowTest(
  "an access token that ends in the middle is renewed once, with no gap on screen",
  async (desk) => {
    const app = await listening(desk);
    const [tokens, asked] = [await desk.spotify.count("token"), await desk.spotify.count("player")];
    await desk.spotify.control("tokens/expire-access", {});
    let gap = "";
    await until(
      "the renewal",
      async () => {
        const status = await app.popup.attribute("status", "data-status");
        if (status !== "playing") gap = String(status);
        return (
          (await desk.spotify.count("token")) > tokens && (await desk.spotify.count("player")) > asked + 2
        );
      },
      30_000,
    );
    assert.equal(gap, "", "the song stood on screen all the time");
    assert.equal(await desk.spotify.count("token"), tokens + 1, "one refresh");
    await showsWhatPlays(app);
  },
  brisk,
);

windowTest(
  "a permission withdrawn at Spotify signs out at once and for good",
  async (desk) => {
    const app = await listening(desk);
    await desk.spotify.control("tokens/end-refresh", { end: "revoked" });
    await desk.spotify.control("tokens/expire-access", {});
    await app.popup.status("sign-in-again", { limit: 30_000 });
    const tokens = await desk.spotify.count("token");
    const settings = await app.settings();
    await settings.status("signed-out", LOGIN);
    assert.equal(await settings.attribute("login-status", "data-reason"), "revoked");
    await throughout("no second try", 3_000, async () => (await desk.spotify.count("token")) === tokens);
    assert.ok(!desk.profile.read("secrets.json").includes("emulated-"), "the dead token is not kept");

    // The next start still knows what is to be mended, and what to go on with then.
    await app.close();
    const again = await desk.openApp();
    await again.popup.status("sign-in-again");
    assert.equal(await again.popup.value("source-select"), "spotify");
    await logIn(again);
    await again.popup.status("playing");
  },
  { ...brisk, limit: 100_000 },
);

for (const { fault, words } of [
  { fault: "not_on_the_list", words: /user list/i },
  { fault: "owner_without_premium", words: /premium/i },
]) {
  windowTest(
    `403 ${fault} is explained, and nobody asks again by himself`,
    async (desk) => {
      const app = await listening(desk);
      await desk.spotify.fault("player", fault);
      await app.popup.status("forbidden", { limit: 30_000 });
      await app.popup.see("status", words);
      const asked = await desk.spotify.count("player");
      await throughout("no request", 4_000, async () => (await desk.spotify.count("player")) === asked);

      await desk.spotify.clearFaults();
      await app.popup.click("try-again");
      await app.popup.status("playing");
    },
    brisk,
  );
}

for (const [fault, details] of /** @type {[string, object][]} */ ([
  ["server_error", { status: 503 }],
  ["disconnect", {}],
  ["cut_off", {}],
  ["wrong_json", {}],
])) {
  windowTest(
    `${fault}: waits, shows nothing as live, and recovers by itself`,
    async (desk) => {
      const app = await listening(desk);
      await desk.spotify.fault("player", fault, details);
      await app.popup.status("offline", { limit: 30_000 });
      assert.equal(
        (await app.popup.now("not-live")) !== null || (await app.popup.text("title")) === "",
        true,
      );
      await desk.spotify.clearFaults();
      await app.popup.status("playing", { limit: 45_000 });
      await showsWhatPlays(app);
    },
    { ...brisk, limit: 100_000 },
  );
}

windowTest("answers whose values make no sense break nothing", async (desk) => {
  const app = await listening(desk);
  for (const fault of ["wrong_types", "null_fields", "missing_fields", "negative_numbers", "huge_numbers"]) {
    await desk.spotify.fault("player", fault);
    const asked = await desk.spotify.count("player");
    await again(app);
    await until("the answer", async () => (await desk.spotify.count("player")) > asked);
    const shown = await app.popup.execute("return document.body.innerText");
    assert.doesNotMatch(shown, /undefined|NaN|null|Infinity/, fault);

    await desk.spotify.clearFaults();
    await again(app);
    await app.popup.status("playing");
    await showsWhatPlays(app);
  }
});

windowTest("HTML, right-to-left text, emoji and endless titles are shown as text", async (desk) => {
  const app = await listening(desk);
  const title = await app.popup.execute("return document.title");
  const { playback } = await desk.spotify.state();
  for (let index = 3; index < Math.min(playback.songs, 9); index++) {
    await desk.spotify.item("track", index);
    await again(app);
    const shown = await showsWhatPlays(app, 15_000);
    const inPage = await app.popup.execute(
      `const at = document.querySelector('[data-testid="title"]');
       return { text: at.textContent, children: at.children.length, title: document.title };`,
    );
    assert.deepEqual(inPage, { text: shown.title, children: 0, title });
  }
});

windowTest(
  "adverts, episodes, files of one's own, private sessions and silence have a face each",
  async (desk) => {
    const app = await listening(desk);
    for (const kind of ["episode", "chapter", "local"]) {
      await desk.spotify.item(kind);
      await again(app);
      await showsWhatPlays(app);
      await app.popup.status("playing");
    }
    await desk.spotify.item("advert");
    await again(app);
    await app.popup.status("advert");

    await desk.spotify.item("track", 0);
    await desk.spotify.control("private-session", { on: true });
    await again(app);
    await app.popup.status("private");
    assert.equal(await app.popup.text("title"), "", "what is heard in private is not shown");
    await desk.spotify.control("private-session", { on: false });

    await desk.spotify.pause();
    await again(app);
    await app.popup.status("paused");

    await desk.spotify.item("nothing");
    await again(app);
    await app.popup.status("nothing");
  },
);

windowTest("the progress bar moves by itself", async (desk) => {
  const app = await listening(desk);
  const now = async () => Number(await app.popup.attribute("progress", "aria-valuenow"));
  const asked = await desk.spotify.count("player");
  const before = await now();
  await until("the bar to move by two seconds", async () => (await now()) >= before + 2_000, 8_000);
  const most = Number(await app.popup.attribute("progress", "aria-valuemax"));
  assert.equal(most, (await desk.spotify.state()).playback.duration_ms);
  assert.ok((await desk.spotify.count("player")) <= asked + 1, "nobody asks Spotify to move a bar");
});
