import type { HealthRow, UpdateState, UpdateView } from "../src/bindings";

const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;

export const NOTES = `New
- Follows players in more browsers.
- <b>Styles</b> can be shared as a file.

Mended
- The overlay comes back by itself after the computer was asleep.
- A very long line of notes, as people write them, runs on and on and has to be broken somewhere in the box without making the window scroll sideways: https://example.org/a/very/long/address/that/has/no/spaces/in/it/at/all/and/goes/on/${"x".repeat(60)}

${Array.from({ length: 12 }, (_, index) => `- Small thing number ${index + 1}.`).join("\n")}`;

const version = "0.2.0";

/** Every state of updates that looks different. */
export const UPDATE_STATES: Record<string, UpdateState> = {
  off: { status: "off" },
  "not-configured": { status: "not-configured" },
  "by-package-manager": { status: "unavailable", how: "package-manager" },
  "by-download": { status: "unavailable", how: "download" },
  "by-build": { status: "unavailable", how: "build" },
  "not-checked": { status: "idle", verdict: { code: "not-checked" } },
  "up-to-date": { status: "idle", verdict: { code: "up-to-date" } },
  "stable-is-older": {
    status: "idle",
    verdict: { code: "stable-is-older", stable: "0.1.0", current: "0.2.0-beta.3" },
  },
  refused: { status: "idle", verdict: { code: "refused", version } },
  checking: { status: "checking" },
  offered: { status: "offered", version, notes: NOTES, date: Date.UTC(2026, 10, 20) / 1000 },
  downloading: { status: "downloading", version, done: 3_214_000, total: 7_412_000 },
  "downloading-unknown": { status: "downloading", version, done: 3_214_000, total: null },
  ready: { status: "ready", version, waits_for: "user" },
  "ready-stop": { status: "ready", version, waits_for: "stop" },
  "ready-quit": { status: "ready", version, waits_for: "quit" },
  installing: { status: "installing", version },
  installed: { status: "installed", version },
  "failed-check": {
    status: "failed",
    step: "check",
    cause: { code: "offline" },
    at: minutes(-1),
    version: null,
    ready: false,
  },
  "failed-check-offered": {
    status: "failed",
    step: "check",
    cause: { code: "offline" },
    at: minutes(-1),
    version,
    ready: true,
  },
  "failed-install": {
    status: "failed",
    step: "install",
    cause: { code: "no-permission" },
    at: minutes(-1),
    version,
    ready: true,
  },
};

/** What surrounds the state. */
export const CHECKED: Partial<UpdateView> = { checked_at: minutes(-12), next_at: minutes(347) };

const row = (part: HealthRow["part"], rest: Partial<HealthRow> = {}): HealthRow => ({
  part,
  condition: "good",
  last_success: minutes(-3),
  next_attempt: null,
  cause: null,
  remedy: null,
  ...rest,
});

/** Every part of the program, in conditions that people meet together. */
export const HEALTH_STATES: Record<string, HealthRow[]> = {
  fresh: [],
  good: [
    row("login", { last_success: minutes(-60 * 24 * 12) }),
    row("source", { last_success: minutes(0) }),
    row("overlay"),
    row("files"),
    row("updates", { last_success: minutes(-125), next_attempt: minutes(240) }),
  ],
  trouble: [
    row("login", {
      condition: "trouble",
      cause: { code: "login", reason: "invalid-client" },
      remedy: "check-credentials",
    }),
    row("source", {
      condition: "waiting",
      next_attempt: minutes(0) + 20,
      cause: { code: "source-offline", cause: "network" },
      remedy: "try-again",
    }),
    row("overlay", {
      condition: "trouble",
      cause: { code: "overlay-port-taken", wanted: 7373, port: 7374 },
      remedy: "open-overlay-settings",
    }),
    row("files", {
      condition: "trouble",
      last_success: null,
      cause: { code: "files-unwritten", cause: "read-only" },
      remedy: "open-files-settings",
    }),
    row("updates", {
      condition: "trouble",
      cause: { code: "update-failed", step: "download", cause: { code: "truncated" } },
      remedy: "install-update",
    }),
  ],
};
