import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { FollowSettings, PlayersAvailability, SnapshotView } from "../../../src/bindings";
import type { Refusal } from "../../../src/backend/backend";
import { FakeBackend } from "../../../src/backend/fake";
import { FOLLOW } from "../../../src/backend/fakePlayers";
import Settings from "../../../src/settings/Settings.svelte";
import { appName, runningPlayers } from "../../../src/settings/players/appName";
import {
  listedApps,
  moved,
  orderFor,
  pinnedApp,
  withIgnored,
  withoutApp,
  withRule,
} from "../../../src/settings/players/follow/apps";
import { FollowForm } from "../../../src/settings/players/follow/followForm.svelte";
import { placeAfter, wayFor } from "../../../src/settings/players/follow/sorting";
import { Preferences } from "../../../src/state/preferences.svelte";
import { DESK } from "../../players";
import { following, player } from "../../samples";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
let fake: FakeBackend;

beforeEach(() => {
  fake = new FakeBackend();
});

const running = runningPlayers(DESK);
const settings = (part: Partial<FollowSettings> = {}): Required<FollowSettings> => ({
  ...structuredClone(FOLLOW),
  ...part,
});

describe("the list of apps", () => {
  test("has the user's order, then what runs, then what else is known, and the Spotify API last", () => {
    const follow = settings({ order: ["vlc", "mpv"], ignored: ["totem"], rules: { elisa: {} } });
    const apps = ["vlc", "mpv", "firefox", "strawberry", "chromium", "totem", "elisa", "spotify-api"];
    expect(listedApps(follow, running)).toEqual(apps);
    expect(listedApps(settings({ order: ["spotify-api", "vlc"] }), [])).toEqual(["spotify-api", "vlc"]);
  });

  test("keeps no more of an order than it needs: who comes later still ranks before the Spotify API", () => {
    const shown = ["firefox", "vlc", "strawberry", "spotify-api"];
    const after = (from: number, to: number, listed: string[] = []) =>
      orderFor(moved(shown, from, to), shown, listed);
    expect(after(1, 0)).toEqual(["vlc"]);
    expect(after(0, 1)).toEqual(["vlc"]);
    expect(after(2, 0)).toEqual(["strawberry"]);
    expect(after(0, 2)).toEqual(["vlc", "strawberry"]);
    expect(after(3, 2)).toEqual(["firefox", "vlc", "spotify-api"]);
    expect(after(3, 0)).toEqual(["spotify-api"]);
    expect(after(1, 2, ["firefox", "vlc"]), "what has a place keeps one").toEqual([
      "firefox",
      "strawberry",
      "vlc",
    ]);
  });

  test("shows an order as it was wanted, wherever a row is moved", () => {
    for (const order of [[], ["vlc"], ["spotify-api", "vlc"], ["mpv", "strawberry"]]) {
      const shown = listedApps(settings({ order }), running);
      for (let from = 0; from < shown.length; from++) {
        for (let to = 0; to < shown.length; to++) {
          const wanted = moved(shown, from, to);
          const kept = settings({ order: orderFor(wanted, shown, order) });
          expect(listedApps(kept, running), `${from} to ${to} of ${shown.join()}`).toEqual(wanted);
        }
      }
    }
  });

  test("knows whom a pin is on: an app, or one of its players", () => {
    expect(pinnedApp(settings({ pinned: "firefox#2" }), running)).toBe("firefox");
    expect(pinnedApp(settings({ pinned: "org.x.y" }), [player("y", "Y", { id: "player:org.x.y" })])).toBe(
      "y",
    );
    expect(pinnedApp(settings({ pinned: "vlc#3" }), [])).toBe("vlc");
    expect(pinnedApp(settings(), running)).toBeNull();
  });

  test("what is ignored cannot be pinned; the Spotify API has its own switch", () => {
    const pinned = settings({ pinned: "vlc#2", ignored: ["mpv"] });
    expect(withIgnored(pinned, "vlc", true)).toMatchObject({ pinned: null, ignored: ["mpv", "vlc"] });
    expect(withIgnored(pinned, "mpv", false)).toMatchObject({ pinned: "vlc#2", ignored: [] });
    const api = settings({ pinned: "spotify-api", ignored: ["spotify-api"] });
    expect(withIgnored(api, "spotify-api", false)).toMatchObject({ spotify_api: true, ignored: [] });
    expect(withIgnored(api, "spotify-api", true)).toMatchObject({ spotify_api: false, pinned: null });
  });

  test("a rule that lets everything through is none, and what is forgotten leaves nothing", () => {
    const rule = { only_with_artist: false, min_duration_s: 30 };
    const ruled = withRule(settings({ order: ["vlc", "mpv"], pinned: "mpv" }), "mpv", rule);
    expect(ruled.rules).toEqual({ mpv: rule });
    expect(withRule(ruled, "mpv", { ...rule, min_duration_s: 0 }).rules).toEqual({});
    expect(withoutApp(withIgnored(ruled, "mpv", true), "mpv")).toEqual(settings({ order: ["vlc"] }));
  });

  test("names an app as it names itself while it runs", () => {
    expect(appName("vlc", running)).toBe("VLC media player");
    expect(appName("vlc", [])).toBe("VLC");
    expect(appName("some-player", [])).toBe("Some-player");
  });
});

describe("dragging", () => {
  const rows = [
    { top: 0, height: 50 },
    { top: 56, height: 150 },
    { top: 212, height: 50 },
  ];

  test("a row comes to the place whose middle it has passed", () => {
    expect([0, 81, 82, 187, 188, 9999].map((by) => placeAfter(rows, 0, by))).toEqual([0, 0, 1, 1, 2, 2]);
    expect([0, -81, -82, -187, -188].map((by) => placeAfter(rows, 2, by))).toEqual([2, 2, 1, 1, 0]);
  });

  test("the others make way by what the row takes, with the gap", () => {
    expect([0, 1, 2].map((index) => wayFor(rows, index, 0, 1))).toEqual([0, -56, 0]);
    expect([0, 1, 2].map((index) => wayFor(rows, index, 2, 0))).toEqual([56, 56, 0]);
    expect(wayFor(rows.slice(0, 1), 0, 0, 0)).toBe(0);
  });
});

describe("changes", () => {
  /** An app that takes its time. */
  class SlowBackend extends FakeBackend {
    waiting: (() => void)[] = [];

    override async setFollow(follow: FollowSettings): Promise<Refusal> {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      return super.setFollow(follow);
    }
  }

  async function settle(slow: SlowBackend): Promise<void> {
    while (slow.waiting.length > 0) {
      slow.waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  test("show at once, and undo neither each other nor a pin that was set in the popup", async () => {
    const slow = new SlowBackend();
    const form = new FollowForm(slow, slow.followView);
    await slow.onFollow((view) => form.follow(view as Required<FollowSettings>));
    const changes = [
      form.change((follow) => withIgnored(follow, "vlc", true)),
      form.change((follow) => ({ ...follow, order: ["mpv"] })),
    ];
    expect(form.settings).toMatchObject({ ignored: ["vlc"], order: ["mpv"] });
    await Promise.resolve();
    slow.setFollowView({ pinned: "firefox" });
    expect(form.settings.ignored).toEqual(["vlc"]);
    await settle(slow);
    await Promise.all(changes);
    expect(slow.followView).toMatchObject({ ignored: ["vlc"], order: ["mpv"] });
    expect(form.settings).toEqual(slow.followView);
  });

  test("that are refused are taken back, with the reason", async () => {
    const form = new FollowForm(fake, fake.followView);
    fake.refuse("setFollow", { code: "too-many" });
    await form.change((follow) => ({ ...follow, order: ["mpv"] }));
    expect(form.settings.order).toEqual([]);
    expect(form.error).toEqual({ code: "too-many" });
    fake.refuse("pinFollowed", { code: "app" });
    await form.pin("mpv");
    expect(form.settings.pinned).toBeNull();
    await form.pin("vlc");
    expect(form.settings.pinned).toBe("vlc");
    expect(form.error).toBeNull();
  });
});

describe("the section", () => {
  async function open(
    part: Partial<FollowSettings> = {},
    shown: Partial<SnapshotView> = { ...following(), sources: DESK },
  ): Promise<void> {
    fake.setFollowView(part);
    fake.show(shown);
    const preferences = new Preferences();
    await preferences.follow(fake);
    render(Settings, { backend: fake, preferences });
    await user.click($("section-players"));
    await screen.findByTestId("follow-order");
  }

  const names = () =>
    within($("follow-order"))
      .getAllByRole("listitem")
      .map((row) => row.querySelector(".name")?.textContent);

  test("says what is followed and why, and marks it in the list", async () => {
    await open();
    expect($("followed-now")).toHaveTextContent("Following Firefox: it is the only one playing");
    expect($("follow-app-firefox")).toHaveAttribute("data-followed", "true");
    fake.show({ origin: null });
    await tick();
    expect($("followed-now")).toHaveTextContent("Following: nothing plays yet.");
    fake.show({ listening: false });
    await tick();
    expect($("followed-now")).toHaveTextContent(/^Not following now/);
    expect($("follow-app-firefox")).toHaveAttribute("data-followed", "false");
  });

  test("players come and go in the list; one that has gone can be taken from it", async () => {
    await open({ order: ["mpv", "vlc"], rules: { mpv: { only_with_artist: true } } });
    expect(names()).toEqual(["mpv", "VLC media player", "Firefox", "Strawberry", "Chromium", "Spotify API"]);
    fake.show({ sources: DESK.filter(({ app }) => app !== "strawberry" && app !== "vlc") });
    await tick();
    expect(names()).toEqual(["mpv", "VLC", "Firefox", "Chromium", "Spotify API"]);
    await user.click($("follow-rules-firefox"));
    expect(screen.queryByTestId("follow-forget-firefox"), "it would come back at once").toBeNull();
    await user.click($("follow-rules-mpv"));
    await user.click($("follow-forget-mpv"));
    expect(names()).toEqual(["VLC", "Firefox", "Chromium", "Spotify API"]);
    expect(fake.followView).toMatchObject({ order: ["vlc"], rules: {} });
    expect($("follow-grip-vlc"), "the focus stays nearby").toHaveFocus();
  });

  test("the Spotify API takes part or not, in its row and below the list alike", async () => {
    await open();
    await user.click($("follow-spotify-api"));
    expect(fake.followView).toMatchObject({ spotify_api: false, ignored: [] });
    expect($("follow-ignore-spotify-api")).toHaveAttribute("aria-pressed", "true");
    await user.click($("follow-ignore-spotify-api"));
    expect(fake.followView.spotify_api).toBe(true);
    expect($("follow-spotify-api")).toBeChecked();
  });

  test("ignoring is undone by the same button", async () => {
    await open({ pinned: "vlc" });
    await user.click($("follow-ignore-vlc"));
    expect(fake.followView).toMatchObject({ ignored: ["vlc"], pinned: null });
    expect($("follow-pin-vlc")).toBeDisabled();
    await user.click($("follow-ignore-vlc"));
    expect(fake.followView.ignored).toEqual([]);
  });

  test("rules: a length outside its range is said and not saved, and a saved one shows in the row", async () => {
    await open();
    await user.click($("follow-rules-vlc"));
    await user.click($("follow-artist-vlc"));
    await user.clear($("follow-duration-vlc"));
    await user.type($("follow-duration-vlc"), "45");
    expect(fake.followView.rules).toEqual({ vlc: { only_with_artist: true, min_duration_s: 45 } });
    expect($("follow-app-vlc")).toHaveTextContent("only with an artist, 45 s or longer");
    await user.clear($("follow-duration-vlc"));
    await user.type($("follow-duration-vlc"), "3601");
    expect(within($("follow-app-vlc")).getByText("0 to 3600 seconds")).toBeVisible();
    expect(fake.followView.rules["vlc"]?.min_duration_s).toBe(360);
  });

  test("moving by the buttons is told to those who cannot see it", async () => {
    await open();
    await user.click($("follow-rules-vlc"));
    await user.click($("follow-up-vlc"));
    expect(fake.followView.order).toEqual(["vlc"]);
    expect($("follow-said")).toHaveTextContent("VLC media player is now number 1 of 5");
    expect($("follow-up-vlc")).toBeDisabled();
  });

  test.each<[PlayersAvailability, RegExp]>([
    ["some-only", /Only Spotify and Music can be seen/],
    ["no-session-bus", /does not reach the session bus/],
    ["not-on-this-system", /knows no way to them here/],
    ["available", /No player is running/],
  ])("explains an empty list: %s", async (availability, words) => {
    fake.availabilityView = availability;
    await open({}, { sources: [], selected: "none", listening: false });
    await vi.waitFor(() => expect($("players-state")).toHaveTextContent(words));
    expect(screen.queryByTestId("players-seen")).toBeNull();
  });
});
