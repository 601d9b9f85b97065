import type { Page } from "@playwright/test";
import { listening } from "../samples";
import { POPUP_STATES } from "./popupStates";
import {
  expect,
  expectNoSidewaysScroll,
  expectNoViolations,
  LOCALES,
  openPopup,
  screenshot,
  test,
  THEMES,
} from "./window";

const PLAYERS = ["browser-tab", "player-gone", "follow-pinned", "follow-long-name", "follow-spotify-offline"];

async function show(page: Page, name: string): Promise<void> {
  const state = {
    song: null,
    listening: false,
    status: { code: "inactive" as const },
    origin: null,
    ...POPUP_STATES[name],
  };
  await page.evaluate((part) => window.__fake.show(part), state);
  const pinned = state.origin?.reason.code === "pinned" ? state.origin.app : null;
  await page.evaluate((app) => window.__fake.setFollowView({ pinned: app }), pinned);
  await expect(page.getByTestId("status")).toHaveAttribute("data-status", state.status.code);
  await page.waitForLoadState("networkidle");
}

/** Everything is on screen without scrolling. */
async function expectWhole(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  );
  expect(over, `${name} fits the window`).toBeLessThanOrEqual(0);
}

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`every state is legible and accessible: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      await openPopup(page, theme, language);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      for (const name of Object.keys(POPUP_STATES)) {
        await test.step(name, async () => {
          await show(page, name);
          await expectNoSidewaysScroll(page);
          await expectWhole(page, name);
          await screenshot(page, `popup-${name}-${theme}-${language}`);
          await expectNoViolations(page);
        });
      }
    });
  }
}

for (const [width, height] of [
  [320, 420],
  [760, 560],
  [480, 900],
] as const) {
  test(`usable at ${width} × ${height}`, async ({ page }) => {
    await openPopup(page);
    await page.setViewportSize({ width, height });
    for (const name of ["unlinked", "playing", "long-title", "forbidden", "offline", ...PLAYERS]) {
      await show(page, name);
      await expectNoSidewaysScroll(page);
      await screenshot(page, `popup-${name}-${width}x${height}`);
      await expect(page.getByTestId("stop")).toBeInViewport({ ratio: 1 });
    }
  });
}

test("a new song moves nothing around it", async ({ page }) => {
  await openPopup(page);
  const places = async () =>
    Promise.all(
      ["start", "status", "cover", "progress", "open-song"].map((id) => page.getByTestId(id).boundingBox()),
    );
  await show(page, "playing");
  const before = await places();
  for (const name of ["long-title", "one-word", "cjk", "rtl", "playing"]) {
    await show(page, name);
    expect(await places(), name).toEqual(before);
  }
});

test("a player's song and a followed one stand where Spotify's does", async ({ page }) => {
  await openPopup(page);
  const places = async () =>
    Promise.all(["start", "cover", "progress"].map((id) => page.getByTestId(id).boundingBox()));
  await show(page, "playing");
  const before = await places();
  for (const name of ["player", "demo", "follow-pinned", "follow-nothing", "player-gone"]) {
    await show(page, name);
    expect(await places(), name).toEqual(before);
  }
});

for (const availability of ["no-session-bus", "not-on-this-system"] as const) {
  test(`players that cannot be seen are said so: ${availability}`, async ({ page }) => {
    await openPopup(page);
    await page.evaluate((why) => window.__fake.setAvailability(why), availability);
    await expect(page.getByTestId("players-unseen")).toBeDisabled();
    await expectNoViolations(page);
  });
}

test("forced colours keep a pin that is set apart from one that is not", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openPopup(page);
  await show(page, "follow-only-one-playing");
  const pin = page.getByTestId("pin-followed");
  const colour = () => pin.evaluate((button) => getComputedStyle(button).borderColor);
  const before = await colour();
  await pin.click();
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await page.mouse.move(0, 0);
  expect(await colour()).not.toBe(before);
});

test("the bar moves by itself and stands still while paused", async ({ page }) => {
  await openPopup(page);
  await page.evaluate((part) => window.__fake.show(part), listening());
  const position = async () => Number(await page.getByTestId("progress").getAttribute("aria-valuenow"));
  const first = await position();
  await expect.poll(position).toBeGreaterThan(first + 900);
  await show(page, "paused");
  const paused = await position();
  await page.waitForTimeout(700);
  expect(await position()).toBe(paused);
});

test("a notice shows above the controls, which stay in reach", async ({ page }) => {
  await openPopup(page);
  await show(page, "playing");
  await page.evaluate(() =>
    window.__fake.tell(
      { code: "settings-damaged", set_aside: "settings.2026-11-23.json", restored: true },
      { code: "keychain-locked" },
    ),
  );
  await expect(page.getByTestId("notice")).toBeVisible();
  await screenshot(page, "popup-notice");
  await expectNoViolations(page);
  await page.getByTestId("dismiss-notice").click();
  await expect(page.getByTestId("retry-secrets")).toBeVisible();
  await screenshot(page, "popup-notice-keychain");
  await expectNoSidewaysScroll(page);
});

test("a button that no longer applies looks so under the pointer too", async ({ page }) => {
  await openPopup(page);
  await show(page, "stopped");
  await page.getByTestId("start").click();
  await expect(page.getByTestId("start")).toBeDisabled();
  const ground = () =>
    page.getByTestId("start").evaluate(async (button) => {
      await Promise.all(button.getAnimations().map((animation) => animation.finished));
      return getComputedStyle(button).backgroundColor;
    });
  const underThePointer = await ground();
  await page.mouse.move(0, 0);
  expect(await ground()).toBe(underThePointer);
});

test("forced colours keep what applies apart from what does not", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openPopup(page);
  await show(page, "playing");
  await screenshot(page, "popup-forced-colors");
  const colour = (id: string) => page.getByTestId(id).evaluate((button) => getComputedStyle(button).color);
  expect(await colour("start")).not.toBe(await colour("stop"));
});

test("the system's theme is followed while nothing else is chosen", async ({ page }) => {
  await openPopup(page);
  await page.evaluate(() => window.__fake.prefer({ theme: "system" }));
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
