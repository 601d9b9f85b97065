import { noOverlays, overlayLink, Stage } from "./support/overlay.mjs";
import { start } from "./support/path.mjs";
import { windowTest } from "./support/window-test.mjs";

windowTest(
  "with no account and nothing installed, the demo player's songs are in the popup and the overlay",
  async (desk) => {
    const app = await desk.openApp();
    const stage = await Stage.open({ env: desk.env });
    try {
      const overlay = await stage.show(await overlayLink(desk));
      await overlay.seeNothing();
      await start(app, "demo");
      await app.popup.status("playing");
      await app.popup.see("title", "Paper Lanterns");
      await overlay.see({ title: "Paper Lanterns", subtitle: "The Quiet Hours" });
      await overlay.seeCover();
      await app.popup.see("title", "Neon Rain", 40_000);
      await overlay.see({ title: "Neon Rain", subtitle: "Velvet Satellite" });
    } finally {
      await stage.close();
    }
  },
  { skip: noOverlays(), limit: 90_000 },
);
