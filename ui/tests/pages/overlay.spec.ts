import type { Locator, Page } from "@playwright/test";
import { contrast, type Rgb } from "../../overlay/colours";
import type { PublicSnapshot } from "../../src/bindings";
import { BEHAVIOUR, BUILT_IN, look, NOTHING, PLAYING, SCENES, style } from "../overlays";
import { OverlayPage } from "./overlayPage";
import { expect, screenshot, test as base } from "./window";

const test = base.extend<{ overlay: OverlayPage }>({
  overlay: async ({ page }, use) => {
    const overlay = new OverlayPage(page);
    await use(overlay);
    const elsewhere = overlay.asked.filter((url) => new URL(url).host !== "127.0.0.1:21867");
    expect(elsewhere, "nothing is asked of anybody else").toEqual([]);
  },
});

const OTHER: PublicSnapshot = { ...PLAYING, title: "Second Song", cover: "/covers/neon.svg", position_ms: 0 };

/** What is wider than its place: the box than the page, or a part than the box. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const box = document.querySelector(".box:has([data-testid=overlay-title])");
    const parts = box?.querySelectorAll(".title, .subtitle, .source, .foot, .cover, .progress") ?? [];
    // Lines have a little room at their sides for shadows.
    const reach = (one: Element, other: Element): boolean => {
      const [inner, outer] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      return inner.width > 0 && (inner.left < outer.left - 9 || inner.right > outer.right + 9);
    };
    const found = [...parts].filter((part) => box && reach(part, box));
    if (!box || reach(box, document.body)) found.push(document.body);
    if (document.documentElement.scrollWidth > innerWidth) found.push(document.documentElement);
    return found.map(({ className, tagName }) => className || tagName);
  });

for (const { id, style } of BUILT_IN) {
  test(`the style ${id} holds whatever plays`, async ({ page, overlay }) => {
    const title = page.getByTestId("overlay-title");
    const cover = page.getByTestId("overlay-cover");
    for (const width of [style.width + 80, 300]) {
      await page.setViewportSize({ width, height: 520 });
      if (width > 300) await overlay.open({ style });
      await overlay.ground("linear-gradient(120deg, #274060, #8ac2ef 40%, #e9d8a6 60%, #3f8f3a)");
      for (const [scene, snapshot] of Object.entries(SCENES)) {
        overlay.say(snapshot);
        await expect(title, scene).toHaveText(snapshot.title ?? "Advertisement");
        await expect(title, scene).toBeVisible();
        if (style.cover.shown && snapshot.cover !== null) await expect(cover, scene).toBeVisible();
        else await expect(cover, scene).toBeHidden();
        expect(await outside(page), `${scene}, ${width}`).toEqual([]);
        if (width > 300 && scene === "song") await screenshot(page, `overlay-page-${id}`);
      }
    }
  });

  test(`the style ${id}, to be looked at`, async ({ page }) => {
    await page.setViewportSize({ width: (style.width + 64) * 3, height: 600 });
    await page.goto(`/tests/entry/overlays.html?style=${id}`);
    const covers = Object.values(SCENES).filter(({ cover }) => cover !== null).length * 3;
    await expect(page.getByTestId("overlay-cover")).toHaveCount(style.cover.shown ? covers : 0);
    await expect(page.getByTestId("overlay-title")).toHaveCount(Object.keys(SCENES).length * 3);
    await screenshot(page, `overlay-${id}`, true);
  });
}

test("a title is text, whatever it looks like", async ({ page, overlay }) => {
  const title = `<img src=x onerror="document.title='owned'"><b>&amp;`;
  await overlay.open({}, { ...PLAYING, title });
  await expect(page.getByTestId("overlay-title")).toHaveText(title);
  await expect(page).toHaveTitle("Songplate");
});

test("what is shown and what is not: a script sees it too", async ({ page, overlay }) => {
  const title = page.getByTestId("overlay-title");
  await overlay.open({}, NOTHING);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(title).toHaveCount(0);
  overlay.say(PLAYING);
  await expect(title).toHaveText("Paper Lanterns");
  await expect(page.getByTestId("overlay-subtitle")).toHaveText("The Quiet Hours");
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuemax", "214000");
  overlay.say({ ...NOTHING, status: "inactive" });
  await expect(title).toHaveCount(0);
  await expect(page.locator(".box")).toHaveCount(0);
  const grounds = await page.evaluate(() =>
    [...document.querySelectorAll("html, body, .overlay")].map((one) => getComputedStyle(one).background),
  );
  for (const ground of grounds) expect(ground).toContain("rgba(0, 0, 0, 0) none");
});

test("the progress moves as fast as the player plays, and does not drift", async ({ page, overlay }) => {
  const rate = 2;
  await overlay.open({}, { ...PLAYING, position_ms: 1000, duration_ms: 30_000, rate_percent: 100 * rate });
  const fill = page.locator(".fill");
  /** How far the fill is ahead of the clock, in milliseconds of the song. */
  const ahead = () =>
    fill.evaluate((moved, times) => {
      const track = moved.parentElement as HTMLElement;
      const share =
        (moved.getBoundingClientRect().right - track.getBoundingClientRect().left) / track.offsetWidth;
      return share * 30_000 - performance.now() * times;
    }, rate);
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  const before = await ahead();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(6000);
  expect(Math.abs((await ahead()) - before)).toBeLessThan(500);
});

test("the progress moves by itself, and does not drift", async ({ page, overlay }) => {
  await overlay.open({}, { ...PLAYING, position_ms: 1000, duration_ms: 20_000 });
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  /** How far the fill is ahead of the clock, in milliseconds of the song. */
  const ahead = () =>
    page.evaluate(() => {
      const track = document.querySelector(".progress") as HTMLElement;
      const fill = document.querySelector(".fill") as HTMLElement;
      const share =
        (fill.getBoundingClientRect().right - track.getBoundingClientRect().left) / track.offsetWidth;
      return share * 20_000 - performance.now();
    });
  const before = await ahead();
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(4000);
  expect(Math.abs((await ahead()) - before)).toBeLessThan(250);
  overlay.say({ ...PLAYING, position_ms: 20_000, duration_ms: 20_000 });
  await expect(bar).toHaveAttribute("aria-valuenow", "20000");
  await expect(page.locator(".fill"), "at its end it stays full").toHaveCSS(
    "transform",
    "matrix(1, 0, 0, 1, 0, 0)",
  );
  overlay.say({ ...PLAYING, status: "paused", position_ms: 5000, duration_ms: 20_000 });
  await expect(bar).toHaveAttribute("aria-valuenow", "5000");
  await expect(page.locator(".box.grey")).toBeVisible();
});

test("a new title never has the old cover, and a late one does not move the words", async ({
  page,
  overlay,
}) => {
  await overlay.open();
  const cover = page.getByTestId("overlay-cover");
  const title = page.getByTestId("overlay-title");
  await expect(cover).toHaveAttribute("src", "/covers/dunes.svg");
  const read = overlay.cover;
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  overlay.cover = async (name) => held.then(() => read(name));
  overlay.say(OTHER);
  await expect(title).toHaveText("Second Song");
  await expect(cover).toHaveCount(0);
  await expect(page.locator(".box")).toHaveCount(1);
  const before = await title.boundingBox();
  release();
  await expect(cover).toHaveAttribute("src", "/covers/neon.svg");
  await expect(cover).toBeVisible();
  expect(await title.boundingBox()).toEqual(before);
});

test("the colours of the cover are taken, and words stay legible on them", async ({ page, overlay }) => {
  const chroma = BUILT_IN.find(({ id }) => id === "chroma")?.style;
  await overlay.open({ style: chroma });
  const ground = page.locator(".box:not(.passes) .ground");
  const seen = new Set<string>();
  for (const cover of ["dunes", "neon", "shapes", "forest", "acid", "rings"]) {
    overlay.say({ ...PLAYING, title: cover, cover: `/covers/${cover}.svg` });
    await expect(page.getByTestId("overlay-cover")).toHaveAttribute("src", `/covers/${cover}.svg`);
    const background = await ground.evaluate((element) => getComputedStyle(element).backgroundImage);
    expect(background, cover).not.toContain("rgba(43, 45, 58");
    seen.add(background);
    const colours = [...background.matchAll(/rgba\((\d+), (\d+), (\d+)/g)].map(
      ([, red, green, blue]): Rgb => [Number(red), Number(green), Number(blue)],
    );
    expect(colours).toHaveLength(2);
    for (const colour of colours) expect(contrast(colour, [255, 255, 255]), cover).toBeGreaterThan(4.4);
  }
  expect(seen.size).toBe(6);
});

test("the user's CSS has the last word, and cannot load anything", async ({ page, overlay }) => {
  const css = `.title { color: rgb(1, 2, 3) } .box { padding: 0 } @import "https://evil.example/a.css";
    .overlay { --progress-fill: rgb(4, 5, 6) } .words { background: url(https://evil.example/b.png) }`;
  // What the app refuses to keep does no harm, either.
  await overlay.open({ style: style({ css: css.replace(/\.words.*/, "") }) });
  await expect(page.locator(".title")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator(".box")).toHaveCSS("padding", "0px");
  await expect(page.locator(".fill")).toHaveCSS("background-color", "rgb(4, 5, 6)");
});

test("an advert is told even where songs have no titles", async ({ page, overlay }) => {
  const untitled = style({ title: { ...style().title, shown: false } });
  await overlay.open({ style: untitled });
  await expect(page.getByTestId("overlay-subtitle")).toBeVisible();
  await expect(page.getByTestId("overlay-title")).toBeHidden();
  overlay.say({ ...NOTHING, status: "advert" });
  await expect(page.getByTestId("overlay-title")).toBeVisible();
});

test("another look takes effect at once, on the song that plays", async ({ page, overlay }) => {
  await overlay.open();
  await expect(page.getByTestId("overlay-title")).toBeVisible();
  const box = await page.locator(".box").elementHandle();
  const title = { ...style().title, size: 50, colour: "#ff0000", capitals: true };
  const changed = style({ layout: "card", width: 400, title, source_mark: false });
  overlay.say({ ...PLAYING, look: look({ style: changed }) });
  await expect(page.locator(".title")).toHaveCSS("color", "rgb(255, 0, 0)");
  await expect(page.locator(".title")).toHaveCSS("font-size", "50px");
  await expect(page.locator(".title")).toHaveCSS("text-transform", "uppercase");
  await expect(page.locator(".box")).toHaveCSS("width", "400px");
  await expect(page.locator(".source")).toBeHidden();
  expect(await box?.evaluate((element) => element.isConnected), "nothing is drawn anew").toBe(true);
  overlay.say({
    ...PLAYING,
    look: look({ behaviour: { ...BEHAVIOUR, only_on_change: true, change_shown_s: 1 } }),
  });
  await expect(page.getByTestId("overlay-title")).toHaveCount(0);
});

test("the app dies and comes back: the same page, no reload, nothing old in between", async ({
  page,
  overlay,
}) => {
  await page.clock.install();
  await overlay.open();
  const title = page.getByTestId("overlay-title");
  await page.clock.runFor(3000);
  await expect(title).toHaveText("Paper Lanterns");
  await page.evaluate(() => Object.assign(window, { same: true }));
  await overlay.restart(undefined);
  await page.clock.runFor(4000);
  await expect(title).toHaveText("Paper Lanterns");
  await page.clock.runFor(3000);
  await expect(title).toHaveCount(0);
  await page.clock.runFor(600_000);
  await overlay.restart({ ...OTHER, run: "r2", number: 1, look: look() });
  await page.clock.runFor(3000);
  await expect(title).toHaveText("Second Song");
  expect(await page.evaluate(() => "same" in window)).toBe(true);
});

test("a page of another build loads itself anew, once", async ({ page, overlay }) => {
  await overlay.open();
  await expect(page.getByTestId("overlay-title")).toBeVisible();
  const loads = () => overlay.asked.filter((url) => url.includes("/overlay?")).length;
  overlay.first = { ...OTHER, look: look({ page: "b" }) };
  const loaded = page.waitForEvent("load");
  overlay.say({ ...PLAYING, look: look({ page: "b" }) });
  await loaded;
  await expect(page.getByTestId("overlay-title")).toHaveText("Second Song");
  expect(loads()).toBe(2);
});

test.describe("with motion", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });

  const running = (locator: Locator): Promise<number> =>
    locator.evaluate((element) => element.getAnimations({ subtree: true }).length);

  test("a long title runs, a short one stands still", async ({ page, overlay }) => {
    await overlay.open({}, SCENES["long"]);
    const title = page.getByTestId("overlay-title");
    await expect(title).toHaveClass(/runs/);
    expect(await running(title)).toBe(1);
    overlay.say(PLAYING);
    await expect(title).not.toHaveClass(/runs/);
    overlay.say({
      ...(SCENES["long"] as PublicSnapshot),
      look: look({ style: style({ long_text: "ellipsis" }) }),
    });
    await expect(title).not.toHaveClass(/runs/);
    await expect(title).toHaveCSS("text-overflow", "ellipsis");
  });

  for (const animation of ["none", "fade", "slide", "rise", "pop"] as const) {
    test(`it comes, changes and goes: ${animation}`, async ({ page, overlay }) => {
      await overlay.open({ style: style({ animation }) });
      const boxes = page.locator(".box");
      await expect(page.getByTestId("overlay-title")).toHaveText("Paper Lanterns");
      overlay.say(OTHER);
      await expect(page.getByTestId("overlay-title")).toHaveText("Second Song");
      await expect(boxes).toHaveCount(1);
      await expect(boxes).toHaveCSS("opacity", "1");
      overlay.say(NOTHING);
      await expect(boxes).toHaveCount(0);
    });
  }
});

test("without motion, a long title ends with an ellipsis and nothing slides", async ({ page, overlay }) => {
  await overlay.open({}, SCENES["long"]);
  const title = page.getByTestId("overlay-title");
  await expect(title).toBeVisible();
  await expect(title).not.toHaveClass(/runs/);
  await expect(title).toHaveCSS("text-overflow", "ellipsis");
  const moves = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => !(one.effect as KeyframeEffect).target?.classList.contains("fill"))
      .flatMap((one) => (one.effect as KeyframeEffect).getKeyframes())
      .map(({ transform }) => transform)
      .filter((transform) => transform && transform !== "none"),
  );
  expect(moves).toEqual([]);
});
