import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { HealthRow, SnapshotView, UpdateCause, UpdateState } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import Popup from "../../src/popup/Popup.svelte";
import { healthCauseText } from "../../src/settings/health/healthText";
import { mend as applyRemedy } from "../../src/settings/health/remedy";
import Settings from "../../src/settings/Settings.svelte";
import { causeText } from "../../src/settings/updates/updateText";
import { ago, ahead } from "../../src/shared/relative";
import { useLanguage } from "../../src/state/language.svelte";
import { Preferences } from "../../src/state/preferences.svelte";
import { UPDATE_STATES } from "../installed";
import { listening } from "../samples";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
const none = (id: string) => expect(screen.queryByTestId(id)).toBeNull();
let fake: FakeBackend;

beforeEach(() => {
  fake = new FakeBackend();
});

async function open(section: string, snapshot: Partial<SnapshotView> = {}): Promise<void> {
  fake.snapshotView = { ...fake.snapshotView, ...snapshot };
  const preferences = new Preferences();
  await preferences.follow(fake);
  render(Settings, { backend: fake, preferences });
  await user.click($(`section-${section}`));
}

async function update(name: string): Promise<void> {
  fake.setUpdates({ state: UPDATE_STATES[name]! });
  await tick();
}

describe("updates", () => {
  const buttons = () =>
    ["install-update", "update-later", "cancel-update", "retry-check"].filter((id) =>
      screen.queryByTestId(id),
    );

  test("each state has a name, and the buttons that apply", async () => {
    await open("updates");
    const expected: Record<string, string[]> = {
      offered: ["install-update"],
      downloading: ["cancel-update"],
      "downloading-unknown": ["cancel-update"],
      ready: ["install-update", "update-later"],
      "ready-stop": ["install-update", "cancel-update"],
      "ready-quit": ["install-update", "cancel-update"],
      installed: ["install-update"],
      "failed-check": ["retry-check"],
      "failed-check-offered": ["install-update", "retry-check"],
      "failed-install": ["install-update", "update-later"],
    };
    for (const [name, state] of Object.entries(UPDATE_STATES)) {
      await update(name);
      expect($("update-status"), name).toHaveAttribute("data-status", state.status);
      expect($("update-status").textContent.trim(), name).not.toBe("");
      expect(buttons(), name).toEqual(expected[name] ?? []);
    }
  });

  test("while listening, whatever interrupts it says so", async () => {
    await open("updates", listening());
    for (const name of ["ready", "ready-stop", "installed", "failed-install", "failed-check-offered"]) {
      await update(name);
      expect($("install-update"), name).toHaveTextContent(/interrupt listening/);
    }
    await update("offered");
    expect($("install-update")).toHaveTextContent("Download");
    fake.show({ listening: false });
    await update("ready");
    expect($("install-update")).toHaveTextContent("Install now");
    expect($("install-update")).not.toHaveTextContent("interrupt");
  });

  test("later says what it waits for", async () => {
    await open("updates", listening());
    await update("ready");
    expect($("update-later")).toHaveTextContent("Later, when I press Stop");
    await user.click($("update-later"));
    expect(fake.callsOf("installUpdateLater")).toHaveLength(1);
    expect($("update-status")).toHaveTextContent("as soon as you press Stop");
    fake.show({ listening: false });
    await update("ready");
    expect($("update-later")).toHaveTextContent("Later, when I quit");
  });

  test("what comes up where the download is cancelled does not interrupt listening", async () => {
    await open("updates", listening());
    await update("downloading");
    const place = () => $("update-status").parentElement!.querySelectorAll("button")[0];
    expect(place()).toBe($("cancel-update"));
    await update("ready");
    expect(place()).toBe($("update-later"));
    await update("ready-stop");
    expect(place()).toHaveTextContent("Not this time");
    await user.click(place()!);
    expect(fake.callsOf("cancelUpdate")).toHaveLength(1);
  });

  test("the buttons do what they say", async () => {
    await open("updates");
    await update("offered");
    await user.click($("install-update"));
    expect(fake.callsOf("installUpdate")).toHaveLength(1);
    await user.click($("cancel-update"));
    expect(fake.callsOf("cancelUpdate")).toHaveLength(1);
    await user.click($("check-updates"));
    expect($("check-updates"), "it is being done").toBeDisabled();
    expect(document.activeElement, "the focus stays near it").toContainElement($("check-updates"));
    expect(document.body).not.toHaveFocus();
    await update("failed-check");
    await user.click($("retry-check"));
    expect(fake.callsOf("checkForUpdates")).toHaveLength(2);
  });

  test("channel and switch reach the app; a refused channel goes back", async () => {
    await open("updates");
    await user.selectOptions($("channel"), "beta");
    expect(fake.updateView.channel).toBe("beta");
    fake.refuse("setUpdateChannel", { code: "internal" });
    await user.selectOptions($("channel"), "stable");
    expect($("channel")).toHaveValue("beta");
    expect($("error")).toHaveAttribute("data-code", "internal");
    await user.click($("updates-enabled"));
    expect(fake.callsOf("setUpdatesEnabled")).toEqual([[false]]);
    expect($("update-status")).toHaveAttribute("data-status", "off");
    expect(screen.queryByText(/looks for updates at the start/), "it does not").not.toBeInTheDocument();
    expect($("check-updates"), "by hand it still works").toBeEnabled();
  });

  test("a build or package that can't update itself offers nothing that would do nothing", async () => {
    await open("updates");
    for (const name of ["not-configured", "by-package-manager"]) {
      await update(name);
      for (const id of ["channel", "updates-enabled", "check-updates"]) none(id);
    }
    await update("not-configured");
    expect($("update-status")).toHaveTextContent("Updates are not configured in this build");
  });

  test("an older stable version is named as the reason", async () => {
    await open("updates");
    await update("stable-is-older");
    expect($("update-status")).toHaveTextContent(/stable channel is at 0\.1\.0; you have 0\.2\.0-beta\.3/);
  });

  test("each cause has its own words, in both languages", () => {
    const codes: Exclude<UpdateCause["code"], "server">[] = [
      "offline",
      "not-json",
      "no-package",
      "signature",
      "version-mismatch",
      "truncated",
      "no-permission",
      "disk-full",
      "other",
    ];
    const causes: UpdateCause[] = [...codes.map((code) => ({ code })), { code: "server", status: 503 }];
    for (const language of ["en", "fr"] as const) {
      useLanguage(language);
      const texts = causes.map(causeText);
      expect(new Set(texts).size).toBe(causes.length);
      expect(texts.at(-1)).toContain("503");
    }
  });

  test("the notes are text, whatever is in them", async () => {
    await open("updates");
    const state: UpdateState = { status: "offered", version: "0.2.0", notes: "<img src=x>\n- b", date: null };
    fake.setUpdates({ state });
    await tick();
    expect($("update-notes")).toHaveTextContent("<img src=x>");
    expect($("update-notes").querySelector("img")).toBeNull();
  });
});

test("whoever asks the tray for updates sees what comes of it", async () => {
  await open("spotify");
  fake.askUpdates();
  await tick();
  expect($("section-updates")).toHaveAttribute("aria-current", "page");
});

describe("in the background", () => {
  test("what is chosen reaches the app", async () => {
    await open("general");
    await user.click(await screen.findByTestId("on-close-quit"));
    await user.click($("start-hidden"));
    expect(fake.backgroundView.settings).toEqual({ on_close: "quit", start_hidden: false });
    await user.click($("start-at-login"));
    expect(fake.callsOf("setStartAtLogin")).toEqual([[true]]);
    expect($("start-at-login")).toBeChecked();
  });

  test("what the system does not allow is said and shown", async () => {
    await open("general");
    fake.refuse("setStartAtLogin", { code: "autostart" });
    await user.click(await screen.findByTestId("start-at-login"));
    await vi.waitFor(() => expect($("start-at-login")).not.toBeChecked());
    expect(screen.getAllByText(/does not let Songplate be started at login/)).toHaveLength(1);
  });

  for (const [window, show] of [
    ["popup", async () => void render(Popup, { backend: fake })],
    ["settings", () => open("spotify")],
  ] as const) {
    test(`the ${window} asks before it closes as the last window`, async () => {
      await show();
      expect($("closing-sheet")).not.toHaveAttribute("open");
      fake.askClosing();
      await tick();
      expect($("closing-sheet")).toHaveAttribute("open");
      expect($("closing-keep"), "the safe answer").toHaveFocus();
      await user.click($("closing-keep"));
      await user.click($("closing-quit"));
      expect(fake.callsOf("closeAs")).toEqual([["go-on"], ["quit"]]);
      expect(fake.callsOf("keepWindow")).toEqual([]);
      await user.click($("closing-cancel"));
      expect($("closing-sheet")).not.toHaveAttribute("open");
      await vi.waitFor(() => expect(fake.callsOf("keepWindow"), "nothing is decided").toEqual([[]]));
      expect(fake.callsOf("closeAs")).toHaveLength(2);
    });
  }
});

describe("health", () => {
  const row = (part: HealthRow["part"], rest: Partial<HealthRow>): HealthRow => ({
    part,
    condition: "trouble",
    last_success: null,
    next_attempt: null,
    cause: null,
    remedy: null,
    ...rest,
  });

  async function mend(part: HealthRow): Promise<void> {
    await user.click($("section-health"));
    fake.setHealth(part);
    await tick();
    await user.click($(`mend-${part.part}`));
  }

  test("each part says how it is, why, since when and what comes next", async () => {
    await open("health");
    const now = Math.floor(Date.now() / 1000);
    const cause = { code: "source-offline", cause: "network" } as const;
    fake.setHealth(
      row("source", { condition: "waiting", last_success: now - 190, next_attempt: now + 5, cause }),
    );
    await tick();
    const shown = within($("health-source"));
    expect($("health-source")).toHaveAttribute("data-condition", "waiting");
    expect(shown.getByText(/Spotify cannot be reached/)).toBeInTheDocument();
    expect(shown.getByText("3 minutes ago")).toBeInTheDocument();
    expect(shown.getByText("in a moment")).toBeInTheDocument();
    for (const part of ["login", "overlay", "files", "updates"]) {
      expect($(`health-${part}`)).toHaveAttribute("data-condition", "off");
    }
  });

  test("the one button of a row mends it, or goes where it is mended", async () => {
    await open("health");
    await mend(row("source", { remedy: "try-again" }));
    expect(fake.callsOf("tryAgain")).toHaveLength(1);
    await mend(row("login", { remedy: "retry-secrets" }));
    expect(fake.callsOf("retrySecrets")).toHaveLength(1);
    await mend(row("login", { remedy: "open-dashboard" }));
    expect(fake.callsOf("openDashboard")).toHaveLength(1);
    await mend(row("updates", { remedy: "check-updates" }));
    expect(fake.callsOf("checkForUpdates")).toHaveLength(1);
    fake.setHealth(row("updates", { condition: "good", remedy: null }));
    await tick();
    expect($("health-updates"), "the button is gone").toHaveFocus();
    expect($("health-said")).toHaveTextContent("Updates: Works");
    await mend(row("updates", { remedy: "install-update" }));
    expect($("section-updates")).toHaveAttribute("aria-current", "page");
    await vi.waitFor(() => expect(screen.getByRole("heading", { name: "Updates" })).toHaveFocus());
    for (const [remedy, section] of [
      ["log-in", "spotify"],
      ["check-credentials", "spotify"],
      ["open-overlay-settings", "overlay"],
      ["open-files-settings", "files"],
    ] as const) {
      const opened: string[] = [];
      await applyRemedy(fake, remedy, (chosen) => opened.push(chosen));
      expect(opened, remedy).toEqual([section]);
    }
    expect(fake.callsOf("installUpdate"), "nothing is installed from here").toEqual([]);
  });

  test("a cause is told in the words of its part", () => {
    const now = Date.now();
    expect(healthCauseText({ code: "overlay-port-taken", wanted: 7373, port: 7374 }, now)).toMatch(
      /7373.*7374/,
    );
    expect(healthCauseText({ code: "login", reason: "revoked" }, now)).toMatch(/withdrawn/);
    const at = Math.floor(now / 1000) + 20 * 86_400 + 60;
    expect(healthCauseText({ code: "consent-ends", at }, now)).toMatch(/in 20 days/);
  });

  test("the report is copied; a refusal is said", async () => {
    const written: string[] = [];
    vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void written.push(text));
    await open("health");
    await user.click($("copy-report"));
    expect(written).toEqual([fake.reportText]);
    expect($("report-outcome")).toHaveAttribute("data-outcome", "copied");
    fake.refuse("copyReport", { code: "internal" });
    await user.click($("copy-report"));
    expect($("report-outcome")).toHaveAttribute("data-outcome", "failed");
  });
});

test("moments are told relative to now, and never on the wrong side of it", () => {
  const now = 1_000_000_000_000;
  const at = (seconds: number) => now / 1000 + seconds;
  expect(ago(at(-5), "en", now)).toBe("just now");
  expect(ago(at(-60), "en", now)).toBe("1 minute ago");
  expect(ago(at(-2 * 3600 - 100), "en", now)).toBe("2 hours ago");
  expect(ago(at(600), "en", now), "a clock that was set back").toBe("just now");
  expect(ahead(at(5 * 3600 + 1), "fr", now)).toBe("dans 5 heures");
  expect(ahead(at(3 * 86_400), "en", now)).toBe("in 3 days");
  expect(ahead(at(-30), "en", now), "due").toBe("in a moment");
});
