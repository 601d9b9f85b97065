import { LOGIN_STATES } from "./settingsStates";
import {
  expect,
  expectNoSidewaysScroll,
  expectNoViolations,
  LOCALES,
  openSettings,
  screenshot,
  test,
  THEMES,
} from "./window";

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`every state is legible and accessible: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      for (const [name, state] of Object.entries(LOGIN_STATES)) {
        await test.step(name, async () => {
          await openSettings(page, theme, language);
          await page.evaluate((part) => window.__fake.setLogin(part), state);
          const status = state.status ?? "signed-out";
          await expect(page.getByTestId("login-status")).toHaveAttribute("data-status", status);
          await expectNoSidewaysScroll(page);
          await page.setViewportSize({ width: 760, height: 1150 });
          await screenshot(page, `settings-${name}-${theme}-${language}`);
          await expectNoViolations(page);
        });
      }
      for (const section of ["appearance", "about"]) {
        await test.step(section, async () => {
          await openSettings(page, theme, language);
          await page.getByTestId(`section-${section}`).click();
          await screenshot(page, `settings-${section}-${theme}-${language}`);
          await expectNoViolations(page);
        });
      }
    });
  }
}
