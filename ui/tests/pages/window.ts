import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

/** Pages that fail the test when the content policy refused something, or a script threw. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, "the console stays quiet").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export type Theme = "light" | "dark";
export type Locale = "en" | "fr";
export const THEMES: Theme[] = ["dark", "light"];
export const LOCALES: Locale[] = ["en", "fr"];

export async function openPopup(page: Page, theme: Theme = "dark", language: Locale = "en"): Promise<void> {
  await page.setViewportSize({ width: 380, height: 560 });
  await openWindow(page, "popup", theme, language);
}

export async function openSettings(
  page: Page,
  theme: Theme = "dark",
  language: Locale = "en",
): Promise<void> {
  await page.setViewportSize({ width: 760, height: 680 });
  await openWindow(page, "settings", theme, language);
}

async function openWindow(page: Page, name: string, theme: Theme, language: Locale): Promise<void> {
  await page.goto(`/tests/entry/${name}.html`);
  await page.locator("main").waitFor();
  await page.evaluate((chosen) => window.__fake.prefer(chosen), { theme, language });
}

export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => `${node.html} ${node.failureSummary}`),
  }));
  expect(told, "axe finds nothing").toEqual([]);
}

export async function screenshot(page: Page, name: string, whole = false): Promise<void> {
  await page.screenshot({ path: `target/screenshots/${name}.png`, fullPage: whole });
}

/** Everything fits the width: no window may scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, section, footer")]
      .filter((box) => box.scrollWidth > box.clientWidth + 6)
      .map((box) => box.className || box.tagName),
  );
  expect(wider, "nothing is wider than its box").toEqual([]);
}
