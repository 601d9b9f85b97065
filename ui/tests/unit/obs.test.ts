import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { OverlayView, ServerState } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import Popup from "../../src/popup/Popup.svelte";
import AddToObs from "../../src/settings/obs/AddToObs.svelte";
import { dragLink } from "../../src/settings/obs/dragLink";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
const running: ServerState = { code: "running", port: 21_867, taken: null, lan: false };
const failed: ServerState = { code: "failed", cause: "taken" };
const LINK = "http://127.0.0.1:21867/overlay?token=abc-_123";
let fake: FakeBackend;

beforeEach(() => {
  fake = new FakeBackend();
  fake.setOverlays({ server: running });
});

/** OBS reads the address with Qt: what it makes of a dropped link (`OBSBasic::AddDropURL`, `GetUrlDisplayName`). */
function dropped(address: string) {
  const [page, query] = address.split("?") as [string, string];
  const items = query.split("&").map((item) => item.split("=") as [string, string]);
  const value = (key: string) => items.find(([name]) => name === key)?.[1] ?? "";
  const rest = items.filter(([name]) => !name.startsWith("layer-")).map((item) => item.join("="));
  return {
    name: decodeURIComponent(value("layer-name")),
    width: Number(value("layer-width")),
    height: Number(value("layer-height")),
    url: `${page}?${rest.join("&")}`,
  };
}

describe("a link that is dropped on OBS", () => {
  test.each(["Main overlay", "Été & co + [1]", "名前", "100 % #1?"])("makes a source: %s", (name) => {
    const address = dragLink(LINK, name, { width: 640, height: 180 });
    expect(dropped(address)).toEqual({ name, width: 640, height: 180, url: LINK });
    expect(new URL(address).searchParams.get("token"), "a browser still finds the token").toBe("abc-_123");
  });
});

describe("add to OBS", () => {
  const overlay = (part: Partial<OverlayView> = {}): OverlayView => ({
    ...fake.overlaysView.overlays[0]!,
    url: LINK,
    ...part,
  });
  const size = { width: 640, height: 180 };

  async function open(part: Partial<OverlayView> = {}, server = running) {
    return render(AddToObs, { backend: fake, overlay: overlay(part), server, size });
  }

  test("gives the link and the size, each to be copied", async () => {
    await open();
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    for (const part of ["link", "width", "height"]) await user.click($(`obs-copy-${part}`));
    expect(written.mock.calls.flat()).toEqual([LINK, "640", "180"]);
  });

  test("says at once when OBS shows it, and where it no longer does", async () => {
    const { rerender } = await open();
    expect($("obs-pages")).toHaveTextContent("Not shown anywhere yet");
    await rerender({ overlay: overlay({ pages: 1 }) });
    expect($("obs-pages")).toHaveTextContent("Shown now in 1 place");
    await rerender({ overlay: overlay({ pages: 3 }) });
    expect($("obs-pages")).toHaveTextContent("Shown now in 3 places");
    await rerender({ overlay: overlay() });
    expect($("obs-pages")).toHaveTextContent("Not shown anywhere yet");
  });

  test("says that the link changed when another program has the port", async () => {
    await open({}, { ...running, port: 21_868, taken: 21_867 });
    expect($("obs-link-changed")).toHaveTextContent(/port 21867, so the link has port 21868/);
  });

  test("has no link while the server answers nowhere, and says why", async () => {
    const { rerender } = await open({ url: null }, failed);
    expect(screen.queryByTestId("obs-link")).toBeNull();
    expect($("obs-no-link")).toHaveTextContent(/in use by other programs/);
    await rerender({ server: { code: "failed", cause: "refused" } });
    expect($("obs-no-link")).toHaveTextContent(/firewall/);
    await rerender({ server: { code: "starting" } });
    expect($("obs-no-link")).toHaveTextContent(/starting/);
  });

  test("saves the page that waits, and shows where it is", async () => {
    const { rerender } = await open();
    await user.click($("obs-loader"));
    expect(fake.callsOf("saveOverlayLoader")).toEqual([["main"]]);
    expect($("obs-loader-path").textContent).toMatch(/Main-overlay\.html$/);
    await rerender({ overlay: overlay({ name: "Corner" }) });
    expect(screen.queryByTestId("obs-loader-path"), "under another name it is another file").toBeNull();
  });

  test("says when that page cannot be written", async () => {
    await open();
    fake.refuse("saveOverlayLoader", { code: "unwritable" });
    await user.click($("obs-loader"));
    expect($("error")).toHaveTextContent("The file cannot be written");
    expect(screen.queryByTestId("obs-loader-path")).toBeNull();
    await user.click($("obs-loader"));
    expect($("error")).toBeEmptyDOMElement();
    expect($("obs-loader-path")).toBeVisible();
  });
});

describe("the popup's way to the overlay's link", () => {
  async function open(): Promise<void> {
    render(Popup, { backend: fake });
    await vi.waitFor(() => expect($("status")).toHaveAttribute("data-status"));
    await tick();
  }

  test("copies the first overlay's link, also after it was replaced", async () => {
    await open();
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click($("copy-overlay-link"));
    expect(screen.getByText("Overlay link copied")).toBeVisible();
    await fake.replaceOverlayLink("main");
    await user.click($("copy-overlay-link"));
    const [first, second] = written.mock.calls.flat();
    expect(second).toBe(fake.overlaysView.overlays[0]!.url);
    expect(first).not.toBe(second);
  });

  test("says that there is none while the server answers nowhere, until there is one", async () => {
    fake.setOverlays({ server: failed });
    await open();
    await user.click($("copy-overlay-link"));
    expect(screen.getByText(/no overlay link at the moment/)).toBeVisible();
    fake.setOverlays({ server: running });
    await tick();
    expect(screen.queryByText(/no overlay link at the moment/)).toBeNull();
    await user.click($("copy-overlay-link"));
    expect(screen.queryByText(/no overlay link at the moment/)).toBeNull();
  });

  test("shows the link to copy by hand where the webview refuses", async () => {
    await open();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"));
    document.execCommand = () => false;
    await user.click($("copy-overlay-link"));
    const link = await screen.findByTestId("overlay-link");
    expect(link.textContent).toBe(fake.overlaysView.overlays[0]!.url);
    expect(String(getSelection())).toBe(link.textContent);
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByTestId("overlay-link")).toBeNull();
    expect($("copy-overlay-link")).toHaveFocus();
  });
});
