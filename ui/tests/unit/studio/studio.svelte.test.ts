import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OverlaysView, Style } from "../../../src/bindings";
import { FakeBackend } from "../../../src/backend/fake";
import { Studio } from "../../../src/settings/overlay/studio.svelte";
import { Overlays } from "../../../src/state/overlays.svelte";

/** An app whose news come when they are let through, after the answers, as over a bridge. */
class SlowNews extends FakeBackend {
  #held: (() => void)[] = [];

  constructor() {
    super();
    const listen = this.onOverlays;
    this.onOverlays = (listener) => listen((view) => this.#held.push(() => listener(view)));
  }

  deliver(): void {
    for (const tell of this.#held.splice(0)) tell();
    flushSync();
  }
}

let fake: SlowNews;
let studio: Studio;
let end: () => void;

beforeEach(async () => {
  fake = new SlowNews();
  const overlays = new Overlays();
  await overlays.follow(fake);
  end = $effect.root(() => {
    studio = new Studio(fake, () => overlays.view as OverlaysView);
  });
  flushSync();
});

afterEach(() => end());

/** The fake app answers within the turn: after one, everything that was asked is answered. */
const answered = () => new Promise<void>((next) => setTimeout(next));

/** Until everything was answered and told, and what that led to. */
async function settle(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await answered();
    fake.deliver();
  }
}

const width = (width: number) => (style: Style) => ({ ...style, width });
const own = () => fake.overlaysView.styles.filter((one) => !one.built_in);
const saved = (id: string) => fake.overlaysView.styles.find((one) => one.id === id)?.style;
const overlay = (index = 0) => fake.overlaysView.overlays[index]!;

describe("a change of a built-in style", () => {
  test("makes one copy, however fast changes follow, and the overlay gets it", async () => {
    for (const pixels of [561, 562, 563]) {
      studio.edit("width", width(pixels));
      expect(studio.shown.style.width, "shown at once").toBe(pixels);
    }
    await settle();
    expect(fake.callsOf("addStyle")).toHaveLength(1);
    expect(own()).toHaveLength(1);
    expect(own()[0]!.style).toMatchObject({ name: "Plate (mine)", width: 563 });
    expect(saved("plate")!.width, "the built-in one stays").toBe(560);
    expect(overlay().style).toBe(own()[0]!.id);
    expect(studio.copied).toEqual({ from: "Plate", to: "Plate (mine)" });
    expect(studio.shown).toMatchObject({ id: own()[0]!.id, built_in: false });
  });

  test("shows nothing old between the answer and the news", async () => {
    studio.edit("width", width(700));
    await answered();
    expect(studio.shown.style).toMatchObject({ width: 700, name: "Plate (mine)" });
    expect(studio.overlay.style).toBe(studio.shown.id);
    fake.deliver();
    expect(studio.shown.style.width).toBe(700);
  });

  test("that is refused leaves everything as it was, and says why", async () => {
    fake.refuse("addStyle", { code: "too-many" });
    studio.edit("width", width(700));
    await settle();
    expect(studio.error).toEqual({ code: "too-many" });
    expect(studio.shown).toMatchObject({ id: "plate", style: { width: 560 } });
    expect(overlay().style).toBe("plate");
  });

  test("does not take the overlay back from a style that was chosen meanwhile", async () => {
    studio.edit("width", width(700));
    studio.choose("card");
    await settle();
    expect(overlay().style).toBe("card");
    expect(studio.shown.id).toBe("card");
    expect(own(), "the copy is not lost").toHaveLength(1);
  });
});

describe("a change of the user's own style", () => {
  beforeEach(async () => {
    await fake.addStyle({ ...saved("plate")!, name: "Evening" });
    fake.deliver();
    studio.choose(own()[0]!.id);
    await settle();
  });

  test("is saved, the last value last", async () => {
    for (let pixels = 300; pixels <= 340; pixels++) studio.edit("width", width(pixels));
    await settle();
    expect(own()[0]!.style.width).toBe(340);
    expect(fake.callsOf("changeStyle").length, "no more than the app could take").toBeLessThan(4);
    expect(fake.callsOf("addStyle")).toHaveLength(1);
  });

  test("that is refused is taken back", async () => {
    fake.refuse("changeStyle", { code: "gone" });
    studio.edit("width", width(700));
    expect(studio.shown.style.width).toBe(700);
    await settle();
    expect(studio.error).toEqual({ code: "gone" });
    expect(studio.shown.style.width).toBe(560);
  });

  test("shows in every overlay that has it, and says which", async () => {
    await studio.add("Break");
    await settle();
    studio.choose(own()[0]!.id);
    await settle();
    expect(studio.alsoUsedBy.map(({ name }) => name)).toEqual(["Main overlay"]);
  });

  test("is undone step by step, into the saved style too", async () => {
    studio.edit("width", width(700));
    studio.edit("radius", (before) => ({ ...before, radius: 50 }));
    await settle();
    studio.undo();
    expect(studio.shown.style).toMatchObject({ width: 700, radius: 14 });
    studio.undo();
    await settle();
    expect(own()[0]!.style).toMatchObject({ width: 560, radius: 14 });
    expect(studio.undoing.possible).toBe(false);
  });

  test("a style that the app changed shows, once nothing of it is being changed here", async () => {
    studio.edit("width", width(700));
    await settle();
    await fake.changeStyle(own()[0]!.id, { ...own()[0]!.style, width: 300 });
    fake.deliver();
    expect(studio.shown.style.width).toBe(300);
  });

  test("deleting it leaves the overlay with the default one", async () => {
    await studio.removeStyle();
    fake.deliver();
    expect(own()).toEqual([]);
    expect(studio.shown.id).toBe("plate");
  });
});

describe("CSS", () => {
  const BAD = ".box {\n  background: url(x.png);\n}";
  const GOOD = ".box { rotate: 2deg }";

  test("that is refused changes nothing, and its text stays to be mended", async () => {
    studio.editCss(BAD);
    await settle();
    expect(studio.cssText).toEqual({ text: BAD, fault: { code: "css-loads", line: 2, what: "url()" } });
    expect(studio.shown, "no copy was made for it").toMatchObject({ id: "plate", style: { css: "" } });
    expect(own()).toEqual([]);
    studio.editCss(GOOD);
    expect(studio.shown.style.css, "not shown before the app has looked at it").toBe("");
    await settle();
    expect(studio.cssText).toBeNull();
    expect(studio.shown.style.css).toBe(GOOD);
    expect(own()[0]!.style).toMatchObject({ name: "Plate (mine)", css: GOOD });
  });

  test("that is refused holds up no other change", async () => {
    studio.editCss(BAD);
    studio.edit("width", width(700));
    await settle();
    expect(own()[0]!.style).toMatchObject({ width: 700, css: "" });
    expect(studio.cssText?.text).toBe(BAD);
    studio.edit("width", width(720));
    await settle();
    expect(own()[0]!.style).toMatchObject({ width: 720, css: "" });
    expect(studio.error).toBeNull();
    expect(studio.cssText?.text, "still to be mended").toBe(BAD);
  });

  test("typed on while the app looks at it is looked at again", async () => {
    studio.editCss(`${GOOD} }`);
    studio.editCss(GOOD);
    await settle();
    expect(studio.cssText).toBeNull();
    expect(own().map(({ style }) => style.css)).toEqual([GOOD]);
  });

  test("is undone like any other change", async () => {
    studio.editCss(GOOD);
    await settle();
    studio.undo();
    await settle();
    expect(own()[0]!.style.css).toBe("");
  });
});

describe("overlays", () => {
  test("are added, named, given a style and removed", async () => {
    expect(await studio.add("Break")).toBe(true);
    fake.deliver();
    expect(studio.overlay.name).toBe("Break");
    studio.choose("card");
    studio.change({ name: "Pause" });
    expect(studio.overlay, "shown at once").toMatchObject({ name: "Pause", style: "card" });
    await settle();
    expect(overlay(1)).toMatchObject({ name: "Pause", style: "card" });
    expect(overlay(0)).toMatchObject({ name: "Main overlay", style: "plate" });
    await studio.remove();
    fake.deliver();
    expect(studio.overlay.name).toBe("Main overlay");
    expect(fake.overlaysView.overlays).toHaveLength(1);
    await studio.remove();
    expect(studio.error).toEqual({ code: "last-overlay" });
  });

  test("one that is changed in haste keeps its change when another is selected", async () => {
    await studio.add("Break");
    fake.deliver();
    studio.change({ name: "Pause" });
    studio.select("main");
    studio.change({ name: "Game" });
    await settle();
    expect(fake.overlaysView.overlays.map(({ name }) => name)).toEqual(["Game", "Pause"]);
  });

  test("a behaviour that is refused is taken back", async () => {
    fake.refuse("changeOverlay", { code: "out-of-range", field: "delay_ms" });
    studio.change({ behaviour: { ...studio.overlay.behaviour, delay_ms: 70_000 } });
    await settle();
    expect(studio.error).toEqual({ code: "out-of-range", field: "delay_ms" });
    expect(studio.overlay.behaviour.delay_ms).toBe(0);
  });

  test("how many pages show one follows the app while it is being renamed", async () => {
    studio.change({ name: "Game" });
    fake.setOverlays({ overlays: [{ ...overlay(), pages: 3 }] });
    await settle();
    expect(studio.overlay).toMatchObject({ name: "Game", pages: 3 });
  });
});

describe("styles from elsewhere", () => {
  test("are kept and used; a bad one is refused and changes nothing", async () => {
    const text = (await studio.export()) as string;
    expect(await studio.import("{")).toMatchObject({ code: "style-not-json" });
    expect(await studio.import(text.replace("560", "5600"))).toEqual({
      code: "out-of-range",
      field: "width",
    });
    expect(own()).toEqual([]);
    expect(await studio.import(text.replace('"Plate"', '"From a friend"'))).toBeNull();
    fake.deliver();
    await settle();
    expect(studio.shown.style.name).toBe("From a friend");
    expect(overlay().style).toBe(own()[0]!.id);
  });

  test("what is exported has the last change in it", async () => {
    studio.edit("width", width(701));
    const text = await studio.export();
    expect(JSON.parse(text as string)).toMatchObject({ "songplate-style": 1, style: { width: 701 } });
  });

  test("a duplicate is used at once", async () => {
    await studio.duplicate();
    fake.deliver();
    await settle();
    expect(studio.shown.style.name).toBe("Plate (copy)");
    expect(studio.shown.built_in).toBe(false);
  });
});
