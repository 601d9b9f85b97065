import type { Page } from "@playwright/test";
import type { CleanSettings, FollowSettings, SnapshotView } from "../../src/bindings";
import { CROWD, DESK } from "../players";
import { following } from "../samples";
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

const desk: Partial<SnapshotView> = { ...following(), sources: DESK };
const FOLLOW: Partial<FollowSettings> = {
  order: ["strawberry", "firefox", "mpv", "spotify-api"],
  ignored: ["mpv"],
  pinned: "vlc",
  rules: { firefox: { only_with_artist: true, min_duration_s: 30 } },
};
const CLEAN: CleanSettings = {
  sources: ["firefox", "mpv"],
  brackets: true,
  remasters: true,
  suffixes: true,
  split: true,
  replacements: [{ find: "Lanterns", replace: "Lights", pattern: false, ignore_case: true, place: "title" }],
};

async function openPlayers(
  page: Page,
  theme: Theme = "dark",
  language: Locale = "en",
  snapshot: Partial<SnapshotView> = desk,
): Promise<void> {
  await openSettings(page, theme, language);
  await page.evaluate(
    ([shown, follow, clean]) => {
      window.__fake.show(shown);
      window.__fake.setFollowView(follow);
      window.__fake.cleanView = clean as typeof window.__fake.cleanView;
    },
    [snapshot, FOLLOW, CLEAN] as const,
  );
  await page.getByTestId("section-players").click();
  await page.getByTestId("clean-preview").locator("li").first().waitFor();
}

/** The apps as they stand in the list. */
const order = (page: Page) =>
  page
    .getByTestId("follow-order")
    .locator("> li")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-testid")?.replace("follow-app-", "")));

const saved = (page: Page) => page.evaluate(() => window.__fake.followView);

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`players: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(60_000);
      await openPlayers(page, theme, language);
      await page.setViewportSize({ width: 760, height: 2150 });
      await page.getByTestId("follow-rules-mpv").click();
      await page.getByTestId("clean-add").click();
      await page.getByTestId("clean-rule-2-pattern").check();
      await page.getByTestId("clean-rule-2-find").fill("(Winter");
      await page.getByTestId("clean-rule-2-find").blur();
      await expect(page.getByTestId("clean-rule-2")).toHaveAttribute("data-fault", "true");
      await screenshot(page, `players-${theme}-${language}`);
      await expectNoViolations(page);
      for (const state of ["some-only", "no-session-bus", "not-on-this-system"] as const) {
        await page.evaluate((availability) => {
          window.__fake.show({ sources: [], selected: "none", origin: null });
          window.__fake.setAvailability(availability);
        }, state);
        await expect(page.getByTestId("players-state")).toHaveAttribute("data-state", state);
        await screenshot(page, `players-${state}-${theme}-${language}`);
      }
      await expectNoViolations(page);
    });
  }
}

test("players fit 420 × 480", async ({ page }) => {
  await openPlayers(page, "dark", "fr");
  await page.setViewportSize({ width: 420, height: 480 });
  await page.getByTestId("follow-rules-firefox").click();
  await expectNoSidewaysScroll(page);
  const over = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(over, "the section is not wider than the window").toBeLessThanOrEqual(0);
  await screenshot(page, "players-420x480");
  await expectNoViolations(page);
  await page.setViewportSize({ width: 420, height: 2600 });
  await page.locator("section.players").screenshot({ path: "target/screenshots/players-420.png" });
});

test("a row is dragged with the pointer, past others and back with Escape", async ({ page }) => {
  await openPlayers(page);
  expect(await order(page)).toEqual(["strawberry", "firefox", "mpv", "spotify-api", "vlc", "chromium"]);
  const grip = page.getByTestId("follow-grip-vlc");
  await grip.scrollIntoViewIfNeeded();
  const from = (await grip.boundingBox())!;
  const to = (await page.getByTestId("follow-grip-firefox").boundingBox())!;
  const x = from.x + from.width / 2;
  await page.mouse.move(x, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(x, to.y + to.height / 2, { steps: 8 });
  await screenshot(page, "players-dragging");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await order(page), "nothing was moved").toContain("vlc");
  expect((await saved(page)).order).toEqual(FOLLOW.order);
  await page.mouse.move(x, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(x, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(() => order(page))
    .toEqual(["strawberry", "vlc", "firefox", "mpv", "spotify-api", "chromium"]);
  expect((await saved(page)).order).toEqual(["strawberry", "vlc", "firefox", "mpv", "spotify-api"]);
});

test("a player that goes ends the dragging: no other row is moved in its stead", async ({ page }) => {
  await openPlayers(page);
  const before = await order(page);
  const grip = page.getByTestId("follow-grip-chromium");
  await grip.scrollIntoViewIfNeeded();
  const { x, y, width } = (await grip.boundingBox())!;
  await page.mouse.move(x + width / 2, y + 15);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y - 120, { steps: 5 });
  await page.evaluate(
    (sources) => window.__fake.show({ sources }),
    DESK.filter(({ app }) => app !== "chromium"),
  );
  await expect(grip).toHaveCount(0);
  await page.mouse.up();
  expect(await order(page)).toEqual(before.filter((app) => app !== "chromium"));
  expect((await saved(page)).order).toEqual(FOLLOW.order);
});

test("players are sorted, pinned and ignored without a mouse", async ({ page }) => {
  await openPlayers(page);
  const grip = page.getByTestId("follow-grip-chromium");
  await grip.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(grip, "it can be moved on").toBeFocused();
  await expect(page.getByTestId("follow-said")).toHaveText("Chromium is now number 4 of 6");
  await page.keyboard.press("Home");
  await expect.poll(async () => (await saved(page)).order?.[0]).toBe("chromium");
  await expect(grip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("follow-pin-chromium")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("follow-pin-vlc"), "there is one pin").toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => saved(page)).toMatchObject({ pinned: null, ignored: ["mpv", "chromium"] });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect
    .poll(async () => (await saved(page)).rules?.["chromium"])
    .toMatchObject({ only_with_artist: true });
});

test("two hundred players", async ({ page }) => {
  await openPlayers(page, "dark", "en", { ...following(), sources: CROWD });
  await expect(page.getByTestId("follow-order").locator("> li")).toHaveCount(205);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 760, height: 1800 });
  await screenshot(page, "players-crowd");
  await page.getByTestId("follow-grip-player-199").focus();
  await page.keyboard.press("Home");
  await expect(page.getByTestId("follow-grip-player-199")).toBeInViewport({ ratio: 1 });
  expect((await order(page))[0]).toBe("player-199");
});

test("a list that is longer than its box scrolls under what is dragged", async ({ page }) => {
  await openPlayers(page, "dark", "en", { ...following(), sources: CROWD });
  const grip = page.getByTestId("follow-grip-player-3");
  await grip.scrollIntoViewIfNeeded();
  const { x, y, width } = (await grip.boundingBox())!;
  const list = (await page.getByTestId("follow-order").boundingBox())!;
  await page.mouse.move(x + width / 2, y + 15);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, Math.min(list.y + list.height, 680) - 10, { steps: 5 });
  const first = page.getByTestId("follow-order");
  await expect.poll(() => first.evaluate((box) => box.scrollTop), "it goes on").toBeGreaterThan(400);
  await page.mouse.up();
  await expect.poll(async () => (await order(page)).indexOf("player-3")).toBeGreaterThan(10);
});
