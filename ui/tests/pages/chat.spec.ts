import type { Page } from "@playwright/test";
import { listening } from "../samples";
import {
  expect,
  expectNoSidewaysScroll,
  expectNoViolations,
  LOCALES,
  openSettings,
  screenshot,
  test,
  THEMES,
  type Locale,
  type Theme,
} from "./window";

async function openChat(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await openSettings(page, theme, language);
  await page.evaluate(() =>
    window.__fake.setOverlays({ server: { code: "running", port: 21_867, taken: null, lan: false } }),
  );
  await page.getByTestId("section-chat").click();
  await expect(page.getByTestId("reply-preview")).toContainText("Paper Lanterns");
}

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`chat: ${theme}, ${language}`, async ({ page }) => {
      await openChat(page, theme, language);
      await page.setViewportSize({ width: 760, height: 2000 });
      await screenshot(page, `chat-${theme}-${language}`);
      await expectNoViolations(page);
      await page.getByTestId("reply-paused").fill("   ");
      await page.getByTestId("reply-paused").blur();
      await expect(page.getByTestId("error")).toHaveAttribute("data-code", "text");
      await page.evaluate(() => window.__fake.setOverlays({ server: { code: "failed", cause: "refused" } }));
      await expect(page.getByTestId("reply-address")).toHaveCount(0);
      await page.setViewportSize({ width: 760, height: 1000 });
      await screenshot(page, `chat-no-address-${theme}-${language}`);
      await expectNoViolations(page);
    });
  }
}

test("chat fits 420 × 480", async ({ page }) => {
  await openChat(page, "dark", "fr");
  await page.setViewportSize({ width: 420, height: 480 });
  await expectNoSidewaysScroll(page);
  const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
  await expectNoViolations(page);
  await page.setViewportSize({ width: 420, height: 2600 });
  await page.locator("section.chat").screenshot({ path: "target/screenshots/chat-420x480.png" });
});

test("a bot's command is copied without a mouse", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openChat(page);
  const address = await page.getByTestId("reply-address").textContent();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:21867\/reply\?token=\w+$/);
  await page.getByTestId("bot-firebot-copy-1").focus();
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`$readApi[${address}]`);
});

test("the preview follows what is typed, and a new song asks for it anew", async ({ page }) => {
  await openChat(page);
  await page.getByTestId("reply-playing").fill("♪ [SONG] ([DURATION])");
  await expect(page.locator("[data-reply=playing] .said")).toHaveText("♪ Paper Lanterns (3:34)");
  await page.evaluate(() => {
    window.__fake.previewReplies = async () => ({ playing: "another", paused: "", error: "" });
  });
  await page.evaluate((part) => window.__fake.show(part), listening());
  await expect(page.locator("[data-reply=playing] .said")).toHaveText("another");
});
