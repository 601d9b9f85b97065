import type { Page } from "@playwright/test";
import type { FilesView } from "../../src/bindings";
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

async function openFiles(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await openSettings(page, theme, language);
  await page.getByTestId("section-files").click();
}

const written = Math.floor(new Date().setHours(20, 15, 0, 0) / 1000);
const STATES: Record<string, FilesView["state"]> = {
  idle: { written_at: null, trouble: null },
  written: { written_at: written, trouble: null },
  "read-only": { written_at: written, trouble: "read-only" },
};

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`files: ${theme}, ${language}`, async ({ page }) => {
      await openFiles(page, theme, language);
      await page.setViewportSize({ width: 760, height: 1250 });
      await screenshot(page, `files-off-${theme}-${language}`);
      await expectNoViolations(page);
      await page.getByTestId("files-enabled").check();
      for (const [name, state] of Object.entries(STATES)) {
        await page.evaluate((part) => window.__fake.setFilesView({ state: part }), state);
        await screenshot(page, `files-${name}-${theme}-${language}`);
        await expectNoViolations(page);
      }
    });
  }
}

test("files fit 420 × 480", async ({ page }) => {
  await openFiles(page, "dark", "fr");
  await page.setViewportSize({ width: 420, height: 480 });
  await expectNoSidewaysScroll(page);
  const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
  await expectNoViolations(page);
  await page.setViewportSize({ width: 420, height: 2600 });
  await page.locator("section.files").screenshot({ path: "target/screenshots/files-420x480.png" });
});

test("a name that cannot be is said beside its field, and a folder too", async ({ page }) => {
  await openFiles(page);
  await page.setViewportSize({ width: 760, height: 1250 });
  await page.getByTestId("files-text-1-name").fill("now/playing");
  await page.getByTestId("files-text-1-name").blur();
  await page.getByTestId("files-folder").fill("Stream");
  await page.getByTestId("files-folder").blur();
  await expect(page.locator("[data-testid=error][data-code=folder]")).toBeVisible();
  await expect(page.getByTestId("files-folder")).toHaveValue("Stream");
  await screenshot(page, "files-errors");
  await expectNoViolations(page);
});

test("files: a new one without a mouse", async ({ page }) => {
  await openFiles(page);
  await page.getByTestId("files-enabled").focus();
  await page.keyboard.press("Space");
  await page.getByTestId("files-add").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("files-text-4-name")).toBeFocused();
  await page.keyboard.insertText("album");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("files-text-4-template"), "after the button that removes it").toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("On: ");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("files-text-4-template")).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => window.__fake.filesView.settings))
    .toMatchObject({ enabled: true, texts: [{}, {}, {}, { name: "album.txt", template: "On: [ALBUM]" }] });
});
