import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { contrast, rgb } from "../../overlay/colours";
import { FakeBackend } from "../../src/backend/fake";
import type { FollowReason, NothingReason, Origin, SnapshotView } from "../../src/bindings";
import Popup from "../../src/popup/Popup.svelte";
import { APP_COLOURS, appOf } from "../../src/shared/source/apps";
import { sourceLook, textOn } from "../../src/shared/source/sourceLook";
import { useLanguage } from "../../src/state/language.svelte";
import { FIREFOX, following, listening, ORIGIN, player, SONG, source, SOURCES, VLC } from "../samples";

let fake: FakeBackend;

async function open(part: Partial<SnapshotView> = {}): Promise<void> {
  fake.snapshotView = { ...fake.snapshotView, ...part };
  render(Popup, { backend: fake });
  await vi.waitFor(() => expect(screen.getByTestId("status")).toHaveAttribute("data-status"));
}

async function show(part: Partial<SnapshotView>): Promise<void> {
  fake.show(part);
  await tick();
}

beforeEach(() => {
  fake = new FakeBackend();
});

describe("the source list", () => {
  const options = () =>
    within(screen.getByTestId("source-select"))
      .getAllByRole("option")
      .map((option) => option.textContent);

  test("has the players as they come and go", async () => {
    await open({ sources: [source("follow"), source("demo")] });
    expect(options()).toEqual(["None", "Follow what’s playing", "Demo player"]);
    await show({ sources: SOURCES });
    expect(options()).toContain("VLC media player");
    await userEvent.selectOptions(screen.getByTestId("source-select"), "player:vlc");
    expect(fake.callsOf("selectSource")).toEqual([["player:vlc"]]);
    await show({ sources: SOURCES.filter(({ id }) => id !== FIREFOX.id) });
    expect(options()).not.toContain("Firefox: Slow Tide (Official Video)");
    expect(screen.getByTestId("source-select")).toHaveValue("player:vlc");
  });

  test("tells a browser's tabs and a player's instances apart", async () => {
    const second = { id: "player:vlc#2" };
    await open({
      sources: [
        FIREFOX,
        player("firefox", "Firefox", { id: "player:firefox#2", tab: "夜雨の歌" }),
        VLC,
        player("vlc", "VLC media player", second),
      ],
    });
    expect(options().slice(1)).toEqual([
      "Firefox: Slow Tide (Official Video)",
      "Firefox (2): 夜雨の歌",
      "VLC media player",
      "VLC media player (2)",
    ]);
  });

  test("cuts a tab's title, and tells the whole of it of the one that is selected", async () => {
    const tab = "夜🌙 ".repeat(333).trim();
    await open({ sources: [{ ...FIREFOX, tab }], selected: FIREFOX.id });
    expect([...options()[1]!].length).toBeLessThan(75);
    expect(options()[1]).toMatch(/^Firefox: 夜🌙.*…$/);
    expect(screen.getByTestId("source-select")).toHaveAttribute("title", tab);
  });

  test("keeps a player that was selected and has gone", async () => {
    const gone = { ...VLC, state: "gone" } as const;
    await open({ sources: [source("follow"), source("demo"), gone], selected: VLC.id });
    expect(options().at(-1)).toBe("VLC media player (not running)");
    expect(screen.getByTestId("status")).toHaveTextContent("VLC media player is not running.");
    expect(screen.getByTestId("start")).toBeEnabled();
  });

  test.each([
    ["available", null],
    ["some-only", null],
    ["no-session-bus", "Players cannot be seen: no session bus"],
    ["not-on-this-system", "Players cannot be seen on this system"],
  ] as const)("says why there are no players: %s", async (availability, words) => {
    await open();
    fake.setAvailability(availability);
    await tick();
    const unseen = screen.queryByTestId("players-unseen");
    expect(unseen?.textContent ?? null).toBe(words);
    if (unseen) expect(unseen).toBeDisabled();
  });
});

describe("what is said when nothing plays", () => {
  const nothing = (selected: string, reason: NothingReason): Partial<SnapshotView> => ({
    ...listening(null),
    selected,
    status: { code: "nothing", reason },
  });

  test.each([
    ["follow", "idle", "Nothing plays anywhere. Play something in any player."],
    ["player:vlc", "idle", "Play something in VLC media player."],
    ["player:vlc", "unknown", "VLC media player is playing something it tells nothing about."],
    ["player:vlc", "gone", "VLC media player is not running. Its songs show as soon as it is back."],
    ["demo", "idle", "The next made-up song is about to start."],
    ["spotify", "idle", "Play something in Spotify, on any of your devices."],
    ["spotify", "unknown", "Spotify is playing something it tells nothing about."],
  ] as const)("%s, %s", async (selected, reason, sentence) => {
    await open(nothing(selected, reason));
    expect(screen.getByTestId("status")).toHaveTextContent(sentence);
  });

  test("of what is followed it tells the name", async () => {
    await open({ ...nothing("follow", "idle"), origin: { ...ORIGIN, reason: { code: "pinned" } } });
    expect(screen.getByTestId("status")).toHaveTextContent("Play something in Firefox.");
  });
});

const REASONS: [FollowReason["code"], string, string][] = [
  ["pinned", "Following Firefox: you pinned it", "Suivi : Firefox, épinglé par vous"],
  ["only-one-playing", "Following Firefox: it is the only one playing", "seul à jouer"],
  ["first-in-your-order", "Following Firefox: it comes first in your order", "premier de votre ordre"],
  ["first-to-appear", "Following Firefox: it was there first", "ouvert en premier"],
  ["only-paused", "Following Firefox: it is the only one paused", "seul en pause"],
  ["most-recent", "Following Firefox: it played last", "dernier à avoir joué"],
];

describe("following", () => {
  test.each(REASONS)("says why: %s", async (code, english, french) => {
    await open(following({ ...ORIGIN, reason: { code } }));
    expect(screen.getByTestId("status")).toHaveTextContent(english);
    useLanguage("fr");
    await tick();
    expect(screen.getByTestId("status").textContent!.replace(/[\s\u00a0\u202f]+/g, " ")).toContain(french);
  });

  test("a long name leaves the reason its room", async () => {
    const name = "The Extraordinarily Complete Media Centre of Our Living Room";
    await open(following({ ...ORIGIN, name }));
    const line = screen.getByText("Following The Extraordinarily C…: it is the only one playing");
    expect(line).toHaveAttribute("title", name);
  });

  test("a second player of a program is told from the first, as in the list", async () => {
    const second = player("mpv", "mpv", { id: "player:mpv#2" });
    await open({ ...listening(), sources: [player("mpv", "mpv"), second], selected: second.id });
    expect(screen.getByTestId("status")).toHaveTextContent("Listening to: mpv (2)");
    await show({ sources: [player("mpv", "mpv")] });
    expect(screen.getByTestId("status")).toHaveTextContent("Listening to: mpv (2)");
    const name = "The Extraordinarily Complete Media Centre";
    await show(following({ ...ORIGIN, source: "player:media-centre#2", name }));
    expect(screen.getByTestId("status")).toHaveTextContent(
      "The Extraordinarily C… (2): it is the only one playing",
    );
  });

  test("has no pin while nothing is followed, nor with another source", async () => {
    await open(following(null, null));
    expect(screen.queryByTestId("pin-followed")).toBeNull();
    expect(screen.getByTestId("status")).toHaveTextContent("Listening to: Follow what’s playing");
    await show(listening());
    expect(screen.queryByTestId("pin-followed")).toBeNull();
  });

  test("the pin holds the app, and lets it go again", async () => {
    await open(following({ ...ORIGIN, source: "player:firefox#2" }));
    const pin = screen.getByRole("button", { name: "Pin Firefox (2)" });
    expect(pin).toHaveAttribute("aria-pressed", "false");
    await userEvent.click(pin);
    expect(fake.callsOf("pinFollowed")).toEqual([["firefox"]]);
    expect(pin).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(pin);
    expect(fake.callsOf("pinFollowed")).toEqual([["firefox"], [null]]);
    expect(pin).toHaveAttribute("aria-pressed", "false");
  });

  test("a pin that is refused is not shown as one", async () => {
    await open(following());
    fake.refuse("pinFollowed", { code: "internal" });
    await userEvent.click(screen.getByTestId("pin-followed"));
    expect(screen.getByTestId("pin-followed")).toHaveAttribute("aria-pressed", "false");
  });

  test.each<[string, Partial<Origin>, string, boolean]>([
    ["its app", {}, "firefox", true],
    ["this player of it", { source: "player:firefox#2" }, "firefox#2", true],
    ["another player of it", {}, "firefox#2", false],
    ["another app", {}, "vlc", false],
    ["the Spotify API", { source: "spotify", name: null, app: null }, "spotify-api", true],
    [
      "the Spotify API while its app plays",
      { source: "player:spotify", name: "Spotify", app: "spotify" },
      "spotify-api",
      true,
    ],
  ])("a pin on %s", async (_, part, pinned, pressed) => {
    fake.followView.pinned = pinned;
    await open(following({ ...ORIGIN, ...part }));
    await vi.waitFor(() =>
      expect(screen.getByTestId("pin-followed")).toHaveAttribute("aria-pressed", String(pressed)),
    );
  });

  test("the Spotify API is pinned by its own name", async () => {
    await open(following({ ...ORIGIN, source: "spotify", name: null, app: null }));
    await userEvent.click(screen.getByRole("button", { name: "Pin Spotify API" }));
    expect(fake.callsOf("pinFollowed")).toEqual([["spotify-api"]]);
  });
});

test("the demo player says that its songs are made up", async () => {
  await open({ ...listening({ ...SONG, has_link: false }), selected: "demo" });
  expect(screen.getByTestId("status")).toHaveTextContent("These songs are made up");
  expect(within(screen.getByRole("region", { name: "Preview" })).getByText("Demo player")).toBeVisible();
});

describe("colours and icons", () => {
  test("whatever a source is, its name can be read on its colour", () => {
    const own = ["none", "follow", "demo", "spotify"].map((id) => sourceLook({ id, app: null }).ground);
    for (const ground of [...APP_COLOURS, ...own]) {
      expect(contrast(rgb(ground), rgb(textOn(ground))), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([
    ["firefox", "Firefox", "browser"],
    ["firefox_firefox", "Firefox", "browser"],
    ["microsoft-edge-beta", "Edge", "browser"],
    ["floorp-beta", "Floorp", "browser"],
    ["konqueror", "Konqueror", "browser"],
    ["vlc", "VLC", "video"],
    ["mpv", "mpv", "video"],
    ["zenith", "Zenith", "music"],
    ["constructor", "Constructor", "music"],
    ["operator", "Operator", "music"],
  ])("%s is %s, a player of %s", (program, name, icon) => {
    expect(appOf(program)).toMatchObject({ name, icon });
  });

  test("an unknown program has one colour, and not all have the same", () => {
    const colours = ["tauon", "gapless", "quodlibet", "harmonoid", "musikcube", "sayonara"].map(
      (program) => appOf(program).colour,
    );
    expect(new Set(colours).size).toBeGreaterThan(2);
    expect(appOf("tauon").colour).toBe(colours[0]);
  });
});
