import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { FakePlayer } from "./support/fake-player.mjs";
import { shows } from "./support/path.mjs";
import { noPlayers, startChromium, startMpv, tell } from "./support/players.mjs";
import { LANTERNS, record, WIND } from "./support/songs.mjs";
import { noteTitles, notedTitles } from "./support/titles.mjs";
import { throughout } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** A profile that follows. @param {import("./support/desk.mjs").Desk} desk @param {object} follow */
const following = (desk, follow) =>
  desk.profile.write("settings.json", {
    version: 1,
    listener: { selected: "follow", listening: true },
    follow,
  });

windowTest(
  "what plays is followed by the user's order, with the reason, and a pin holds",
  async (desk) => {
    following(desk, { order: ["chromium", "mpv"] });
    const [lanterns, wind] = record(desk, "music", [LANTERNS, WIND]);
    const app = await desk.openApp();
    const { popup } = app;
    await popup.status("nothing");
    startMpv(desk, [lanterns]);
    await shows(app, LANTERNS);
    await popup.see("status", /Following mpv.*only one playing/s);

    startChromium(desk, [{ file: wind, song: WIND }]);
    await shows(app, WIND, 20_000);
    await popup.see("status", /Following Chromium.*first in your order/s);
    tell(desk, "chromium", "pause");
    await shows(app, LANTERNS);
    await popup.see("status", /Following mpv.*only one playing/s);

    await popup.click("pin-followed");
    await popup.see("status", /Following mpv.*you pinned it/s);
    tell(desk, "chromium", "play");
    await noteTitles(app);
    await throughout("the pin holds", 2_500, async () => (await popup.text("title")) === LANTERNS.title);
    tell(desk, "mpv", "pause");
    await popup.status("paused");
    await popup.see("status", /you pinned it/);
    assert.deepEqual(
      (await notedTitles(app)).map(([title]) => title),
      [LANTERNS.title],
    );

    await popup.click("pin-followed");
    await shows(app, WIND);
    await popup.see("status", /Following Chromium.*only one playing/s);
  },
  { skip: noPlayers("mpv", "chromium") },
);

windowTest(
  "a short sound does not take over, however high it stands in the order",
  async (desk) => {
    following(desk, { order: ["mpv", "chat", "radio"] });
    const radio = await FakePlayer.start(desk, "radio");
    await radio.set({ title: "A long song", artists: ["Somebody"], lengthMs: 200_000, status: "Playing" });
    const app = await desk.openApp();
    await shows(app, { title: "A long song", artist: "Somebody" });
    await noteTitles(app);

    // A real file of a second, and a sound that does not tell how long it is.
    const [ding] = record(desk, "sounds", [{ title: "Ding", artist: "Messenger", seconds: 1 }]);
    await startMpv(desk, [ding], "--loop-playlist=no").exit();
    const chat = await FakePlayer.start(desk, "chat");
    await chat.set({ title: "Dong", artists: ["Chat"], status: "Playing" });
    await pause(400);
    await chat.set({ status: "Stopped" });

    await radio.set({ clear: true, title: "The next song", artists: ["Else"], lengthMs: 210_000 });
    await shows(app, { title: "The next song", artist: "Else" });
    assert.deepEqual(
      (await notedTitles(app)).map(([title]) => title),
      ["A long song", "The next song"],
    );
  },
  { skip: noPlayers("mpv") },
);
