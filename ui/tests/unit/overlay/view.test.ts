import { getByTestId, queryByTestId } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { OverlayView } from "../../../overlay/view";
import type { Behaviour } from "../../../src/bindings";
import { BEHAVIOUR, look, NOTHING, PLAYING, style } from "../../overlays";
import { browser, type Pending } from "./dom";

const mount = document.body;
const OTHER = { ...PLAYING, title: "Second Song", cover: "/covers/neon.svg", position_ms: 0 };

let view: OverlayView;
let pending: Pending[];

const title = () => queryByTestId(mount, "overlay-title")?.textContent ?? null;
const cover = () => queryByTestId(mount, "overlay-cover")?.getAttribute("src") ?? null;
const seconds = (time: number) => vi.advanceTimersByTime(time * 1000);

beforeEach(() => {
  vi.useFakeTimers();
  ({ pending } = browser());
  view = new OverlayView(mount, { sheets: document });
});

afterEach(() => {
  view.destroy();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what is in the page", () => {
  it("is nothing until there are a look and a song, in whichever order they come", () => {
    view.snapshot(PLAYING);
    expect(title()).toBeNull();
    view.look(look());
    expect(title()).toBe("Paper Lanterns");
    expect(getByTestId(mount, "overlay-subtitle")).toHaveTextContent("The Quiet Hours");
  });

  it("is one title at every moment, also while one song follows another", () => {
    view.look(look());
    view.snapshot(PLAYING);
    view.snapshot(OTHER);
    expect(title()).toBe("Second Song");
    expect(mount.querySelectorAll(".box")).toHaveLength(2);
    seconds(1);
    expect(mount.querySelectorAll(".box")).toHaveLength(1);
    view.lost();
    expect(title()).toBeNull();
    seconds(1);
    expect(mount.querySelectorAll(".box")).toHaveLength(0);
  });

  it("is never more than two boxes, however fast somebody skips", () => {
    view.look(look());
    for (let song = 0; song < 20; song++) {
      view.snapshot({ ...PLAYING, title: `Song ${song}` });
      seconds(0.05);
      expect(mount.querySelectorAll(".box").length).toBeLessThanOrEqual(2);
    }
    expect(title()).toBe("Song 19");
  });

  it("is text, whatever a title holds", () => {
    view.look(look());
    view.snapshot({ ...PLAYING, title: "<b>x</b>", subtitle: "&amp;<script>" });
    expect(title()).toBe("<b>x</b>");
    expect(mount.querySelector("b, script")).toBeNull();
  });

  it("keeps the order of right-to-left words", () => {
    view.look(look());
    view.snapshot(PLAYING);
    expect(getByTestId(mount, "overlay-title").dir).toBe("auto");
  });

  it("is gone when the view is", () => {
    const before = document.adoptedStyleSheets.length;
    const second = new OverlayView(mount, { sheets: document });
    expect(document.adoptedStyleSheets.length).toBe(before + 3);
    second.look(look());
    second.snapshot(PLAYING);
    second.destroy();
    expect(document.adoptedStyleSheets.length).toBe(before);
    expect(mount.querySelectorAll(".overlay")).toHaveLength(1);
  });
});

describe("the progress", () => {
  const bar = () => getByTestId(mount, "overlay-progress");
  const times = () => [...mount.querySelectorAll(".time")].map((time) => time.textContent);

  it("is told in milliseconds, and goes on by itself", () => {
    view.look(look());
    view.snapshot(PLAYING);
    expect(bar()).toHaveAttribute("role", "progressbar");
    expect(bar()).toHaveAttribute("aria-valuenow", "83000");
    expect(bar()).toHaveAttribute("aria-valuemax", "214000");
    expect(times()).toEqual(["1:23", "3:34"]);
    seconds(10.1);
    expect(times()[0]).toBe("1:33");
    expect(Number(bar().getAttribute("aria-valuenow"))).toBeGreaterThan(92_000);
    seconds(3600);
    expect(times()[0]).toBe("3:34");
  });

  it("moves as fast as the player plays", () => {
    view.look(look());
    view.snapshot({ ...PLAYING, rate_percent: 200 });
    seconds(10.1);
    expect(times()[0]).toBe("1:43");
    view.snapshot({ ...PLAYING, rate_percent: 50 });
    seconds(10.1);
    expect(times()[0]).toBe("1:28");
  });

  it("counts from the moment that the snapshot was received", () => {
    view.look(look());
    view.snapshot(PLAYING, performance.now() - 2000);
    expect(bar()).toHaveAttribute("aria-valuenow", "85000");
  });

  it("stands still in a pause, and tells hours", () => {
    view.look(look());
    view.snapshot({ ...PLAYING, status: "paused", position_ms: 3_723_000, duration_ms: 7_200_000 });
    seconds(60);
    expect(times()).toEqual(["1:02:03", "2:00:00"]);
  });

  it("is hidden when nobody knows how long the song is", () => {
    view.look(look());
    view.snapshot({ ...PLAYING, duration_ms: null });
    expect(mount.querySelector(".box")).toHaveClass("untimed");
  });
});

describe("the source's mark", () => {
  const mark = () => mount.querySelector(".source")?.textContent ?? null;

  it.each([
    ["spotify", "Spotify"],
    ["player:spotify", "Spotify"],
    ["player:vlc", "VLC"],
    ["player:firefox#2", "Firefox"],
    ["player:tauon", "Tauon"],
    ["demo", "Demo"],
    ["player:io", null],
    ["follow", null],
    ["none", null],
  ])("of %s is %s", (source, name) => {
    view.look(look());
    view.snapshot({ ...PLAYING, source });
    expect(mark()).toBe(name);
  });

  it("is Spotify's with songs from there alone", () => {
    view.look(look());
    view.snapshot(PLAYING);
    expect(mount.querySelector(".source circle")).not.toBeNull();
    view.snapshot({ ...PLAYING, source: "player:vlc" });
    expect(mount.querySelectorAll(".source")).toHaveLength(1);
    expect(mount.querySelector(".source circle")).toBeNull();
  });
});

describe("the cover", () => {
  beforeEach(() => view.look(look()));

  it("appears when it is there, never with another song's title", async () => {
    view.snapshot(PLAYING);
    expect(cover()).toBeNull();
    await pending[0]?.come();
    expect(cover()).toBe("/covers/dunes.svg");
    view.snapshot(OTHER);
    expect([title(), cover()]).toEqual(["Second Song", null]);
    await pending[1]?.come();
    expect(cover()).toBe("/covers/neon.svg");
  });

  it("of a song that is over is not shown when it comes at last", async () => {
    view.snapshot(PLAYING);
    view.snapshot(OTHER);
    await pending[0]?.come();
    expect(cover()).toBeNull();
  });

  it("may come later than its title", async () => {
    view.snapshot({ ...PLAYING, cover: null });
    expect(pending).toHaveLength(0);
    view.snapshot(PLAYING);
    await pending[0]?.come();
    expect(cover()).toBe("/covers/dunes.svg");
    view.snapshot({ ...PLAYING, position_ms: 0 });
    expect(pending, "it is asked for once").toHaveLength(1);
  });

  it("that does not come is tried once more after a while", async () => {
    view.snapshot(PLAYING);
    await pending[0]?.fail();
    seconds(0.1);
    expect(
      pending.map(({ anonymous }) => anonymous),
      "another origin gave no leave to read it",
    ).toEqual([true, false]);
    await pending[1]?.fail();
    expect(cover()).toBeNull();
    seconds(10);
    await pending[2]?.come();
    expect(cover()).toBe("/covers/dunes.svg");
  });

  it("that never comes is given up", async () => {
    view.snapshot(PLAYING);
    for (let attempt = 0; attempt < 4; attempt++) {
      await pending[attempt]?.fail();
      seconds(10);
    }
    expect(pending).toHaveLength(4);
    seconds(600);
    expect(pending).toHaveLength(4);
  });

  it("that nobody would see is not asked for", () => {
    const hidden = style({ background: { ...style().background, kind: "gradient" } });
    hidden.cover = { ...hidden.cover, shown: false };
    view.look(look({ style: hidden }));
    view.snapshot(PLAYING);
    expect(pending).toHaveLength(0);
    view.look(look({ style: { ...hidden, background: { ...hidden.background, kind: "cover" } } }));
    expect(pending.map(({ address }) => address)).toEqual(["/covers/dunes.svg"]);
  });

  it("is where the place that shows it says", () => {
    const root = document.createElement("div");
    const other = new OverlayView(root, { sheets: document, coverAddress: (key) => `cover://${key}` });
    other.look(look());
    other.snapshot({ ...PLAYING, cover: "abc" });
    expect(pending[0]?.address).toBe("cover://abc");
    other.destroy();
  });
});

describe("behaviour and look", () => {
  const behave = (behaviour: Behaviour) => look({ behaviour: { ...BEHAVIOUR, ...behaviour } });

  it("what hides after a while hides by itself", () => {
    view.look(behave({ only_on_change: true, change_shown_s: 10 }));
    view.snapshot(PLAYING);
    seconds(9.9);
    expect(title()).toBe("Paper Lanterns");
    seconds(0.2);
    expect(title()).toBeNull();
  });

  it("a delay shows each snapshot when it is due", () => {
    view.look(behave({ delay_ms: 3000 }));
    view.snapshot(PLAYING);
    seconds(1);
    view.snapshot(OTHER);
    expect(title()).toBeNull();
    seconds(2);
    expect(title()).toBe("Paper Lanterns");
    seconds(1);
    expect(title()).toBe("Second Song");
  });

  it("another behaviour and another advert take effect at once", () => {
    view.look(look());
    view.snapshot({ ...NOTHING, status: "advert" });
    expect(title()).toBe("Advertisement");
    view.look(look({ advert: "Publicité" }));
    expect(title()).toBe("Publicité");
    view.look(behave({ hide_adverts: true }));
    expect(title()).toBeNull();
  });

  it("a font's name cannot leave its place, and generic families stay generic", () => {
    const evil = style();
    evil.title = { ...evil.title, font: `O'Hara"; } * { display: none, monospace` };
    evil.name = "#fff;} .box{display:none";
    view.look(look({ style: evil }));
    const sheet = document.adoptedStyleSheets.at(-2) as unknown as { text: string };
    expect(sheet.text).toContain('--title-font:"O","Hara","; } * { display: none",monospace,"Segoe UI');
    expect(sheet.text).not.toContain("#fff;}");
  });
});
