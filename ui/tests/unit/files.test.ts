import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FilesSettings, FilesTrouble, FilesView } from "../../src/bindings";
import type { Refusal } from "../../src/backend/backend";
import { FakeBackend } from "../../src/backend/fake";
import { freeName, nameFault, withEnding } from "../../src/settings/files/fileName";
import { FilesForm } from "../../src/settings/files/filesForm.svelte";
import { filesText } from "../../src/settings/files/filesText";
import FilesSection from "../../src/settings/files/FilesSection.svelte";
import { useLanguage } from "../../src/state/language.svelte";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
let fake: FakeBackend;

beforeEach(() => {
  fake = new FakeBackend();
});

async function open(): Promise<void> {
  const { rerender } = render(FilesSection, { backend: fake, files: fake.filesView });
  await fake.onFiles((files) => void rerender({ files }));
}

const saved = () => fake.filesView.settings;

describe("a text file's name", () => {
  test("is one that a file can have on every system", () => {
    for (const name of ["song.txt", "Jetzt läuft.txt", "a.b.txt", "名前.txt"]) {
      expect(nameFault(name, []), name).toBeNull();
    }
    const wrong = ["", ".txt", "a", "a.png", "../a.txt", "a/b.txt", "a\\b.txt", "nul.txt", "COM1.txt"];
    wrong.push(".a.txt", "a..txt", "a .txt", "a\n.txt", "history.txt", "a:b.txt", `${"x".repeat(57)}.txt`);
    for (const name of wrong) expect(nameFault(name, []), name).toBe("unusable");
    expect(nameFault("Song.txt", ["song.txt"])).toBe("twice");
  });

  test("gets its ending by itself, and a new one is free", () => {
    expect(withEnding(" album ")).toBe("album.txt");
    expect(withEnding("album.txt")).toBe("album.txt");
    expect(withEnding("  ")).toBe("");
    expect(freeName(["text.txt", "TEXT-2.txt"])).toBe("text-3.txt");
  });
});

describe("changes", () => {
  /** An app that takes its time. */
  class SlowBackend extends FakeBackend {
    waiting: (() => void)[] = [];

    override async setFiles(settings: FilesSettings): Promise<Refusal> {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      return super.setFiles(settings);
    }
  }

  async function settle(slow: SlowBackend): Promise<void> {
    while (slow.waiting.length > 0) {
      slow.waiting.shift()!();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  test("that come fast do not undo each other, and show at once", async () => {
    const slow = new SlowBackend();
    const form = new FilesForm(slow, slow.filesView);
    form.rows[0]!.template = "♪ [SONG]";
    const answers = [form.saveTexts(), form.change({ cover: false }), form.change({ history: "csv" })];
    expect(form.settings).toMatchObject({ cover: false, history: "csv" });
    await Promise.resolve();
    await settle(slow);
    expect(await Promise.all(answers)).toEqual([null, null, null]);
    expect(slow.filesView.settings).toMatchObject({ cover: false, history: "csv" });
    expect(slow.filesView.settings.texts[0]!.template).toBe("♪ [SONG]");
  });

  test("that are refused are taken back, and the next one does not carry them", async () => {
    const slow = new SlowBackend();
    slow.refuse("setFiles", { code: "internal" });
    const form = new FilesForm(slow, slow.filesView);
    const answers = [form.change({ json: false }), form.change({ cover: false })];
    await Promise.resolve();
    await settle(slow);
    expect(await Promise.all(answers)).toEqual([{ code: "internal" }, null]);
    expect(form.settings).toMatchObject({ json: true, cover: false });
    expect(slow.filesView.settings).toMatchObject({ json: true, cover: false });
  });
});

describe("the section", () => {
  test("saves what is ticked and chosen at once", async () => {
    await open();
    await user.click($("files-enabled"));
    await user.click($("files-cover"));
    await user.click($("files-json"));
    await user.click($("files-history-csv"));
    expect(saved()).toMatchObject({ enabled: true, cover: false, json: false, history: "csv" });
  });

  test("a tick that is refused goes back, and says why", async () => {
    await open();
    fake.refuse("setFiles", { code: "internal" });
    await user.click($("files-enabled"));
    expect(await screen.findByText(/Something went wrong/)).toBeVisible();
    expect($("files-enabled")).not.toBeChecked();
  });

  test("the folder: typed, chosen, and the default again", async () => {
    await open();
    expect($("files-folder")).toHaveValue("/home/alex/Documents/Songplate");
    expect(screen.queryByTestId("files-default")).toBeNull();
    await user.clear($("files-folder"));
    await user.type($("files-folder"), " /tmp/now {Tab}");
    expect(saved().folder).toBe("/tmp/now");
    expect($("files-folder")).toHaveValue("/tmp/now");
    await user.click($("files-choose"));
    expect(saved().folder).toBe("/home/alex/Stream");
    expect($("files-folder")).toHaveValue("/home/alex/Stream");
    fake.chosenFolder = null;
    await user.click($("files-choose"));
    expect(saved().folder, "closing the dialogue changes nothing").toBe("/home/alex/Stream");
    await user.click($("files-default"));
    expect(saved().folder).toBeNull();
    expect($("files-folder")).toHaveValue("/home/alex/Documents/Songplate");
  });

  test("a folder that cannot be stays in its field, and the rest is saved without it", async () => {
    await open();
    await user.clear($("files-folder"));
    await user.type($("files-folder"), "Stream{Tab}");
    expect(await screen.findByText(/needs a whole path/)).toBeVisible();
    expect($("files-folder")).toHaveValue("Stream");
    await user.click($("files-enabled"));
    expect(saved()).toMatchObject({ enabled: true, folder: null });
    expect($("files-folder")).toHaveValue("Stream");
  });

  test("a template takes a place where the cursor is, and at its end before anyone was there", async () => {
    await open();
    const chips = screen.getAllByRole("button", { name: "Insert [ALBUM]: the album" });
    await user.click(chips[1]!);
    expect(saved().texts[1]!.template).toBe("[SONG][ALBUM]");
    const template = $("files-text-1-template") as HTMLTextAreaElement;
    await user.click(template);
    template.setSelectionRange(0, 6);
    await user.click(chips[0]!);
    expect(saved().texts[0]!.template).toBe("[ALBUM] – [SUBTITLE]");
    expect(template).toHaveFocus();
    expect(template.selectionStart).toBe("[ALBUM]".length);
  });

  test("files are added, named and removed", async () => {
    await open();
    await user.click($("files-add"));
    await vi.waitFor(() => expect($("files-text-4-name")).toHaveFocus());
    await user.keyboard("album{Tab}");
    expect(saved().texts[3]).toEqual({ name: "album.txt", template: "[SONG]" });
    await user.click($("files-text-1-remove"));
    expect(saved().texts.map(({ name }) => name)).toEqual(["title.txt", "artist.txt", "album.txt"]);
    expect($("files-add"), "the focus stays nearby").toHaveFocus();
  });

  test("a name that cannot be is said when its field is left, and waits there", async () => {
    await open();
    await user.clear($("files-text-1-name"));
    await user.type($("files-text-1-name"), "now/playing");
    expect(screen.queryByText(/No file can have this name/)).toBeNull();
    await user.tab();
    expect(screen.getByText(/No file can have this name/)).toBeVisible();
    expect($("files-text-1-name")).toHaveAttribute("aria-invalid", "true");
    await user.click($("files-cover"));
    expect(saved()).toMatchObject({ cover: false, texts: [{ name: "song.txt" }, {}, {}] });
    expect($("files-text-1-name")).toHaveValue("now/playing.txt");
    await user.clear($("files-text-1-name"));
    await user.type($("files-text-1-name"), "TITLE.txt{Tab}");
    expect(screen.getAllByText("There is another file of this name."), "both of them").toHaveLength(2);
    await user.clear($("files-text-1-name"));
    await user.type($("files-text-1-name"), "now{Tab}");
    expect(saved().texts[0]!.name).toBe("now.txt");
  });

  test("more than there can be are refused, and the row does not stay", async () => {
    const texts = Array.from({ length: 20 }, (_, index) => ({ name: `${index}.txt`, template: "" }));
    fake.filesView.settings.texts = texts;
    await open();
    await user.click($("files-add"));
    expect(await screen.findByText(/no more of them/)).toBeVisible();
    expect(screen.queryByTestId("files-text-21-name")).toBeNull();
  });

  test("what the app says elsewhere shows, except over what is being typed", async () => {
    await open();
    const template = $("files-text-1-template");
    await user.type(template, "!");
    fake.setFilesView({ folder: "/srv/x", settings: { ...saved(), folder: "/srv/x", history: "text" } });
    await tick();
    expect($("files-history-text")).toBeChecked();
    expect($("files-folder")).toHaveValue("/srv/x");
    expect(template).toHaveValue("[SONG] – [SUBTITLE]!");
  });
});

describe("how writing goes, in words", () => {
  const view = (enabled: boolean, state: FilesView["state"]): FilesView => ({
    ...fake.filesView,
    settings: { ...fake.filesView.settings, enabled },
    state,
  });
  const evening = Math.floor(new Date().setHours(20, 15, 0, 0) / 1000);
  const CAUSES: [FilesTrouble, RegExp, RegExp][] = [
    ["no-folder", /folder is not there/, /dossier est introuvable/],
    ["read-only", /read-only/, /lecture seule/],
    ["full", /disk is full/, /disque est plein/],
    ["other", /log says more/, /journal en dit plus/],
  ];

  test.each(CAUSES)("%s", (trouble, english, french) => {
    const state = { written_at: evening, trouble };
    expect(filesText(view(true, state))).toMatchObject({
      state: "trouble",
      sentence: expect.stringMatching(english),
    });
    useLanguage("fr");
    expect(filesText(view(true, state)).sentence).toMatch(french);
  });

  test("off, before the first time, and since", () => {
    expect(filesText(view(false, { written_at: evening, trouble: "full" })).state).toBe("off");
    expect(filesText(view(true, { written_at: null, trouble: null })).state).toBe("idle");
    expect(filesText(view(true, { written_at: evening, trouble: null })).title).toBe("Last written at 20:15");
  });
});
