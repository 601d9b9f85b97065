import type { Page } from "@playwright/test";
import { CLIENT_ID, following, SECRET, SOURCES } from "../samples";
import { expect, openPopup, openSettings, test } from "./window";

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["testid"] ?? null);

async function tabTo(page: Page, testid: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === testid) {
      const outline = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const ringed = element.matches("input[type=radio]") ? (element.closest("label") ?? element) : element;
        return [element, ringed].some((one) => getComputedStyle(one).outlineStyle !== "none");
      });
      expect(outline, `${testid} shows that it has the focus`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab never reached ${testid}`);
}

test("the popup: select, start and stop without a mouse", async ({ page }) => {
  await openPopup(page);
  await page.evaluate((sources) => window.__fake.show({ sources }), SOURCES);
  await tabTo(page, "open-settings");
  await tabTo(page, "source-select");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("source-select")).toHaveValue("spotify");
  await tabTo(page, "start");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("stop")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByTestId("start")).toBeFocused();
  const calls = await page.evaluate(() => window.__fake.calls.map((call) => call.command));
  expect(calls).toEqual(["selectSource", "startListening", "stopListening"]);
});

test("the popup: a player, and a pin on what is followed, without a mouse", async ({ page }) => {
  await openPopup(page);
  await page.evaluate((part) => window.__fake.show(part), { ...following(), selected: "none" });
  await tabTo(page, "source-select");
  await page.keyboard.type("VLC");
  const selected = () => page.evaluate(() => window.__fake.snapshotView.selected);
  await expect.poll(selected).toBe("player:vlc");
  await page.evaluate((part) => window.__fake.show(part), following());
  await tabTo(page, "pin-followed");
  await page.keyboard.press("Space");
  await expect(page.getByTestId("pin-followed")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("pin-followed")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("pin-followed")).toHaveAttribute("aria-pressed", "false");
  expect(await page.evaluate(() => window.__fake.callsOf("pinFollowed"))).toEqual([["firefox"], [null]]);
});

test("the settings: from nothing to a linked account without a mouse", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSettings(page);
  await tabTo(page, "section-spotify");
  await tabTo(page, "open-dashboard");
  await page.keyboard.press("Enter");
  await tabTo(page, "copy-redirect-uri");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("app.songplate://callback");
  await tabTo(page, "client-id");
  await page.keyboard.insertText(CLIENT_ID);
  await tabTo(page, "client-secret");
  await page.keyboard.insertText(SECRET);
  await tabTo(page, "pkce-only");
  await tabTo(page, "log-in");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("login-status")).toHaveAttribute("data-status", "waiting");
  await tabTo(page, "copy-login-url");
  await tabTo(page, "open-login-page");
  await tabTo(page, "paste-redirect");
  await expect(page.getByTestId("paste-redirect"), "not hidden below what sticks").toBeInViewport({
    ratio: 1,
  });
  await page.keyboard.insertText("app.songplate://callback?code=1&state=2");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("login-status")).toHaveAttribute("data-status", "linked");
  await expect(page.getByTestId("login-status"), "the news is in sight").toBeInViewport({ ratio: 1 });
  await tabTo(page, "log-out");
});

test("the old way of copying works where the page is refused the clipboard", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read"]);
  await openSettings(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await page.getByTestId("copy-redirect-uri").click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("app.songplate://callback");
  await expect(page.getByTestId("copy-redirect-uri")).toBeFocused();
});
