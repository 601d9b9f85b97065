import { FakePlayer } from "./support/fake-player.mjs";
import { noOverlays, overlayLink, Stage } from "./support/overlay.mjs";
import { shows, start } from "./support/path.mjs";
import { noPlayers, startMpv } from "./support/players.mjs";
import { LANTERNS, record } from "./support/songs.mjs";
import { windowTest } from "./support/window-test.mjs";

const UPLOAD = { ...LANTERNS, title: `${LANTERNS.title} (Official Video)` };

windowTest(
  "titles are cleaned for the players that the user named, and for no others",
  async (desk) => {
    desk.profile.write("settings.json", { version: 1, clean_titles: { sources: ["mpv"] } });
    startMpv(desk, record(desk, "music", [UPLOAD]));
    const other = await FakePlayer.start(desk, "other");
    await other.set({ title: UPLOAD.title, artists: [UPLOAD.artist], status: "Playing" });
    const app = await desk.openApp();
    const stage = await Stage.open({ env: desk.env });
    try {
      const overlay = await stage.show(await overlayLink(desk));
      await start(app, "player:mpv");
      await shows(app, LANTERNS);
      await overlay.see({ title: LANTERNS.title, subtitle: LANTERNS.artist });
      await app.popup.select("source-select", "player:other");
      await shows(app, UPLOAD);
    } finally {
      await stage.close();
    }
  },
  { skip: noPlayers("mpv") || noOverlays() },
);
