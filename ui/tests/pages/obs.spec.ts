import type { Page } from "@playwright/test";
import type { OverlaysView, ServerState } from "../../src/bindings";
import {
  expect,
  expectNoSidewaysScroll,
  expectNoViolations,
  LOCALES,
  openPopup,
  openSettings,
  screenshot,
  test,
  THEMES,
  type Locale,
  type Theme,
} from "./window";

const running: ServerState = { code: "running", port: 21_867, taken: null, lan: false };
const moved: ServerState = { code: "running", port: 21_868, taken: 21_867, lan: false };

async function set(page: Page, part: Partial<OverlaysView>, pages = 0): Promise<void> {
  await page.evaluate(
    ([part, pages]) => {
      const { overlays } = window.__fake.overlaysView;
      window.__fake.setOverlays({ overlays: overlays.map((one) => ({ ...one, pages })), ...part });
    },
    [part, pages] as const,
  );
}

async function openObs(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await openSettings(page, theme, language);
  await set(page, { server: running });
  await page.getByTestId("section-overlay").click();
  await page.getByTestId("tab-link").click();
  await page.getByTestId("obs-link").scrollIntoViewIfNeeded();
}

/** The whole of it, at a height that nothing scrolls at. */
async function picture(page: Page, name: string, width = 760): Promise<void> {
  await page.setViewportSize({ width, height: 2300 });
  await page.locator("section.add-to-obs").screenshot({ path: `target/screenshots/${name}.png` });
}

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`add to OBS: ${theme}, ${language}`, async ({ page }) => {
      await openObs(page, theme, language);
      await page.getByTestId("obs-loader").click();
      await expect(page.getByTestId("obs-loader-path")).toHaveText(/\.html$/);
      await picture(page, `obs-${theme}-${language}`);
      await expectNoViolations(page);
      await set(page, { server: moved }, 2);
      await expect(page.getByTestId("obs-pages")).toHaveAttribute("data-pages", "2");
      await picture(page, `obs-moved-${theme}-${language}`);
      await expectNoViolations(page);
      await set(page, { server: { code: "failed", cause: "taken" } });
      await expect(page.getByTestId("obs-no-link")).toBeVisible();
      await expect(page.getByTestId("obs-link")).toHaveCount(0);
      await picture(page, `obs-no-link-${theme}-${language}`);
      await expectNoViolations(page);
    });

    test(`the popup copies the overlay's link: ${theme}, ${language}`, async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await openPopup(page, theme, language);
      await set(page, { server: running });
      await page.getByTestId("copy-overlay-link").click();
      await expect(page.getByTestId("overlay-link-answer")).toHaveAttribute("data-outcome", "copied");
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/overlay\?token=/);
      await screenshot(page, `popup-link-copied-${theme}-${language}`);
      await expectNoViolations(page);
      await set(page, { server: { code: "failed", cause: "taken" } });
      await page.getByTestId("copy-overlay-link").click();
      await expect(page.getByTestId("overlay-link-answer")).toHaveAttribute("data-outcome", "none");
      await screenshot(page, `popup-link-none-${theme}-${language}`);
      await expectNoViolations(page);
    });
  }
}

test("add to OBS fits 420 × 480", async ({ page }) => {
  await openObs(page, "dark", "fr");
  await page.setViewportSize({ width: 420, height: 480 });
  await page.getByTestId("obs-loader").click();
  await expectNoSidewaysScroll(page);
  const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
  await expectNoViolations(page);
  await picture(page, "obs-420x480", 420);
});

test("what is dragged to OBS carries name, link and size; a click goes nowhere", async ({ page }) => {
  await openObs(page);
  const drag = page.getByTestId("obs-drag");
  const dragged = await drag.evaluate((link) => {
    const dataTransfer = new DataTransfer();
    link.dispatchEvent(new DragEvent("dragstart", { bubbles: true, dataTransfer }));
    return dataTransfer.getData("text/uri-list");
  });
  const link = await page.getByTestId("obs-link").textContent();
  const width = await page.getByTestId("obs-width").textContent();
  const height = await page.getByTestId("obs-height").textContent();
  expect(dragged).toBe(
    `${link}&layer-name=Songplate%3A%20Main%20overlay&layer-width=${width}&layer-height=${height}`,
  );
  const before = page.url();
  await drag.click();
  await drag.click({ button: "middle" });
  expect(page.url()).toBe(before);
  expect(page.context().pages()).toHaveLength(1);
});

test("the popup gives the link also where the page is refused the clipboard", async ({ page }) => {
  await openPopup(page);
  await page.setViewportSize({ width: 320, height: 420 });
  await set(page, { server: running });
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
    document.execCommand = () => false;
  });
  await page.getByTestId("copy-overlay-link").focus();
  await page.keyboard.press("Enter");
  const link = page.getByTestId("overlay-link");
  await expect(link).toHaveText(/\/overlay\?token=/);
  await expect(link, "all of it can be seen").toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => String(getSelection()))).toBe(await link.textContent());
  await screenshot(page, "popup-link-refused-320x420");
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(link).toHaveCount(0);
  await expect(page.getByTestId("copy-overlay-link")).toBeFocused();
});
