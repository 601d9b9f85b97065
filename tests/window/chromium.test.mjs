import assert from "node:assert/strict";
import { after } from "node:test";
import { chromiumPage, forbidLinks, installChromium, noChromium } from "./support/chromium.mjs";
import { fillIn } from "./support/path.mjs";
import { windowTest } from "./support/window-test.mjs";

after(forbidLinks);

const reason = noChromium();
if (reason) console.log(`no login through a real browser: ${reason}`);

windowTest(
  "log in through a real browser, from Agree on the page to the linked account",
  async (desk) => {
    installChromium(desk);
    const app = await desk.openApp();
    await fillIn(app);
    const settings = await app.settings();
    await settings.click("log-in");
    await settings.status("waiting", { of: "login-status" });
    const page = await chromiumPage(desk);
    assert.match(await page.title(), /Authorize/);
    await page.click("#agree");
    await settings.status("linked", { of: "login-status", limit: 20_000 });
  },
  { skip: reason },
);
