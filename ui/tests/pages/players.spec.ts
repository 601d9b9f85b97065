import type { Page } from "@playwright/test";
import { DESK } from "../players";
import { following } from "../samples";
import {
  expectNoViolations,
  LOCALES,
  openSettings,
  screenshot,
  test,
  THEMES,
  type Locale,
  type Theme,
} from "./window";

async function openPlayers(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await openSettings(page, theme, language);
  await page.evaluate((part) => window.__fake.show(part), { ...following(), sources: DESK });
  await page.getByTestId("section-players").click();
  await page.getByTestId("clean-preview").locator("li").first().waitFor();
}

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`players: ${theme}, ${language}`, async ({ page }) => {
      await openPlayers(page, theme, language);
      await page.setViewportSize({ width: 760, height: 1800 });
      await screenshot(page, `players-${theme}-${language}`);
      await expectNoViolations(page);
    });
  }
}
