import type { Page } from "@playwright/test";
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

async function openStudio(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await openSettings(page, theme, language);
  await page.getByTestId("section-overlay").click();
  await expect(page.getByTestId("preview").getByTestId("overlay-title")).toHaveText("Paper Lanterns");
}

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`the studio is legible and accessible: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      await openStudio(page, theme, language);
      for (const tab of ["style", "behaviour", "link"]) {
        await test.step(tab, async () => {
          await page.getByTestId(`tab-${tab}`).click();
          await screenshot(page, `settings-overlay-${tab}-${theme}-${language}`);
          await page.waitForTimeout(800);
          await screenshot(page, `settings-overlay-${tab}-${theme}-${language}`);
          await expectNoSidewaysScroll(page);
          await expectNoViolations(page);
        });
      }
    });
  }
}
