import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Cleaned, CleanSettings, Replacement } from "../../../src/bindings";
import type { Outcome } from "../../../src/backend/backend";
import { FakeBackend } from "../../../src/backend/fake";
import { CleanForm } from "../../../src/settings/players/clean/cleanForm.svelte";
import { difference, type Piece } from "../../../src/settings/players/clean/difference";
import { cleanSources } from "../../../src/settings/players/clean/sources";
import Settings from "../../../src/settings/Settings.svelte";
import { Preferences } from "../../../src/state/preferences.svelte";
import { DESK } from "../../players";
import { following } from "../../samples";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
let fake: FakeBackend;

const rule = (find: string, part: Partial<Replacement> = {}): Required<Replacement> => ({
  find,
  replace: "",
  pattern: false,
  ignore_case: false,
  place: "title",
  ...part,
});

const finds = () => fake.cleanView.replacements.map(({ find }) => find);

beforeEach(() => {
  fake = new FakeBackend();
  fake.cleanView = { ...fake.cleanView, sources: ["firefox"], replacements: [rule("one"), rule("two")] };
});

describe("what differs", () => {
  const marked = (pieces: Piece[]) =>
    pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("");
  const both = (before: string, after: string) => {
    const pieces = difference(before, after);
    return [marked(pieces.before), marked(pieces.after)];
  };

  test("is told word by word, and letter by letter where there are no spaces", () => {
    expect(both("Slow Tide (Official Video)", "Slow Tide")).toEqual([
      "Slow Tide[ (Official Video)]",
      "Slow Tide",
    ]);
    expect(both("Mara – Slow Tide [HD]", "Slow Tide")).toEqual(["[Mara – ]Slow Tide[ [HD]]", "Slow Tide"]);
    expect(both("夜雨の歌【公式MV】", "夜雨の歌")).toEqual(["夜雨の歌[【公式MV】]", "夜雨の歌"]);
    expect(both("فيروز - نسم علينا", "نسم علينا")).toEqual(["[فيروز - ]نسم علينا", "نسم علينا"]);
    expect(both("Lantern", "Lanterns")).toEqual(["[Lantern]", "[Lanterns]"]);
    expect(both("", "Mara")).toEqual(["", "[Mara]"]);
    expect(both("same", "same")).toEqual(["same", "same"]);
  });

  test("loses nothing of either text", () => {
    const [before, after] = ["a b c 🎵 d a b".repeat(40), "b 🎶 a c b d".repeat(40)];
    const pieces = difference(before, after);
    expect(pieces.before.map(({ text }) => text).join("")).toBe(before);
    expect(pieces.after.map(({ text }) => text).join("")).toBe(after);
  });
});

describe("the form", () => {
  async function form(): Promise<CleanForm> {
    const opened = new CleanForm(fake);
    await opened.open();
    return opened;
  }

  test("a rule that is not finished keeps nothing else from being saved, and stays", async () => {
    const clean = await form();
    clean.addRule();
    clean.rows[0]!.replace = "1";
    clean.save();
    clean.change({ remasters: true });
    await clean.settled();
    expect(fake.cleanView).toMatchObject({
      remasters: true,
      replacements: [{ replace: "1" }, { find: "two" }],
    });
    expect(clean.rows).toHaveLength(3);
    expect(clean.fault(clean.rows[2]!)).toBe("empty");
  });

  test("a pattern that the app refuses is told at its rule, which goes on as it was", async () => {
    const clean = await form();
    clean.addRule();
    Object.assign(clean.rows[2]!, { find: "three" });
    clean.save();
    await clean.settled();
    Object.assign(clean.rows[1]!, { find: "(two", pattern: true });
    Object.assign(clean.rows[2]!, { find: "THREE" });
    clean.save();
    await clean.settled();
    expect(finds()).toEqual(["one", "two", "THREE"]);
    expect(clean.fault(clean.rows[1]!)).toMatchObject({ pattern: expect.stringContaining("(two") });
    expect(clean.fault(clean.rows[2]!)).toBeNull();
    expect(clean.rows[1]!.find, "what was typed").toBe("(two");
    expect(clean.error).toBeNull();
    clean.rows[1]!.find = "(two)";
    expect(clean.fault(clean.rows[1]!), "it may be right now").toBeNull();
    clean.save();
    await clean.settled();
    expect(finds()).toEqual(["one", "(two)", "THREE"]);
  });

  test("several that are refused are each told", async () => {
    const clean = await form();
    for (const row of clean.rows) Object.assign(row, { find: "(", pattern: true });
    clean.change({ split: false });
    await clean.settled();
    expect(fake.cleanView).toMatchObject({ split: false, replacements: [{ find: "one" }, { find: "two" }] });
    expect(clean.rows.map((row) => clean.fault(row))).toEqual([
      { pattern: expect.any(String) },
      { pattern: expect.any(String) },
    ]);
  });

  test("a text that cannot be is known without asking", async () => {
    const clean = await form();
    clean.rows[0]!.find = "x".repeat(201);
    clean.rows[1]!.replace = "a\tb";
    expect(clean.rows.map((row) => clean.fault(row))).toEqual(["long", "long"]);
    clean.save();
    await clean.settled();
    expect(fake.callsOf("setCleanTitles")).toEqual([]);
  });

  test("a tick that is refused goes back", async () => {
    const clean = await form();
    fake.refuse("setCleanTitles", { code: "internal" });
    clean.change({ brackets: false });
    expect(clean.ticks?.brackets).toBe(false);
    await clean.settled();
    expect(clean.ticks?.brackets).toBe(true);
    expect(clean.error).toEqual({ code: "internal" });
  });

  test("there are fifty rules at most", async () => {
    fake.cleanView.replacements = Array.from({ length: 50 }, (_, index) => rule(`${index}`));
    const clean = await form();
    expect(clean.addRule()).toBe(false);
    expect(clean.error).toEqual({ code: "too-many" });
    expect(clean.rows).toHaveLength(50);
  });

  test("rules are sorted and removed", async () => {
    const clean = await form();
    clean.moveRule(1, 0);
    await clean.settled();
    expect(finds()).toEqual(["two", "one"]);
    clean.removeRule(clean.rows[0]!);
    await clean.settled();
    expect(finds()).toEqual(["one"]);
  });

  test("a preview that comes late is dropped", async () => {
    const answers: ((outcome: Outcome<Cleaned[]>) => void)[] = [];
    fake.previewCleanTitles = () => new Promise((resolve) => answers.push(resolve));
    const clean = await form();
    const asked = [clean.refresh(), clean.refresh()];
    const told = (title: string): Outcome<Cleaned[]> => ({
      value: [{ before: { title, subtitle: "" }, after: { title, subtitle: "" } }],
    });
    answers[1]?.(told("new"));
    await asked[1];
    answers[0]?.(told("old"));
    await asked[0];
    expect(clean.preview?.[0]?.before.title).toBe("new");
  });
});

test("the sources have Spotify once, and the demo player last", () => {
  expect(cleanSources(DESK, ["mpv", "spotify-api", "spotify", "demo", "vlc"])).toEqual([
    "spotify",
    "firefox",
    "vlc",
    "strawberry",
    "chromium",
    "mpv",
    "demo",
  ]);
});

describe("the section", () => {
  async function open(): Promise<void> {
    fake.show({ ...following(), sources: DESK });
    const preferences = new Preferences();
    await preferences.follow(fake);
    render(Settings, { backend: fake, preferences });
    await user.click($("section-players"));
    await vi.waitFor(() => expect(previewed()).toContain("Paper Lanterns · The Quiet Hours"));
  }

  const previewed = () =>
    [...$("clean-preview").querySelectorAll("li .after > span:last-child")].map((line) => line.textContent);

  test("shows what becomes of titles while a rule is typed, before it is saved", async () => {
    await open();
    await user.clear($("clean-rule-1-find"));
    await user.type($("clean-rule-1-find"), "Lanterns");
    await user.type($("clean-rule-1-replace"), "Lights");
    await vi.waitFor(() => expect(previewed()).toContain("Paper Lights · The Quiet Hours"));
    expect(finds()).toEqual(["Lanterns", "two"]);
    expect(fake.cleanView.replacements[0]?.replace, "that field was not left").toBe("");
    await user.tab();
    await vi.waitFor(() => expect(fake.cleanView.replacements[0]?.replace).toBe("Lights"));
  });

  test("a rule says what is wrong when its field is left, with the app's word on the pattern", async () => {
    await open();
    await user.click($("clean-add"));
    expect($("clean-rule-3-find")).toHaveFocus();
    await user.click($("clean-rule-3-pattern"));
    expect($("clean-rule-3")).toHaveTextContent("Write what to find.");
    await user.type($("clean-rule-3-find"), "(Win");
    expect($("clean-rule-3"), "it can still become right").not.toHaveTextContent("cannot be used");
    await user.tab();
    await vi.waitFor(() => expect($("clean-rule-3")).toHaveTextContent("This pattern cannot be used."));
    expect($("clean-rule-3")).toHaveTextContent("Invalid regular expression");
    expect($("clean-rule-3-find")).toHaveAttribute("aria-invalid", "true");
    await user.click($("section-about"));
    await user.click($("section-players"));
    expect($("clean-rule-3-find"), "it is still there after a look elsewhere").toHaveValue("(Win");
    expect($("clean-rule-3")).toHaveTextContent("This pattern cannot be used.");
    await user.type($("clean-rule-3-find"), "){Tab}");
    await vi.waitFor(() => expect(finds()).toEqual(["one", "two", "(Win)"]));
  });

  test("sources are ticked; one that is not running stays in sight when it is unticked", async () => {
    fake.cleanView.sources = ["mpv"];
    await open();
    await user.click($("clean-source-spotify"));
    await user.click($("clean-source-mpv"));
    await vi.waitFor(() => expect(fake.cleanView.sources).toEqual(["spotify"]));
    expect($("clean-source-mpv")).not.toBeChecked();
    await user.click($("clean-brackets"));
    await user.click($("clean-remasters"));
    await vi.waitFor(() => expect(fake.cleanView).toMatchObject({ brackets: false, remasters: true }));
    expect($("group-clean")).toHaveTextContent("Spotify");
  });

  test("a removed rule's focus goes to the button that adds one, a moved one's stays with it", async () => {
    await open();
    await user.click($("clean-rule-1-down"));
    await tick();
    expect($("clean-rule-2-up"), "it cannot go further down").toHaveFocus();
    await vi.waitFor(() => expect(finds()).toEqual(["two", "one"]));
    await user.click($("clean-rule-1-remove"));
    expect($("clean-add")).toHaveFocus();
    await vi.waitFor(() => expect(finds()).toEqual(["one"]));
  });

  test("the preview follows the players' songs", async () => {
    await open();
    const asked = fake.callsOf("previewCleanTitles").length;
    fake.show({});
    await vi.waitFor(() => expect(fake.callsOf("previewCleanTitles").length).toBeGreaterThan(asked));
    const [last] = fake.callsOf("previewCleanTitles").at(-1) as [CleanSettings];
    expect(last.replacements).toHaveLength(2);
  });
});
