import { describe, expect, test } from "vitest";
import type { SnapshotView } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import { resolveLanguage } from "../../src/state/language.svelte";
import { Listener } from "../../src/state/listener.svelte";
import { positionAfter } from "../../src/state/progress.svelte";
import { newer } from "../../src/state/snapshot";
import { subscribe } from "../../src/state/subscribe";
import { resolveTheme } from "../../src/state/theme";
import { clock, timeOfDay } from "../../src/shared/time";
import { keyState } from "../../src/settings/credentialsForm.svelte";
import { stepStates } from "../../src/settings/steps";
import { CLIENT_ID, listening, SONG } from "../samples";

const base = new FakeBackend().snapshotView;
const snapshot = (run: string, number: number): SnapshotView => ({ ...base, run, number });

describe("newer", () => {
  test.each([
    ["the first one is taken", undefined, snapshot("a", 7), "next"],
    ["a higher number is taken", snapshot("a", 1), snapshot("a", 2), "next"],
    ["a lower number is dropped", snapshot("a", 9), snapshot("a", 8), "current"],
    ["the same number is taken: its position was measured later", snapshot("a", 5), snapshot("a", 5), "next"],
    ["another run is taken, however low", snapshot("a", 900), snapshot("b", 1), "next"],
  ] as const)("%s", (_, current, next, kept) => {
    expect(newer(current, next)).toBe(kept === "next" ? next : current);
  });
});

describe("the listener", () => {
  test("an answer older than an event that came first is dropped", async () => {
    const fake = new FakeBackend();
    const old = structuredClone(fake.snapshotView);
    fake.snapshot = async () => {
      fake.show(listening());
      return old;
    };
    const listener = new Listener();
    await listener.follow(fake);
    expect(listener.snapshot?.number).toBe(old.number + 1);
    expect(listener.snapshot?.song?.title).toBe(SONG.title);
  });
});

test("a view without a number: the answer to a question asked before an event is dropped", async () => {
  const seen: string[] = [];
  let tell: (view: string) => void = () => {};
  await subscribe<string>(
    async (listener) => {
      tell = listener;
      return () => {};
    },
    async () => {
      tell("event");
      return "answer";
    },
    (view) => seen.push(view),
  );
  expect(seen).toEqual(["event"]);
});

describe("positionAfter", () => {
  test.each([
    ["moves with the time", { position_ms: 1000 }, 500, 1500],
    ["moves twice as fast at twice the speed", { position_ms: 1000, rate_percent: 200 }, 500, 2000],
    ["stops at the end", { position_ms: 213_900 }, 5000, 214_000],
    ["stands still while paused", { position_ms: 1000, playing: false }, 500, 1000],
    ["stands still when not live", { position_ms: 1000, live: false }, 500, 1000],
    ["never starts before the song", { position_ms: -50, playing: false }, 0, 0],
    ["goes on without a known length", { position_ms: 1000, duration_ms: null }, 9e6, 9_001_000],
    ["does not run backwards when the clock does", { position_ms: 1000 }, -300, 1000],
  ])("%s", (_, part, elapsed, position) => {
    expect(positionAfter({ ...SONG, ...part }, elapsed)).toBe(position);
  });
});

test.each([
  [0, "0:00"],
  [65_400, "1:05"],
  [3_729_000, "1:02:09"],
  [-5, "0:00"],
])("%d ms reads %s", (ms, text) => {
  expect(clock(ms)).toBe(text);
});

test("a moment today is told by the time, another day's by the weekday too", () => {
  const noon = new Date(2026, 10, 23, 12, 0);
  expect(timeOfDay(noon.getTime() / 1000 + 3660, "en", noon)).toBe("13:01");
  expect(timeOfDay(noon.getTime() / 1000 + 14 * 3600, "en", noon)).toBe("Tue 02:00");
  expect(timeOfDay(noon.getTime() / 1000 + 14 * 3600, "fr", noon)).toBe("mar. 02:00");
});

test.each([
  ["system", ["de-CH", "fr-CH", "en"], "fr"],
  ["system", ["ja"], "en"],
  ["system", [], "en"],
  ["fr", ["en-GB"], "fr"],
] as const)("language %s on %j is %s", (choice, system, language) => {
  expect(resolveLanguage(choice, system)).toBe(language);
});

test.each([
  ["system", true, "dark"],
  ["system", false, "light"],
  ["light", true, "light"],
] as const)("theme %s, system dark %s: %s", (choice, systemIsDark, theme) => {
  expect(resolveTheme(choice, systemIsDark)).toBe(theme);
});

test.each([
  ["", "empty"],
  ["0123", "short"],
  [CLIENT_ID, "valid"],
  [CLIENT_ID.toUpperCase(), "valid"],
  [`${CLIENT_ID}0`, "malformed"],
  ["my client id", "malformed"],
  [CLIENT_ID.replace("a", "g"), "malformed"],
] as const)("the key %j is %s", (typed, state) => {
  expect(keyState(typed)).toBe(state);
});

test("the first step that is not done is the current one", () => {
  const none = { appCreated: false, redirectCopied: false, credentialsGiven: false, linked: false };
  expect(stepStates(none)).toEqual(["current", "todo", "todo", "todo"]);
  expect(stepStates({ ...none, redirectCopied: true })).toEqual(["current", "done", "todo", "todo"]);
  expect(stepStates({ ...none, appCreated: true, redirectCopied: true, credentialsGiven: true })).toEqual([
    "done",
    "done",
    "done",
    "current",
  ]);
  expect(stepStates({ ...none, linked: true })).toEqual(["done", "done", "done", "done"]);
});
