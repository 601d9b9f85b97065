import type { Page } from "@playwright/test";
import { CHECKED, HEALTH_STATES, NOTES, UPDATE_STATES } from "../installed";
import { listening } from "../samples";
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
} from "./window";

const update = (page: Page, name: string) =>
  page.evaluate((part) => window.__fake.setUpdates(part), { ...CHECKED, state: UPDATE_STATES[name]! });

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`updates: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      await openSettings(page, theme, language);
      await page.getByTestId("section-updates").click();
      for (const [name, state] of Object.entries(UPDATE_STATES)) {
        await test.step(name, async () => {
          await update(page, name);
          await expect(page.getByTestId("update-status")).toHaveAttribute("data-status", state.status);
          await expectNoSidewaysScroll(page);
          await screenshot(page, `updates-${name}-${theme}-${language}`);
          await expectNoViolations(page);
        });
      }
    });

    test(`in the background: ${theme}, ${language}`, async ({ page }) => {
      await openSettings(page, theme, language);
      await page.getByTestId("section-general").click();
      await page.getByTestId("start-hidden").scrollIntoViewIfNeeded();
      await screenshot(page, `background-${theme}-${language}`);
      await expectNoViolations(page);
    });

    test(`health: ${theme}, ${language}`, async ({ page }) => {
      await openSettings(page, theme, language);
      await page.getByTestId("section-health").click();
      for (const [name, rows] of Object.entries(HEALTH_STATES)) {
        await page.evaluate((parts) => window.__fake.setHealth(...parts), rows);
        await expectNoSidewaysScroll(page);
        await screenshot(page, `health-${name}-${theme}-${language}`);
        await expectNoViolations(page);
      }
    });

    test(`the question before the last window closes: ${theme}, ${language}`, async ({ page }) => {
      for (const open of [openPopup, openSettings]) {
        await open(page, theme, language);
        await page.evaluate(() => window.__fake.askClosing());
        await expect(page.getByTestId("closing-keep")).toBeFocused();
        await screenshot(page, `closing-${open.name}-${theme}-${language}`);
        await expectNoViolations(page);
      }
    });
  }
}

test("the question keeps the focus, and Escape leaves the window as it was", async ({ page }) => {
  await openPopup(page);
  await page.getByTestId("open-settings").focus();
  await page.evaluate(() => window.__fake.askClosing());
  const sheet = page.getByTestId("closing-sheet");
  await expect(sheet).toBeVisible();
  for (const key of ["Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    const outside = await page.evaluate(() => document.activeElement?.closest("main") !== null);
    expect(outside, "what lies behind can't be reached").toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(page.getByTestId("open-settings")).toBeFocused();
  expect(await page.evaluate(() => window.__fake.callsOf("closeAs"))).toEqual([]);
  expect(await page.evaluate(() => window.__fake.callsOf("keepWindow")), "the app must know").toEqual([[]]);

  await page.evaluate(() => window.__fake.askClosing());
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => window.__fake.callsOf("closeAs")), "Enter by habit").toEqual([["go-on"]]);
});

test("an update from offer to later, by keyboard alone", async ({ page }) => {
  await openSettings(page);
  await page.evaluate((part) => window.__fake.show(part), listening());
  await page.getByTestId("section-updates").click();
  await update(page, "offered");
  const notes = page.getByTestId("update-notes");
  await expect(notes, "tags are plain text").toContainText("<b>Styles</b>");
  const scrolls = await notes.evaluate((box) => box.scrollHeight > box.clientHeight);
  expect(scrolls, `${NOTES.length} characters scroll in their box`).toBe(true);
  await page.getByTestId("install-update").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("update-status")).toHaveAttribute("data-status", "downloading");
  await page.keyboard.press("Tab");
  await expect(page.getByTestId("cancel-update"), "the focus did not get lost").toBeFocused();
  await update(page, "downloading");
  const progress = page.getByTestId("update-progress");
  await expect(progress).toHaveAttribute("aria-valuenow", "3214000");
  await expect(progress).toHaveAttribute("aria-valuetext", "3.2 MB of 7.4 MB");
  await update(page, "ready");
  await expect(page.getByTestId("install-update")).toHaveText("Install now, interrupt listening");
  await page.getByTestId("update-later").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("update-status")).toContainText("as soon as you press Stop");
  await screenshot(page, "updates-ready-listening");
});

for (const section of ["updates", "health", "general"]) {
  test(`${section} fits 420 × 480`, async ({ page }) => {
    await openSettings(page, "dark", "fr");
    await page.setViewportSize({ width: 420, height: 480 });
    await page.evaluate((part) => window.__fake.show(part), listening());
    await page.evaluate((rows) => window.__fake.setHealth(...rows), HEALTH_STATES["trouble"]!);
    await update(page, "ready");
    await page.getByTestId(`section-${section}`).click();
    await expectNoSidewaysScroll(page);
    const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
    await screenshot(page, `${section}-420x480`);
    await expectNoViolations(page);
  });
}

test("the report that can't be copied is there to be copied by hand", async ({ page }) => {
  await openSettings(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
    document.execCommand = () => false;
  });
  await page.getByTestId("section-health").click();
  await page.getByTestId("copy-report").click();
  await expect(page.getByTestId("report-text")).toBeFocused();
  expect(await page.evaluate(() => window.getSelection()?.toString())).toContain("Songplate 0.1.0");
  await screenshot(page, "health-report-refused");
  await expectNoViolations(page);
});
