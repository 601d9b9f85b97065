import assert from "node:assert/strict";
import { throughout } from "../window/support/wait.mjs";
import { windowTest } from "../window/support/window-test.mjs";
import { Channels } from "./support/channel.mjs";
import { publish } from "./support/release.mjs";

/** Longer than the program waits before it looks for the first time. */
const FIRST_LOOK_MS = 13_000;

// That it would not look at the variable with a key either is proved where the configuration is read (updates/config.rs).
windowTest("as it ships, the program says that updates are not configured, and asks nobody", async (desk) => {
  const channels = await new Channels().listen();
  try {
    await publish(channels);
    desk.env.SONGPLATE_UPDATE_URL = channels.origin;
    const app = await desk.openApp();
    const page = await app.settings();
    await page.click("section-updates");
    await page.status("not-configured", { of: "update-status" });
    await page.see("update-status", /Updates are not configured in this build/);
    assert.equal(await page.now("check-updates"), null);
    await throughout("nobody is asked", FIRST_LOOK_MS, () => channels.asked.length === 0);
    await page.status("not-configured", { of: "update-status" });
  } finally {
    await channels.close();
  }
});
