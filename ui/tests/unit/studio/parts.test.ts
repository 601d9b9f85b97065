import { describe, expect, test } from "vitest";
import { FakeBackend } from "../../../src/backend/fake";
import { opacity, parseColour, withOpacity, withSolid } from "../../../src/settings/overlay/colour";
import { LastWins } from "../../../src/settings/overlay/lastWins";
import { copyName } from "../../../src/settings/overlay/names";
import { publicSnapshot } from "../../../src/settings/overlay/preview/live";
import { untimed } from "../../../src/settings/overlay/preview/look";
import { FONT_NAME } from "../../../src/settings/overlay/ranges";
import { Undo } from "../../../src/settings/overlay/undo.svelte";
import { BEHAVIOUR, style } from "../../overlays";
import { listening, SONG } from "../../samples";

test.each([
  ["#A0B1C2", "#a0b1c2"],
  [" 6d8bff80 ", "#6d8bff80"],
  ["#fa0", "#ffaa00"],
  ["#fa08", "#ffaa0088"],
  ["#112233ff", "#112233"],
  ["#12345", null],
  ["red", null],
  ["#12345g", null],
  ["", null],
])("%j typed is the colour %j", (typed, colour) => {
  expect(parseColour(typed)).toBe(colour);
});

test("a colour and its opacity are changed apart", () => {
  expect(withOpacity("#1d1f2bf2", 50)).toBe("#1d1f2b80");
  expect(withOpacity("#1d1f2b80", 100)).toBe("#1d1f2b");
  expect(withOpacity("#1d1f2b", 0)).toBe("#1d1f2b00");
  expect(withSolid("#1d1f2b80", "#ff0000")).toBe("#ff000080");
  expect(withSolid("#1d1f2b", "#ff0000")).toBe("#ff0000");
  for (const percent of [0, 1, 33, 50, 99, 100])
    expect(opacity(withOpacity("#000000", percent))).toBe(percent);
});

test("words of several parts are no matter", () => {
  expect(copyName("Plate (à moi)", "à moi", ["Plate (à moi)"])).toBe("Plate (à moi 2)");
  expect(copyName("Plate (à moi 2)", "à moi", [])).toBe("Plate (à moi)");
});

test.each([
  ["Plate", [], "Plate (mine)"],
  ["Plate (copy)", [], "Plate (copy) (mine)"],
  ["Plate", ["Plate (mine)"], "Plate (mine 2)"],
  ["Plate (mine)", ["Plate (mine)", "Plate (mine 2)"], "Plate (mine 3)"],
  ["Plate (mine 2)", [], "Plate (mine)"],
  ["(mine)", [], "(mine) (mine)"],
  ["x".repeat(60), [], `${"x".repeat(53)} (mine)`],
])("the copy of %j beside %j is called %j", (name, taken, copy) => {
  expect(copyName(name, "mine", taken)).toBe(copy);
  expect([...copy].length).toBeLessThanOrEqual(60);
});

test.each([
  ["Noto Sans JP", true],
  ["ui-rounded, 'Varela Round', sans-serif", true],
  ["Ünïcode Größe", true],
  ["x; } * { display: none", false],
  ['"quoted"', false],
])("the font %j can be used: %s", (name, usable) => {
  expect(FONT_NAME.test(name)).toBe(usable);
});

describe("of what is sent one at a time", () => {
  test("only the last that waits goes, by key, and never two at once", async () => {
    const sent: string[] = [];
    const answers: (() => void)[] = [];
    const saving = new LastWins();
    const put = (key: string, text: string) =>
      saving.put(key, async () => {
        sent.push(text);
        await new Promise<void>((answer) => answers.push(answer));
      });
    const answer = async () => {
      answers.shift()?.();
      await new Promise((next) => setTimeout(next));
    };
    put("a", "a1");
    for (const text of ["a2", "a3"]) put("a", text);
    put("b", "b1");
    put("a", "a4");
    expect(sent).toEqual(["a1"]);
    await answer();
    expect(sent).toEqual(["a1", "a4"]);
    await answer();
    expect(sent).toEqual(["a1", "a4", "b1"]);
    await answer();
    await saving.settled();
    put("a", "a5");
    expect(sent.at(-1)).toBe("a5");
  });
});

describe("undo", () => {
  test("takes a slider's way back at once, and other controls one by one", () => {
    const undo = new Undo();
    const named = (name: string) => style({ name });
    undo.remember(named("0"), "width", 0);
    undo.remember(named("1"), "width", 500);
    undo.remember(named("2"), "width", 1400);
    undo.remember(named("3"), "radius", 1500);
    undo.remember(named("4"), "radius", 3000);
    expect([undo.take(), undo.take(), undo.take()].map((one) => one?.name)).toEqual(["4", "3", "0"]);
    expect(undo.take()).toBeUndefined();
    expect(undo.possible).toBe(false);
  });

  test("what follows a step taken back is a step of its own", () => {
    const undo = new Undo();
    undo.remember(style({ name: "0" }), "width", 0);
    undo.take();
    undo.remember(style({ name: "1" }), "width", 10);
    expect(undo.take()?.name).toBe("1");
  });
});

describe("the real song in the preview", () => {
  test("is what an overlay would be sent", () => {
    const view = { ...new FakeBackend().snapshotView, ...listening() };
    expect(publicSnapshot(view, (key) => `cover://${key}`)).toMatchObject({
      status: "playing",
      title: SONG.title,
      subtitle: SONG.subtitle,
      cover: "cover://dunes",
      position_ms: SONG.position_ms,
      live: true,
      source: "spotify",
    });
  });

  test("is none while nothing is listened to", () => {
    const view = { ...new FakeBackend().snapshotView, selected: "spotify" };
    expect(publicSnapshot(view, String)).toMatchObject({
      status: "inactive",
      title: null,
      cover: null,
      source: "none",
    });
  });
});

test("the preview leaves out what takes time, and keeps what is seen", () => {
  const behaviour = {
    ...BEHAVIOUR,
    when_paused: "hide" as const,
    only_on_change: true,
    delay_ms: 3000,
    hide_adverts: true,
    placeholder: "Soon",
  };
  expect(untimed(behaviour)).toMatchObject({
    when_paused: "grey",
    only_on_change: false,
    delay_ms: 0,
    hide_adverts: true,
    placeholder: "Soon",
  });
  expect(untimed({ ...behaviour, when_paused: "same" }).when_paused).toBe("same");
});
