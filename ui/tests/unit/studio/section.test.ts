import { screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { FakeBackend } from "../../../src/backend/fake";
import { listening, SONG } from "../../samples";
import { snapshots } from "./drawn";
import { $, none, ownOf, openStudio, set, styleOf, user } from "./openStudio";

vi.mock("../../../overlay/view", () => import("./drawn"));

let fake: FakeBackend;
const open = (tab?: string) => openStudio(fake, tab);
const style = () => styleOf(fake);
const own = () => ownOf(fake);
const behaviour = () => fake.overlaysView.overlays[0]!.behaviour;

beforeEach(() => {
  fake = new FakeBackend();
  snapshots.length = 0;
});

describe("overlays", () => {
  test("are listed with how many pages show them, added, named and removed", async () => {
    await open();
    expect($("overlay-list")).toHaveTextContent("Not shown anywhere yet");
    fake.setOverlays({ overlays: [{ ...fake.overlaysView.overlays[0]!, pages: 2 }] });
    await tick();
    expect($("overlay-list")).toHaveTextContent("Shown in 2 places");
    expect($("overlay-remove"), "the last one stays").toBeDisabled();
    await user.click($("overlay-add"));
    await vi.waitFor(() => expect($("overlay-name")).toHaveValue("Overlay 2"));
    await vi.waitFor(() => expect($("overlay-name"), "to be named at once").toHaveFocus());
    await user.keyboard("Starting soon");
    await vi.waitFor(() => expect(fake.overlaysView.overlays[1]!.name).toBe("Starting soon"));
    await user.click($("style-words"));
    await vi.waitFor(() =>
      expect(fake.overlaysView.overlays.map((one) => one.style)).toEqual(["plate", "words"]),
    );
    await user.click($("overlay-remove"));
    expect($("overlay-remove-ask")).toHaveTextContent("Starting soon");
    await user.click($("overlay-remove-confirm"));
    await vi.waitFor(() => expect(fake.overlaysView.overlays).toHaveLength(1));
    expect($("overlay-name")).toHaveValue("Main overlay");
  });

  test("more than there can be are refused", async () => {
    await open();
    fake.refuse("addOverlay", { code: "too-many" });
    await user.click($("overlay-add"));
    expect(await screen.findByText(/can be no more/)).toBeVisible();
  });
});

describe("behaviour", () => {
  test("every field is saved", async () => {
    await open("behaviour");
    expect(none("hide-paused-after")).toBeNull();
    await user.click($("when-paused-hide"));
    await set("hide-paused-after", "45");
    await user.click($("only-on-change"));
    await set("change-shown", "15");
    await user.click($("hide-adverts"));
    await set("delay", "2500");
    await set("placeholder", "Nothing on");
    await vi.waitFor(() =>
      expect(behaviour()).toEqual({
        when_paused: "hide",
        hide_paused_after_s: 45,
        only_on_change: true,
        change_shown_s: 15,
        hide_adverts: true,
        delay_ms: 2500,
        placeholder: "Nothing on",
      }),
    );
  });
});

describe("the link", () => {
  test("is replaced after a question", async () => {
    await open("link");
    const before = $("overlay-link").textContent;
    expect(before).toContain("http://127.0.0.1:21867/overlay?token=");
    await user.click($("replace-link"));
    expect($("replace-link-ask")).toHaveTextContent("stops working everywhere");
    expect(fake.callsOf("replaceOverlayLink")).toEqual([]);
    await user.click($("replace-link-confirm"));
    await vi.waitFor(() => expect($("overlay-link").textContent).not.toBe(before));
  });

  test("opens in the browser, and says when it can’t", async () => {
    await open("link");
    fake.refuse("openOverlay", { code: "browser" });
    await user.click($("open-overlay"));
    expect(await screen.findByText("No browser could be opened.")).toBeVisible();
  });
});

describe("the server", () => {
  test("takes another port when it is one", async () => {
    await open("link");
    await set("server-port", "80");
    expect(screen.getByText("A port is a number from 1024 to 65535.")).toBeVisible();
    expect($("server-port-save")).toBeDisabled();
    await set("server-port", "30000");
    await user.click($("server-port-save"));
    await vi.waitFor(() => expect($("overlay-link")).toHaveTextContent(":30000/"));
    expect($("server-state")).toHaveTextContent("port 30000");
  });

  test("is opened to the network with a warning and links for it", async () => {
    await open("link");
    expect(none("server-lan-warning")).toBeNull();
    await user.click($("server-lan"));
    await vi.waitFor(() => expect($("server-lan-warning")).toHaveTextContent("unencrypted"));
    expect($("overlay-link-lan-0")).toHaveTextContent("http://192.168.1.20:21867/");
  });

  test.each([
    [{ code: "starting" }, "starting"],
    [{ code: "running", port: 21_868, taken: 21_867, lan: false }, "Copy their links to OBS again"],
    [{ code: "failed", cause: "taken" }, "in use"],
    [{ code: "failed", cause: "refused" }, "does not let"],
    [{ code: "failed", cause: "other" }, "No port could be opened"],
  ] as const)("%j is told", async (server, words) => {
    await open("link");
    fake.setOverlays({ server });
    await tick();
    expect($("server-state")).toHaveAttribute("data-state", server.code);
    expect($("server-state")).toHaveTextContent(words);
  });
});

describe("the preview", () => {
  const last = () => snapshots.at(-1);

  test("shows samples or the real song", async () => {
    fake.snapshotView = { ...fake.snapshotView, ...listening() };
    await open();
    await user.selectOptions($("preview-sample"), "Advertisement");
    expect(last()).toMatchObject({ status: "advert", title: null });
    await user.selectOptions($("preview-sample"), "What plays now");
    expect(last()).toMatchObject({
      title: SONG.title,
      cover: "/covers/dunes.svg",
      position_ms: SONG.position_ms,
    });
    fake.show(listening({ ...SONG, title: "Another" }));
    await tick();
    expect(last()?.title).toBe("Another");
  });

  test("a change of style does not send the song anew: its progress goes on", async () => {
    await open();
    const before = snapshots.length;
    await set("radius", "30");
    await vi.waitFor(() => expect(own()).toHaveLength(1));
    expect(snapshots).toHaveLength(before);
  });

  test("the last change is undone with Ctrl+Z, except while something is typed", async () => {
    await open();
    await user.click($("shadow-strong"));
    await vi.waitFor(() => expect(style().shadow).toBe("strong"));
    $("style-name").focus();
    await user.keyboard("{Control>}z{/Control}");
    expect(style().shadow).toBe("strong");
    $("shadow-strong").focus();
    await user.keyboard("{Control>}z{/Control}");
    await vi.waitFor(() => expect(style().shadow).toBe("soft"));
  });
});
