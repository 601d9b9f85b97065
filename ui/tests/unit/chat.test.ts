import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Replies, ReplyPreview, ServerState } from "../../src/bindings";
import { FakeBackend } from "../../src/backend/fake";
import { bots } from "../../src/settings/chat/bots";
import ChatSection from "../../src/settings/chat/ChatSection.svelte";
import { replyAddress } from "../../src/settings/chat/replyAddress";
import { RepliesForm } from "../../src/settings/chat/repliesForm.svelte";
import { listening } from "../samples";

const user = userEvent.setup();
const $ = (id: string) => screen.getByTestId(id);
const running: ServerState = { code: "running", port: 21_867, taken: null, lan: false };
let fake: FakeBackend;

beforeEach(() => {
  fake = new FakeBackend();
  fake.setOverlays({ server: running });
});

async function open() {
  const opened = render(ChatSection, { backend: fake, overlays: fake.overlaysView });
  await fake.onOverlays((overlays) => void opened.rerender({ overlays }));
  await screen.findByTestId("reply-playing");
  await vi.waitFor(() => expect($("reply-preview")).toHaveTextContent("Paper Lanterns"));
  return opened;
}

const said = (reply: keyof ReplyPreview) =>
  $("reply-preview").querySelector(`[data-reply=${reply}] .said`)?.textContent;

describe("the messages", () => {
  test("are previewed as they are typed, and saved when the field is left", async () => {
    await open();
    await user.clear($("reply-playing"));
    await user.type($("reply-playing"), "♪ [[SONG]");
    await vi.waitFor(() => expect(said("playing")).toBe("♪ Paper Lanterns"));
    expect(fake.callsOf("setReplies")).toEqual([]);
    await user.tab();
    expect(fake.repliesView.playing).toBe("♪ [SONG]");
  });

  test("Enter saves, and makes no second line", async () => {
    await open();
    await user.clear($("reply-error"));
    await user.type($("reply-error"), "Silence.{Enter}");
    expect($("reply-error")).toHaveValue("Silence.");
    expect(fake.repliesView.error).toBe("Silence.");
  });

  test("one that is empty is refused and stays as it is typed", async () => {
    await open();
    await user.clear($("reply-paused"));
    await user.tab();
    expect(await screen.findByText(/empty or too long/)).toBeVisible();
    expect($("reply-paused")).toHaveAttribute("aria-invalid", "true");
    expect($("reply-playing")).not.toHaveAttribute("aria-invalid");
    expect(fake.repliesView.paused).toBe("Paused: [SONG] by [SUBTITLE]");
    await user.type($("reply-paused"), "Pause{Tab}");
    expect(fake.repliesView.paused).toBe("Pause");
    expect(screen.queryByText(/empty or too long/)).toBeNull();
  });

  test("an answer that a later question has overtaken is dropped", async () => {
    const answers: ((preview: ReplyPreview) => void)[] = [];
    fake.previewReplies = (replies: Replies) => {
      void replies;
      return new Promise((resolve) => answers.push(resolve));
    };
    const form = new RepliesForm(fake);
    await form.open();
    const both = [form.refresh(), form.refresh()];
    answers[1]!({ playing: "new", paused: "", error: "" });
    answers[0]!({ playing: "old", paused: "", error: "" });
    await Promise.all(both);
    expect(form.preview?.playing).toBe("new");
  });

  test("a song that comes while the section is open is in the preview; a closed one asks no more", async () => {
    const { unmount } = await open();
    const asked = vi.spyOn(fake, "previewReplies");
    fake.show(listening());
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
    unmount();
    await tick();
    fake.show(listening());
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe("the commands", () => {
  test("the address is on the overlay's server, with its token", () => {
    expect(replyAddress("http://127.0.0.1:21867/overlay?token=aB-_9")).toBe(
      "http://127.0.0.1:21867/reply?token=aB-_9",
    );
  });

  test("each bot gets what its own documentation asks for", () => {
    const commands = Object.fromEntries(
      bots("http://x/reply?token=t").map(({ id, steps }) => [id, steps.map(({ command }) => command)]),
    );
    expect(commands).toEqual({
      streamerbot: ["http://x/reply?token=t", "%songplate%"],
      firebot: ["$readApi[http://x/reply?token=t]"],
      mixitup: ["http://x/reply?token=t", "$webrequestresult"],
      phantombot: ["(customapi http://x/reply?token=t)"],
      "streamlabs-chatbot": ["$readapi(http://x/reply?token=t)"],
    });
  });

  test("are copied as they are shown, and follow a replaced link", async () => {
    await open();
    const written = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    const copy = () => user.click(within($("bot-firebot")).getByRole("button", { name: /Copy|Copied/ }));
    await copy();
    await fake.replaceOverlayLink("main");
    await tick();
    await copy();
    const address = replyAddress(fake.overlaysView.overlays[0]!.url!);
    const [first, second] = written.mock.calls.flat();
    expect(second).toBe(`$readApi[${address}]`);
    expect(first).not.toBe(second);
  });

  test("without a server there are none, and it says so", async () => {
    await open();
    fake.setOverlays({ server: { code: "failed", cause: "taken" } });
    await tick();
    expect(screen.queryByTestId("reply-address")).toBeNull();
    expect(screen.queryByTestId("bot-firebot")).toBeNull();
    expect(screen.getByText(/need the overlay server/)).toBeVisible();
    expect(screen.getByText(/Nightbot.*cannot reach an address on your computer/)).toBeVisible();
  });
});
