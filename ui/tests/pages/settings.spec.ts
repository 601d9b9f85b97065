import { OTHER_ID, SECRET } from "../samples";
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
      for (const section of ["general", "about"]) {
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

test("asks before a login is dropped", async ({ page }) => {
  await openSettings(page);
  await page.evaluate((part) => window.__fake.setLogin(part), LOGIN_STATES["linked"]!);
  await page.getByTestId("client-id").fill(OTHER_ID);
  await page.getByTestId("client-secret").fill(SECRET);
  await page.getByTestId("save-credentials").click();
  await expect(page.getByTestId("confirm")).toBeInViewport({ ratio: 1 });
  await screenshot(page, "settings-confirm");
  await expectNoViolations(page);
});

test("says what is wrong with a client ID", async ({ page }) => {
  await openSettings(page);
  await page.getByTestId("client-id").fill("my client id");
  await page.getByTestId("client-secret").fill("0123");
  await page.getByTestId("copy-redirect-uri").click();
  await screenshot(page, "settings-malformed");
  await expectNoViolations(page);
});

for (const name of ["fresh", "waiting", "linked-file"]) {
  test(`${name} is usable at 420 × 480`, async ({ page }) => {
    await openSettings(page, "dark", "fr");
    await page.setViewportSize({ width: 420, height: 480 });
    await page.evaluate((part) => window.__fake.setLogin(part), LOGIN_STATES[name]!);
    await expectNoSidewaysScroll(page);
    const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
    await screenshot(page, `settings-${name}-420x480`);
    await expectNoViolations(page);
  });
}
