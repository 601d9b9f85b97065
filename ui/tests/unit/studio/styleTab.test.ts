import { fireEvent, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Style } from "../../../src/bindings";
import { FakeBackend } from "../../../src/backend/fake";
import { looks } from "./drawn";
import { $, none, ownOf, openStudio, set, styleOf, user } from "./openStudio";

vi.mock("../../../overlay/view", () => import("./drawn"));

let fake: FakeBackend;
const open = (tab?: string) => openStudio(fake, tab);
const style = () => styleOf(fake);
const own = () => ownOf(fake);

beforeEach(() => {
  fake = new FakeBackend();
});

describe("every field of a style has its control", () => {
  type Control = [
    field: string,
    read: (style: Style) => unknown,
    control: string,
    typed: string | null,
    expected: unknown,
  ];
  const CONTROLS: Control[] = [
    ["layout", (one) => one.layout, "layout-stack", null, "stack"],
    ["width", (one) => one.width, "width", "640", 640],
    ["width by slider", (one) => one.width, "width-slider", "640", 640],
    ["align", (one) => one.align, "align-right", null, "right"],
    ["radius", (one) => one.radius, "radius", "0", 0],
    ["shadow", (one) => one.shadow, "shadow-strong", null, "strong"],
    ["animation", (one) => one.animation, "animation-pop", null, "pop"],
    ["background", (one) => one.background.kind, "background-cover", null, "cover"],
    ["first colour", (one) => one.background.from, "background-from", "#AABBCC80", "#aabbcc80"],
    ["second colour", (one) => one.background.to, "background-to", "#abc", "#aabbcc"],
    ["opacity", (one) => one.background.to.slice(7), "background-to-opacity", "50", "80"],
    ["angle", (one) => one.background.angle, "background-angle", "360", 360],
    ["cover", (one) => one.cover.shown, "cover-shown", null, false],
    ["cover’s size", (one) => one.cover.size, "cover-size", "200", 200],
    ["cover’s corners", (one) => one.cover.radius, "cover-radius", "100", 100],
    ["cover’s side", (one) => one.cover.side, "cover-side-right", null, "right"],
    ["title", (one) => one.title.shown, "title-shown", null, false],
    ["title’s colour", (one) => one.title.colour, "title-colour", "#ffee00", "#ffee00"],
    ["title’s colour by eye", (one) => one.title.colour, "title-colour-pick", "#00ff00", "#00ff00"],
    ["title’s size", (one) => one.title.size, "title-size", "40", 40],
    ["title’s weight", (one) => one.title.weight, "title-weight-regular", null, "regular"],
    ["title’s capitals", (one) => one.title.capitals, "title-capitals", null, true],
    ["subtitle", (one) => one.subtitle.shown, "subtitle-shown", null, false],
    ["subtitle’s colour", (one) => one.subtitle.colour, "subtitle-colour", "#ffee0033", "#ffee0033"],
    ["subtitle’s size", (one) => one.subtitle.size, "subtitle-size", "12", 12],
    ["subtitle’s weight", (one) => one.subtitle.weight, "subtitle-weight-heavy", null, "heavy"],
    ["subtitle’s capitals", (one) => one.subtitle.capitals, "subtitle-capitals", null, true],
    ["long texts", (one) => one.long_text, "long-text-ellipsis", null, "ellipsis"],
    ["progress", (one) => one.progress.shown, "progress-shown", null, false],
    ["times", (one) => one.progress.times, "progress-times", null, true],
    ["fill", (one) => one.progress.fill, "progress-fill", "#123456", "#123456"],
    ["fill from the cover", (one) => one.progress.fill_from_cover, "progress-from-cover", null, true],
    ["track", (one) => one.progress.track, "progress-track", "#00000000", "#00000000"],
    ["height", (one) => one.progress.height, "progress-height", "12", 12],
    ["source mark", (one) => one.source_mark, "source-mark", null, false],
    ["CSS", (one) => one.css, "css", ".box { rotate: 1deg }", ".box { rotate: 1deg }"],
  ];

  test("which changes it, in the preview too, and can be undone", { timeout: 60_000 }, async () => {
    await open();
    for (const [field, read, control, typed, expected] of CONTROLS) {
      expect(read(style()), field).not.toEqual(expected);
      if (typed === null) await fireEvent.click($(control));
      else await set(control, typed);
      await vi.waitFor(() => expect(read(style()), field).toEqual(expected));
      expect(read(looks.at(-1)!.style), `${field} in the preview`).toEqual(expected);
      await fireEvent.click($("undo"));
      await vi.waitFor(() => expect(read(style()), `${field} undone`).not.toEqual(expected));
    }
    expect(own(), "one copy is enough").toHaveLength(1);
  });

  test.each(["title", "subtitle"] as const)(
    "the font of the %s: a kind, or one by its name",
    async (line) => {
      await open();
      await user.selectOptions($(`${line}-font`), "Serif");
      await vi.waitFor(() => expect(style()[line].font).toMatch(/Georgia/));
      await user.selectOptions($(`${line}-font`), "Another font…");
      expect(style()[line].font, "nothing changes before a name is there").toMatch(/Georgia/);
      await set(`${line}-font-name`, "Comic Neue");
      await vi.waitFor(() => expect(style()[line].font).toBe("Comic Neue"));
      await set(`${line}-font-name`, "x; } * {");
      expect(screen.getByText("Letters, digits, spaces and dashes only.")).toBeVisible();
      expect(style()[line].font).toBe("Comic Neue");
    },
  );

  test("the name", async () => {
    await open();
    expect($("style-name"), "of a built-in one can’t be changed").toHaveAttribute("readonly");
    await user.click($("style-duplicate"));
    await vi.waitFor(() => expect($("style-name")).toHaveValue("Plate (copy)"));
    await user.clear($("style-name"));
    expect(screen.getByText("A name has at least one letter.")).toBeVisible();
    await user.type($("style-name"), "Evening");
    await vi.waitFor(() => expect(style().name).toBe("Evening"));
  });
});

test("a number outside its range changes nothing, says what it may be, and gives way when left", async () => {
  await open();
  await user.clear($("width"));
  await user.type($("width"), "90");
  expect($("width")).toHaveAttribute("aria-invalid", "true");
  expect(screen.getByText("120 to 1920 px")).toBeVisible();
  await user.tab();
  expect($("width")).toHaveValue("560");
  expect(own()).toEqual([]);
});

test("a change of a built-in style says quietly that it made a copy", async () => {
  await open();
  await set("radius", "30");
  await vi.waitFor(() => expect($("style-told")).toHaveTextContent(/Plate.*stays.*Plate \(mine\)/));
  expect($(`style-${own()[0]!.id}`)).toBeChecked();
});

describe("CSS that is refused", () => {
  test("is told with its line, and the text stays", async () => {
    await open();
    await set("css", ".title {}\n@import 'x';");
    await vi.waitFor(() => expect($("css-fault")).toHaveTextContent("Line 2: @import could load something"));
    expect($("css")).toHaveValue(".title {}\n@import 'x';");
    expect($("css")).toHaveAttribute("aria-invalid", "true");
    await set("css", ".title { color: red }");
    await vi.waitFor(() => expect($("css-fault")).toBeEmptyDOMElement());
    expect(style().css).toBe(".title { color: red }");
  });
});

describe("sharing", () => {
  test("copies the style, and saves it as a file", async () => {
    await open();
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click($("style-export-copy"));
    expect(JSON.parse(written.mock.calls[0]![0])).toMatchObject({ "songplate-style": 1 });
    await user.click($("style-export-file"));
    expect($("style-share-told")).toHaveTextContent("/home/alex/Downloads/Plate.songplate-style.json");
  });

  test("a file that can’t be written is told", async () => {
    await open();
    fake.refuse("saveStyleFile", { code: "unwritable" });
    await user.click($("style-export-file"));
    expect(await screen.findByText(/file cannot be written/)).toBeVisible();
  });

  test("takes a pasted text or a file, and refuses a bad one with the reason", async () => {
    await open();
    await set("style-import-text", '{"a": 1}');
    await user.click($("style-import"));
    expect(await screen.findByText(/not a style exported by Songplate/)).toBeVisible();
    expect($("style-import-text"), "stays to be mended").toHaveValue('{"a": 1}');
    const text = JSON.stringify({ "songplate-style": 1, style: { ...style(), name: "Gift", width: 333 } });
    // jsdom's files have no text().
    const file = Object.assign(new File([text], "gift.json"), { text: async () => text });
    await user.upload($("style-import-file"), file);
    await vi.waitFor(() => expect(style()).toMatchObject({ name: "Gift", width: 333 }));
    expect(screen.queryByText(/not a style exported/)).toBeNull();
    const large = new File(["x".repeat(200_000)], "large.json");
    await user.upload($("style-import-file"), large);
    expect(await screen.findByText(/larger than a style can be/)).toBeVisible();
    expect(own()).toHaveLength(1);
  });
});

describe("a style of the user’s own", () => {
  test("is deleted after a question; the safe answer has the focus", async () => {
    await open();
    expect(none("style-delete"), "a built-in one stays").toBeNull();
    await user.click($("style-duplicate"));
    await user.click(await screen.findByTestId("style-delete"));
    expect($("style-delete-cancel")).toHaveFocus();
    await user.keyboard("{Escape}");
    await vi.waitFor(() => expect($("style-delete")).toHaveFocus());
    expect(own()).toHaveLength(1);
    await user.click($("style-delete"));
    await user.click($("style-delete-confirm"));
    await vi.waitFor(() => expect(own()).toEqual([]));
    expect($("style-plate")).toBeChecked();
  });
});
