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

const preview = (page: Page) => page.getByTestId("preview");
const title = (page: Page) => preview(page).getByTestId("overlay-title");
const box = (page: Page) => preview(page).locator(".box:not([aria-hidden])");

/** Opens the studio; every picture in it is there. */
async function openStudio(
  page: Page,
  theme: Theme = "dark",
  language: Locale = "en",
  size = { width: 760, height: 680 },
): Promise<void> {
  await openSettings(page, theme, language);
  await page.setViewportSize(size);
  await page.getByTestId("section-overlay").click();
  await expect(title(page)).toHaveText("Paper Lanterns");
  await expect(preview(page).getByTestId("overlay-cover")).toBeVisible();
}

async function thumbsAreThere(page: Page): Promise<void> {
  const covers = page.getByTestId("style-gallery").locator("label:has-text('Glass') .cover img");
  await expect(covers.first()).toBeVisible();
}

/** One song, and nothing of it on its way. */
async function atRest(page: Page): Promise<void> {
  await expect(preview(page).locator(".box")).toHaveCount(1);
  await box(page).evaluate(async (one) => {
    const ways = one.getAnimations({ subtree: true }).filter((way) => way instanceof CSSAnimation);
    await Promise.all(ways.map((way) => way.finished));
  });
}

const GROUPS = ["cover", "title", "subtitle", "progress", "motion", "css", "share"];

for (const theme of THEMES) {
  for (const language of LOCALES) {
    test(`the studio is legible and accessible: ${theme}, ${language}`, async ({ page }) => {
      test.setTimeout(120_000);
      await openStudio(page, theme, language);
      await thumbsAreThere(page);
      for (const tab of ["style", "behaviour", "link"]) {
        await test.step(tab, async () => {
          await page.getByTestId(`tab-${tab}`).click();
          await screenshot(page, `settings-overlay-${tab}-${theme}-${language}`);
          await expectNoSidewaysScroll(page);
          await expectNoViolations(page);
        });
      }
      await test.step("every control", async () => {
        await page.getByTestId("tab-style").click();
        for (const group of GROUPS) await page.getByTestId(`group-${group}`).click();
        await page.getByTestId("css").fill(".title {}\n.box { background: url(x.png) }");
        await expect(page.getByTestId("css-fault")).not.toBeEmpty();
        await page.setViewportSize({ width: 760, height: 3000 });
        await screenshot(page, `settings-overlay-controls-${theme}-${language}`);
        await expectNoSidewaysScroll(page);
        await expectNoViolations(page);
      });
    });
  }
}

test("every sample and ground can be looked at", async ({ page }) => {
  test.setTimeout(60_000);
  await openStudio(page);
  const grounds = ["video", "dark", "light", "checker"];
  for (const [index, sample] of ["long", "no-cover", "rtl", "cjk", "paused", "advert"].entries()) {
    await page.getByTestId("preview-sample").selectOption(sample);
    await page.getByTestId(`preview-ground-${grounds[index % grounds.length]}`).check();
    await atRest(page);
    await screenshot(page, `settings-overlay-sample-${sample}`);
  }
  await page.getByTestId("preview-sample").selectOption("nothing");
  await expect(page.getByTestId("preview-nothing")).toBeVisible();
  await page.getByTestId("tab-behaviour").click();
  await page.getByTestId("placeholder").fill("Music starts soon");
  await expect(title(page)).toHaveText("Music starts soon");
  await expect(page.getByTestId("preview-nothing")).toBeHidden();
});

for (const [name, part] of Object.entries({
  moved: { server: { code: "running", port: 21_868, taken: 21_867, lan: false } },
  failed: { server: { code: "failed", cause: "taken" } },
  lan: { lan: true, server: { code: "running", port: 21_867, taken: null, lan: true } },
} as const)) {
  test(`the server's state is told: ${name}`, async ({ page }) => {
    await openStudio(page, "light", "fr", { width: 760, height: 2000 });
    await page.getByTestId("tab-link").click();
    await page.evaluate((server) => window.__fake.setOverlays(server), part);
    const group = page.getByTestId("server-state");
    if (!(await group.isVisible())) await page.getByTestId("group-server").click();
    await expect(group).toBeVisible();
    await screenshot(page, `settings-overlay-server-${name}`);
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
}

test("several overlays, and a question before one is removed", async ({ page }) => {
  await openStudio(page);
  for (const name of ["Starting soon", "Chatting, with a name that is rather long for its place", "עברית"]) {
    await page.getByTestId("overlay-add").click();
    await expect(page.getByTestId("overlay-name")).toBeFocused();
    await page.keyboard.insertText(name);
  }
  await page.evaluate(() => {
    const { overlays } = window.__fake.overlaysView;
    window.__fake.setOverlays({ overlays: overlays.map((one, pages) => ({ ...one, pages })) });
  });
  await page.getByTestId("overlay-remove").click();
  await expect(page.getByTestId("overlay-remove-cancel")).toBeFocused();
  await screenshot(page, "settings-overlay-several");
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});

test("a wide window has the picture beside the controls", async ({ page }) => {
  await openStudio(page, "dark", "en", { width: 1280, height: 800 });
  await thumbsAreThere(page);
  await screenshot(page, "settings-overlay-wide");
  const stage = await page.getByTestId("preview-stage").boundingBox();
  const tabs = await page.getByTestId("tab-style").boundingBox();
  expect(stage!.x + stage!.width).toBeLessThanOrEqual(tabs!.x);
  await page.getByTestId("group-share").click();
  await page.getByTestId("style-import-text").scrollIntoViewIfNeeded();
  await expect(page.getByTestId("preview-stage"), "it stays in sight").toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});

for (const [tab, scroll] of [
  ["style", 0],
  ["style", 900],
  ["behaviour", 300],
  ["link", 400],
] as const) {
  test(`${tab} is usable at 420 × 480, scrolled by ${scroll}`, async ({ page }) => {
    await openStudio(page, "light", "fr", { width: 420, height: 480 });
    await page.getByTestId(`tab-${tab}`).click();
    await page.locator("main").evaluate((main, top) => main.scrollTo({ top }), scroll);
    await screenshot(page, `settings-overlay-${tab}-420x480-${scroll}`);
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
}

test("a change is seen in the preview at once, and the size to enter follows", async ({ page }) => {
  await openStudio(page);
  await expect(page.getByTestId("preview-size")).toHaveText(/^600 × \d+0$/);
  await page.getByTestId("width").fill("700");
  await expect(page.getByTestId("preview-size")).toHaveText(/^740 × \d+0$/);
  const measured = await page.getByTestId("preview-size").textContent();
  await expect(page.getByTestId("style-told")).toContainText("Plate (mine)");
  await page.getByTestId("tab-link").click();
  const [width, height] = measured!.split(" × ") as [string, string];
  await expect(page.getByTestId("obs-width")).toHaveText(width);
  await expect(page.getByTestId("obs-height")).toHaveText(height);
});

test("all of it fits the size to enter, for every style", async ({ page }) => {
  await openStudio(page);
  const styles = await page.getByTestId("style-gallery").getByRole("radio").all();
  for (const style of styles) {
    await style.check();
    const inside = await preview(page).evaluate((host) => {
      const overlay = host.shadowRoot!.querySelector(".overlay")!;
      return overlay.scrollWidth <= host.clientWidth && overlay.scrollHeight <= host.clientHeight;
    });
    expect(inside, (await style.getAttribute("value")) ?? "").toBe(true);
  }
});

test("colours come from the cover", async ({ page }) => {
  await openStudio(page);
  await page.getByTestId("style-chroma").check();
  await expect
    .poll(() => box(page).evaluate((one) => one.style.getPropertyValue("--cover-from")))
    .toMatch(/rgb/);
});

test("the user's own CSS ends at the overlay's edge", async ({ page }) => {
  await openStudio(page);
  await page.getByTestId("group-css").click();
  await page
    .getByTestId("css")
    .fill(
      "* { color: rgb(1 2 3) !important } body, main, h1 { display: none } .box { position: fixed; inset: 0; width: 9999px; height: 9999px }",
    );
  await expect.poll(() => title(page).evaluate((one) => getComputedStyle(one).color)).toBe("rgb(1, 2, 3)");
  await page.getByRole("heading", { level: 1 }).scrollIntoViewIfNeeded();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const covers = await page.evaluate(() => {
    const { left, top } = document.querySelector("h1")!.getBoundingClientRect();
    return document.elementFromPoint(left + 5, top + 5)?.tagName;
  });
  expect(covers, "what is fixed stays in the preview").toBe("H1");
  await expectNoSidewaysScroll(page);
});

test("the source can be made wider, and looked at in its actual size", async ({ page }) => {
  await openStudio(page);
  await page.getByTestId("preview-width").fill("1600");
  await expect(page.getByTestId("preview-size")).toContainText("1600 × ");
  await page.getByTestId("align-right").check();
  await screenshot(page, "settings-overlay-wider-source");
  await page.getByTestId("preview-actual").click();
  await expect(page.getByTestId("preview-stage")).toHaveAttribute("tabindex", "0");
  await expectNoViolations(page);
  await page.getByTestId("preview-width-reset").click();
  await expect(page.getByTestId("preview-size")).toContainText("600 × ");
});

test.describe("with motion", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });

  test("the entrance plays again when asked to", async ({ page }) => {
    await openStudio(page);
    await expect(box(page)).toHaveCount(1);
    const old = await box(page).elementHandle();
    await page.getByTestId("preview-replay").click();
    await expect(title(page)).toHaveText("Paper Lanterns");
    expect(await old!.evaluate((one) => one.isConnected)).toBe(false);
    await expect(box(page)).toHaveClass(/comes/);
  });
});

const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["testid"] ?? null);

/** Whether what has the focus is in sight, and not below what sticks. */
const inSight = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement as HTMLElement;
    const element = focused.closest("label") ?? focused;
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
    return seen !== null && (element.contains(seen) || seen.contains(element));
  });

for (const height of [680, 480]) {
  test(`by keyboard alone, at a height of ${height}: everything is reached and in sight`, async ({
    page,
  }) => {
    test.setTimeout(60_000);
    await openStudio(page, "dark", "en", { width: 760, height });
    await page.getByTestId("overlay-add").focus();
    const reached: (string | null)[] = [];
    for (let presses = 0; presses < 90; presses++) {
      await page.keyboard.press("Tab");
      const testid = await focused(page);
      if (testid === null) break;
      reached.push(testid);
      expect(await inSight(page), `${testid} is in sight`).toBe(true);
      if (testid.startsWith("group-") && testid !== "group-box") await page.keyboard.press("Enter");
    }
    for (const testid of [
      "overlay-name",
      "preview-ground-video",
      "preview-sample",
      "preview-replay",
      "preview-width",
      "tab-style",
      "style-plate",
      "style-duplicate",
      "layout-plate",
      "width-slider",
      "width",
      "background-from-pick",
      "background-from",
      "background-from-opacity",
      "cover-shown",
      "title-font",
      "progress-times",
      "animation-slide",
      "css",
      "style-export-copy",
      "style-import-text",
      "style-import-file",
    ]) {
      expect(reached).toContain(testid);
    }
  });
}

test("by keyboard alone: a style is chosen, changed, undone; tabs are turned", async ({ page }) => {
  await openStudio(page);
  await page.getByTestId("style-plate").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("style-card")).toBeChecked();
  await page.getByTestId("radius-slider").focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("style-told")).toContainText("Card (mine)");
  const radius = Number(await page.getByTestId("radius").inputValue());
  await page.keyboard.press("Control+z");
  await expect(page.getByTestId("radius")).toHaveValue(String(radius - 3));
  await page.getByTestId("tab-style").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByTestId("tab-behaviour")).toBeFocused();
  await expect(page.getByTestId("placeholder")).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByTestId("obs-link")).toBeVisible();
});
