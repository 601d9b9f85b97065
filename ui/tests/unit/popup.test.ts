import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SnapshotView, Status } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import { useLanguage } from "../../src/state/language.svelte";
import Popup from "../../src/popup/Popup.svelte";
import { following, listening, ORIGIN, player, SONG, source, SOURCES, VLC } from "../samples";

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

describe("Start and Stop", () => {
  test("both are greyed while None is selected", async () => {
    await open({ sources: SOURCES });
    expect(screen.getByTestId("start")).toBeDisabled();
    expect(screen.getByTestId("stop")).toBeDisabled();
  });

  test("selecting a source allows Start; the focus then goes to Stop and back", async () => {
    const user = userEvent.setup();
    await open({ sources: SOURCES });
    await user.selectOptions(screen.getByTestId("source-select"), "spotify");
    expect(fake.callsOf("selectSource")).toEqual([["spotify"]]);
    await user.click(screen.getByRole("button", { name: "Start" }));
    expect(screen.getByTestId("start")).toBeDisabled();
    expect(screen.getByTestId("stop")).toBeEnabled();
    await vi.waitFor(() => expect(screen.getByTestId("stop")).toHaveFocus());
    await user.keyboard("{Enter}");
    expect(fake.callsOf("stopListening")).toHaveLength(1);
    await vi.waitFor(() => expect(screen.getByTestId("start")).toHaveFocus());
  });
});

describe("the source list", () => {
  const options = () => within(screen.getByTestId("source-select")).getAllByRole("option");

  test("needs no account: what plays on this machine can be followed", async () => {
    await open();
    expect(options().map((option) => option.textContent)).toEqual([
      "None",
      "Follow what’s playing",
      "Demo player",
    ]);
    expect(screen.getByTestId("status")).toHaveTextContent(/Select a player.*link your account/);
    expect(screen.getByTestId("status-open-settings")).toBeVisible();
  });

  test("gains Spotify API when an account is linked, and says when it needs a new login", async () => {
    await open();
    await show({ sources: SOURCES });
    expect(options().map((option) => option.textContent)).toEqual([
      "None",
      "Spotify API",
      "Follow what’s playing",
      "Firefox: Slow Tide (Official Video)",
      "VLC media player",
      "Demo player",
    ]);
    await show({ sources: [source("spotify", { state: "sign-in-again" }), ...SOURCES.slice(2)] });
    expect(options()[1]).toHaveTextContent("Spotify API (sign in again)");
  });

  test("shows what the app selected, whatever was picked", async () => {
    await open({ sources: SOURCES });
    await show({ selected: "spotify" });
    expect(screen.getByTestId("source-select")).toHaveValue("spotify");
    await show({ selected: "none" });
    expect(screen.getByTestId("source-select")).toHaveValue("none");
  });
});

const until = Math.floor(new Date().setHours(23, 5, 0, 0) / 1000);
const STATUSES: [Status, RegExp, RegExp, string | null][] = [
  [{ code: "inactive" }, /Inactive.*Press Start/, /Inactif.*Appuyez sur Démarrer/, null],
  [{ code: "playing" }, /Listening: playing.*Spotify API/, /À l’écoute : lecture.*API Spotify/, null],
  [{ code: "paused" }, /Listening: paused/, /À l’écoute : en pause/, null],
  [{ code: "nothing", reason: "starting" }, /Nothing playing.*Asking/, /Rien en lecture.*demande/, null],
  [{ code: "nothing", reason: "idle" }, /Nothing playing.*Play something/, /Rien en lecture.*Lancez/, null],
  [{ code: "nothing", reason: "unknown" }, /tells nothing about/, /dont il ne dit rien/, null],
  [{ code: "advert" }, /Advertisement.*after the break/, /Publicité.*après la pause/, null],
  [{ code: "private" }, /Private session.*hidden/, /Session privée.*caché/, "open-settings"],
  [
    { code: "offline", cause: "network" },
    /Waiting: offline.*reached/,
    /hors ligne.*injoignable/,
    "try-again",
  ],
  [{ code: "offline", cause: "server" }, /problem of its own/, /problème de son côté/, "try-again"],
  [{ code: "offline", cause: "nonsense" }, /nobody can read/, /illisible/, "try-again"],
  [{ code: "offline", cause: "keychain" }, /keychain.*Unlock/, /trousseau.*Déverrouillez/, "try-again"],
  [{ code: "rate-limited", until }, /rate limited until 23:05/, /limitées jusqu’à 23:05/, null],
  [{ code: "quota", until }, /quota used up until 23:05/, /quota épuisé jusqu’à 23:05/, null],
  [
    { code: "forbidden", reason: "not-on-user-list", until },
    /Refused by Spotify.*user list/,
    /Refusé par Spotify.*liste d’utilisateurs/,
    "try-again",
  ],
  [{ code: "forbidden", reason: "owner-needs-premium", until }, /Premium/, /Premium/, "try-again"],
  [{ code: "forbidden", reason: "other", until }, /asks again at 23:05/, /redemande à 23:05/, "try-again"],
  [{ code: "sign-in-again" }, /Sign in again.*Log in/, /Reconnectez-vous.*réglages/, "open-settings"],
];

describe("every status has its sentence in both languages, and its button", () => {
  test.each(STATUSES)("%j", async (status, english, french, action) => {
    const started = status.code !== "inactive";
    await open({ sources: SOURCES, selected: "spotify", listening: started, status });
    const shown = screen.getByTestId("status");
    expect(shown).toHaveAttribute("data-status", status.code);
    const text = () => shown.textContent!.replace(/[\s\u00a0\u202f]+/g, " ");
    expect(text()).toMatch(english);
    const buttons = within(shown.closest("section")!).queryAllByRole("button");
    expect(buttons.map((button) => button.dataset["testid"])).toEqual(action ? [expect.any(String)] : []);
    if (action) {
      await userEvent.click(buttons[0]!);
      expect(fake.callsOf(action === "try-again" ? "tryAgain" : "openSettings")).toHaveLength(1);
    }
    useLanguage("fr");
    await tick();
    expect(text()).toMatch(french);
    expect(document.documentElement.lang).toBe("fr");
  });
});

describe("the preview", () => {
  test("shows title, subtitle, cover, Spotify's name and a link", async () => {
    await open(listening());
    expect(screen.getByTestId("title")).toHaveTextContent(/^Paper Lanterns$/);
    expect(screen.getByTestId("subtitle")).toHaveTextContent(/^The Quiet Hours$/);
    expect(screen.getByRole("img", { name: "Cover of North of Here" })).toHaveAttribute(
      "src",
      "/covers/dunes.svg",
    );
    expect(screen.getByText("Spotify")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Open in Spotify" }));
    expect(fake.callsOf("openSong")).toHaveLength(1);
  });

  test("HTML in a title is text", async () => {
    const title = "<img src=x onerror=alert(1)><b>Bold</b>";
    await open(listening({ ...SONG, title }));
    expect(screen.getByTestId("title").textContent).toBe(title);
    expect(screen.getByTestId("title").children).toHaveLength(0);
    expect(screen.getByTestId("title")).toHaveAttribute("title", title);
  });

  test("a cover that is missing or does not load gives way to a drawing", async () => {
    await open(listening());
    screen.getByTestId("cover").dispatchEvent(new Event("error"));
    await tick();
    expect(screen.getByTestId("cover")).toHaveAttribute("data-placeholder");
    await show(listening({ ...SONG, cover: "wide" }));
    expect(screen.getByTestId("cover")).toHaveAttribute("src", "/covers/wide.svg");
    await show(listening({ ...SONG, cover: null }));
    expect(screen.getByTestId("cover")).toHaveAttribute("data-placeholder");
  });

  test("a song without a link offers none", async () => {
    await open(listening({ ...SONG, has_link: false }));
    expect(screen.queryByTestId("open-song")).toBeNull();
  });

  test("a player's song has the player's name, and opens in the browser", async () => {
    await open({ ...listening(), selected: VLC.id });
    const preview = within(screen.getByRole("region", { name: "Preview" }));
    expect(preview.getByText("VLC media player")).toBeVisible();
    expect(preview.queryByText("Spotify")).toBeNull();
    expect(preview.getByRole("button", { name: "Open in browser" })).toHaveTextContent(/^Open$/);
    await show(following());
    expect(preview.getByText("Firefox")).toBeVisible();
  });

  test("the song of Spotify's own app is Spotify's, followed or selected", async () => {
    const app = player("spotify", "Spotify");
    await open({ ...listening(), sources: [...SOURCES, app], selected: app.id });
    expect(screen.getByTestId("open-song")).toHaveTextContent("Open in Spotify");
    await show(following({ ...ORIGIN, source: app.id, name: app.name, app: app.app }));
    expect(screen.getByTestId("open-song")).toHaveTextContent("Open in Spotify");
  });

  test("old data says that it is not live", async () => {
    await open(listening());
    expect(screen.queryByTestId("not-live")).toBeNull();
    await show({ ...listening({ ...SONG, live: false }), status: { code: "offline", cause: "network" } });
    expect(screen.getByTestId("not-live")).toHaveTextContent("Not live");
  });

  test("a private session leaves nothing of the song", async () => {
    await open(listening());
    await show({ status: { code: "private" }, song: null });
    expect(screen.getByTestId("title").textContent).toBe("");
    expect(screen.getByTestId("subtitle").textContent).toBe("");
    expect(screen.queryByText(SONG.title)).toBeNull();
  });
});

describe("the progress bar", () => {
  const position = () => Number(screen.getByTestId("progress").getAttribute("aria-valuenow"));

  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  async function pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    await tick();
  }

  test("moves by itself to the end of the song, and no further", async () => {
    await open(listening());
    expect(screen.getByTestId("progress")).toHaveAttribute("aria-valuemax", "214000");
    const before = position();
    await pass(10_000);
    expect(position() - before).toBe(10_000);
    await pass(200_000);
    expect(position()).toBe(214_000);
    expect(vi.getTimerCount(), "nothing ticks after the end").toBe(0);
  });

  test.each([
    ["paused", { playing: false }],
    ["not live", { live: false }],
  ])("stands still while %s", async (_, part) => {
    await open(listening({ ...SONG, ...part }));
    await pass(5000);
    expect(position()).toBe(SONG.position_ms);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("costs nothing while the window is hidden, and is right when it returns", async () => {
    await open(listening());
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(vi.getTimerCount()).toBe(0);
    const before = position();
    await pass(30_000);
    expect(position()).toBe(before);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    await tick();
    expect(position() - before).toBeGreaterThanOrEqual(30_000);
  });

  test("moves as fast as the player plays", async () => {
    await open(listening({ ...SONG, rate_percent: 150 }));
    const before = position();
    await pass(10_000);
    expect(position() - before).toBe(15_000);
  });

  test("says nothing while there is no song", async () => {
    await open();
    expect(screen.getByTestId("progress")).not.toHaveAttribute("aria-valuenow");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });
});

test("an older snapshot of the same run changes nothing", async () => {
  await open(listening());
  fake.show({ number: 0, song: { ...SONG, title: "Yesterday's song" } });
  await tick();
  expect(screen.getByTestId("title")).toHaveTextContent(SONG.title);
});

describe("notices", () => {
  test("an update that is offered leads to what is new in it", async () => {
    await open();
    fake.tell({ code: "update-offered", version: "1.2.0" });
    await tick();
    expect(screen.getByTestId("notice")).toHaveTextContent("Version 1.2.0 of Songplate is available.");
    await userEvent.click(screen.getByTestId("see-update"));
    expect(fake.callsOf("openUpdates")).toHaveLength(1);
  });

  test("come one at a time and can be dismissed", async () => {
    await open();
    fake.tell(
      { code: "settings-damaged", set_aside: "/tmp/old.json", restored: true },
      { code: "link-unanswered" },
    );
    await tick();
    expect(screen.getByTestId("notice")).toHaveTextContent("/tmp/old.json");
    expect(screen.getByTestId("notice")).toHaveTextContent("1 more");
    await userEvent.click(screen.getByTestId("dismiss-notice"));
    expect(screen.getByTestId("notice")).toHaveAttribute("data-notice", "link-unanswered");
    await userEvent.click(screen.getByTestId("dismiss-notice"));
    expect(screen.queryByTestId("notice")).toBeNull();
  });

  test("a permission that ends soon is said with its date", async () => {
    await open();
    fake.tell({ code: "consent-ends", at: Date.UTC(2027, 0, 15, 12) / 1000 }, { code: "secrets-unsaved" });
    await tick();
    expect(screen.getByTestId("notice")).toHaveTextContent("January 15, 2027");
    await userEvent.click(screen.getByTestId("dismiss-notice"));
    expect(screen.getByTestId("notice")).toHaveTextContent("cannot be read or saved");
  });

  test("a locked keychain can be tried again", async () => {
    await open();
    fake.tell({ code: "keychain-locked" });
    await tick();
    await userEvent.click(screen.getByTestId("retry-secrets"));
    expect(fake.callsOf("retrySecrets")).toHaveLength(1);
  });
});
