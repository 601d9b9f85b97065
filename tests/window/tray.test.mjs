import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { Key } from "selenium-webdriver";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { windows } from "./support/display.mjs";
import { closeFrame, frame, frames, moveFrame, noFrames } from "./support/frames.mjs";
import { FakePlayer } from "./support/fake-player.mjs";
import { overlayLink } from "./support/overlay.mjs";
import { noDesktop, savePanel, startPanel, startWindowManager, trayItems } from "./support/panel.mjs";
import { listening, logIn, start } from "./support/path.mjs";
import { isAlive, marked } from "./support/processes.mjs";
import { Told } from "./support/told.mjs";
import { TrayIcon } from "./support/tray.mjs";
import { throughout, until } from "./support/wait.mjs";
import { windowTest } from "./support/window-test.mjs";

/** @typedef {import("./support/desk.mjs").Desk} Desk */

const skip = noDesktop();

const MENU = [
  "Show Songplate",
  "Start",
  "Stop",
  "Source",
  "Copy the overlay link",
  "Open settings",
  "Check for updates",
  "Quit",
];

/**
 * Answers the question, which closes the window: it may be gone before the driver has its own answer.
 *
 * @param {import("./support/app.mjs").App} app
 * @param {"closing-keep" | "closing-quit"} id
 */
const answerQuestion = (app, id) =>
  app.popup.execute(`document.querySelector('[data-testid="${id}"]').click()`).catch(() => {});

/** Whether a window asks what closing it is to do. */
const QUESTION = `return document.querySelector('[data-testid="closing-sheet"]').open`;

/** What the user chose for a program without a window, and the demo player as source. @param {object} background */
const settings = (background, listening = false) => ({
  version: 1,
  background,
  listener: { selected: "demo", listening },
});

/** What WebKit has started at the desk. @param {Desk} desk */
const webViews = (desk) =>
  marked(desk.folder).filter(({ pid, args }) => /WebKit\w+Process/.test(args[0] ?? "") && isAlive(pid));

/** Waits until the app is there, with or without a window. @param {Desk} desk */
const running = (desk) =>
  until("the app", () => {
    const pid = desk.profile.pid();
    return pid !== undefined && isAlive(pid) && pid;
  });

/** Ends the app, and waits for it. @param {Desk} desk */
async function quit(desk) {
  const pid = await running(desk);
  await desk.run("quit").exit();
  await until("the end of the app", () => !isAlive(pid));
}

/** What the user chose, as the profile has it. @param {Desk} desk */
const chosen = (desk) => desk.profile.readJson("settings.json").background;

for (const shade of /** @type {const} */ (["dark", "light"])) {
  windowTest(
    `the icon in a ${shade} tray shows stopped, playing and paused`,
    async (desk) => {
      await startPanel(desk, shade);
      const pictures = inRoot("target", "window", "tray");
      mkdirSync(pictures, { recursive: true });
      /** @type {Map<string, Buffer>} what the panel drew */
      const drawn = new Map();
      const draws = (/** @type {"empty" | "stopped" | "paused" | "playing"} */ state) =>
        until(`the panel to draw ${state}`, () => {
          const file = `${pictures}/${shade}-${state}.png`;
          savePanel(desk, file);
          const { stdout } = spawnSync("convert", [file, "RGB:-"], { maxBuffer: 1 << 24 });
          drawn.set(state, stdout);
          const others = [...drawn].filter(([name]) => name !== state);
          return stdout.length > 0 && others.every(([, other]) => !other.equals(stdout));
        });

      await draws("empty");
      desk.profile.fillIn(desk.spotify);
      const app = await desk.openApp();
      const icon = await TrayIcon.find(desk);
      assert.ok(icon.isActive());
      await icon.tells("stopped", "Inactive");
      await draws("stopped");
      await logIn(app);
      await start(app);
      const { title, subtitle } = await desk.spotify.playing();
      await icon.tells("playing", `${title} – ${subtitle}`);
      await draws("playing");
      await desk.spotify.pause();
      await icon.tells("paused", `${title} – ${subtitle}`);
      await draws("paused");
      await app.popup.click("stop");
      await icon.tells("stopped", "Inactive");
      drawn.delete("stopped");
      await draws("stopped");
    },
    { skip },
  );
}

windowTest(
  "the tray's menu does what it says",
  async (desk) => {
    await startPanel(desk);
    const app = await desk.openApp();
    const icon = await TrayIcon.find(desk);
    assert.deepEqual(
      icon.labels().filter((label) => label !== ""),
      ["Inactive", ...MENU],
    );
    assert.ok(!icon.entry("Start")?.enabled, "there is nothing to start");
    assert.ok(icon.entry("None")?.ticked);

    await icon.choose("Demo player");
    await until("the source to be chosen", async () => (await app.popup.value("source-select")) === "demo");
    await icon.choose("Start");
    await app.popup.status("playing");
    await until("the tick", () => icon.entry("Demo player")?.ticked && !icon.entry("None")?.ticked);
    await icon.choose("Demo player");
    await throughout("the tick stays", 500, () => icon.entry("Demo player")?.ticked ?? false);
    assert.equal(
      (await app.popup.attribute("status", "data-status")) ?? "",
      "playing",
      "nothing was interrupted",
    );
    await icon.choose("Stop");
    await app.popup.status("inactive");
    await until(
      "Start to be there again",
      () => icon.entry("Start")?.enabled && !icon.entry("Stop")?.enabled,
    );

    await icon.choose("Copy the overlay link");
    const link = await overlayLink(desk);
    await until("the link in the clipboard", () => {
      const { stdout } = spawnSync("xclip", ["-selection", "clipboard", "-o"], {
        env: desk.env,
        encoding: "utf8",
        timeout: 2_000,
      });
      return stdout === link;
    });

    await icon.choose("Open settings");
    await until("the settings", () => app.settingsPage.isOpen());
    assert.equal(await app.settingsPage.attribute("section-spotify", "aria-current"), "page");
    await icon.choose("Check for updates");
    await app.settingsPage.find("update-status");

    const pid = await running(desk);
    await icon.choose("Quit");
    await app.ended(pid);
    await until("the tray to be empty", () => trayItems(desk).length === 0);
  },
  { skip },
);

windowTest(
  "a player's name and title stand in the menu as they are",
  async (desk) => {
    await startPanel(desk);
    desk.profile.write("settings.json", {
      version: 1,
      listener: { selected: "player:rock_box", listening: true },
    });
    const player = await FakePlayer.start(desk, "rock_box");
    await player.set({
      title: "Salt & Copper_Wire",
      artists: ["R & B"],
      identity: "Rock & Box",
      status: "Playing",
    });
    desk.run("--hidden");
    const icon = await TrayIcon.find(desk);
    await icon.tells("playing", "Salt & Copper_Wire – R & B");
    await until("the player in the menu", () => icon.entry("Rock & Box")?.ticked);
    await quit(desk);
  },
  { skip },
);

windowTest(
  "closing the last window asks once, then listening goes on without a window",
  async (desk) => {
    await startWindowManager(desk);
    await startPanel(desk);
    const app = await listening(desk);
    const pid = await running(desk);
    const told = await Told.listen(desk);
    try {
      // The popup is not the last window while the settings are open.
      await app.settings();
      closeFrame(desk, await frame(desk, "Songplate settings"));
      await until("the settings to be closed", async () => frames(desk).length === 1);

      for (const answer of ["closing-cancel", "Escape"]) {
        closeFrame(desk, await frame(desk));
        await app.popup.find("closing-sheet");
        await until("the question", () => app.popup.execute(QUESTION));
        if (answer === "Escape") await (await app.popup.find("closing-keep")).sendKeys(Key.ESCAPE);
        else await app.popup.click(answer);
        await until("no question", async () => !(await app.popup.execute(QUESTION)));
        assert.equal(frames(desk).length, 1, `${answer} keeps the window`);
      }
      await throughout("nothing is decided", 300, () => (chosen(desk)?.on_close ?? "ask") === "ask");

      closeFrame(desk, await frame(desk));
      await until("the question", () => app.popup.execute(QUESTION));
      await answerQuestion(app, "closing-keep");
      await noFrames(desk);
      await until("the answer to be kept", () => chosen(desk).on_close === "go-on");
      await until("the web views to be gone", () => webViews(desk).length === 0);

      await desk.spotify.next();
      const { title, subtitle } = await desk.spotify.playing();
      await told.of(title, 30_000);
      const icon = await TrayIcon.find(desk);
      await icon.tells("playing", `${title} – ${subtitle}`);

      await icon.choose("Show Songplate");
      closeFrame(desk, await frame(desk));
      await noFrames(desk);
      assert.ok(isAlive(pid), "it asks no second time");
      await desk.run().exit();
      await frame(desk);
      assert.equal(desk.profile.pid(), pid, "a second start shows the window of the first");
    } finally {
      told.close();
    }
    await quit(desk);
  },
  { skip, limit: 90_000 },
);

windowTest(
  "quit is the other answer",
  async (desk) => {
    await startWindowManager(desk);
    const app = await desk.openApp();
    const pid = await running(desk);
    closeFrame(desk, await frame(desk));
    await until("the question", () => app.popup.execute(QUESTION));
    await answerQuestion(app, "closing-quit");
    await app.ended(pid);
    assert.equal(chosen(desk).on_close, "quit");
    desk.run();
    const again = await running(desk);
    closeFrame(desk, await frame(desk));
    await until("the end of the app", () => !isAlive(again));
  },
  { skip },
);

windowTest(
  "without a tray, a second start shows the window",
  async (desk) => {
    await startWindowManager(desk);
    desk.profile.write("settings.json", settings({ on_close: "go-on" }, true));
    desk.run();
    const pid = await running(desk);
    const told = await Told.listen(desk);
    try {
      await told.of("Paper Lanterns");
      for (let round = 1; round <= 3; round++) {
        closeFrame(desk, await frame(desk));
        await noFrames(desk);
        await until("the web views to be gone", () => webViews(desk).length === 0);
        assert.ok(isAlive(pid) && desk.profile.pid() === pid, "it goes on");
        await desk.run().exit();
      }
      await frame(desk);
      assert.equal(told.snapshots.at(-1)?.status, "playing", "and listens");
    } finally {
      told.close();
    }
    await quit(desk);
  },
  { skip },
);

windowTest(
  "a tray that comes later, or comes back, gets the icon",
  async (desk) => {
    await startWindowManager(desk);
    desk.profile.write("settings.json", settings({ on_close: "go-on" }));
    desk.run("--hidden");
    await running(desk);
    for (let round = 1; round <= 2; round++) {
      const panel = await startPanel(desk);
      const icon = await TrayIcon.find(desk);
      await icon.tells("stopped", "Inactive");
      await icon.choose("Show Songplate");
      closeFrame(desk, await frame(desk));
      await noFrames(desk);
      await panel.stop();
      await until("no tray", () => trayItems(desk).length === 0);
    }
    await quit(desk);
  },
  { skip },
);

windowTest(
  "the window comes back at its place, after it was closed and after a restart",
  async (desk) => {
    await startWindowManager(desk);
    desk.profile.write("settings.json", settings({ on_close: "go-on" }));
    desk.run();
    const moved = await moveFrame(desk, await frame(desk), { x: 420, y: 130, width: 460, height: 640 });
    const isBack = () =>
      until("the window to be at its place", async () => {
        const { place } = await frame(desk);
        assert.deepEqual(place, moved);
        return true;
      });
    closeFrame(desk, await frame(desk));
    await noFrames(desk);
    await desk.run().exit();
    await isBack();
    await quit(desk);
    desk.run();
    await isBack();
    await quit(desk);
  },
  { skip },
);

windowTest("the program ends when it is told to, whatever it is doing", async (desk) => {
  desk.profile.write("settings.json", settings({ on_close: "go-on" }));
  for (let round = 1; round <= 5; round++) {
    desk.run("--hidden");
    const pid = await running(desk);
    // A window is being made, and the tray changes. Who comes after the end is a start of its own.
    const words = ["start", "show", "settings"].map((word) => desk.run(word).exit());
    await Promise.all(words);
    await desk.run("quit").exit();
    await until("the end of the app", () => !isAlive(pid));
  }
});

windowTest("what changed just before the end is kept", async (desk) => {
  const folder = desk.path("home", "songs");
  desk.profile.write("settings.json", {
    version: 1,
    listener: { selected: "player:radio", listening: true },
    files: { enabled: true, folder, history: "text" },
  });
  const player = await FakePlayer.start(desk, "radio");
  await player.set({ title: "Before the news", artists: ["Somebody"], status: "Playing" });
  desk.run("--hidden");
  const pid = await running(desk);
  const told = await Told.listen(desk);
  try {
    await told.of("Before the news");
    await player.set({ clear: true, title: "The last song", artists: ["Else"], status: "Playing" });
    await told.of("The last song");
  } finally {
    told.close();
  }
  await desk.run("stop").exit();
  await desk.run("quit").exit();
  await until("the end of the app", () => !isAlive(pid));
  assert.match(
    readFileSync(`${folder}/history.txt`, "utf8"),
    /Before the news – Somebody\n.*The last song – Else\n$/,
  );
  assert.equal(readFileSync(`${folder}/song.txt`, "utf8"), "", "nothing old stays behind");
  assert.equal(desk.profile.readJson("settings.json").listener.listening, false);
  assert.ok(!desk.profile.has("runtime.json"));
});

windowTest(
  "a start at login is off at first, and opens no window unless the user wants one",
  async (desk) => {
    const entry = desk.path("home", ".config", "autostart", "Songplate.desktop");
    const app = await desk.openApp();
    const general = await app.settings();
    await general.click("section-general");
    await general.find("start-at-login");
    assert.ok(!existsSync(entry));
    const isTicked = async () => (await general.find("start-at-login")).isSelected();
    assert.equal(await isTicked(), false);

    await general.click("start-at-login");
    await until("the entry", () => existsSync(entry));
    const exec = /^Exec=(.*)$/m.exec(readFileSync(entry, "utf8"))?.[1];
    assert.equal(exec, `${desk.program} --at-login`);
    await general.click("start-at-login");
    await until("no entry", () => !existsSync(entry));
    assert.equal(await isTicked(), false);
    const pid = await running(desk);
    await quit(desk);
    await app.ended(pid);
    await until("the web views to be gone", () => webViews(desk).length === 0);

    desk.run("--at-login");
    await running(desk);
    // It takes no words before it has shown its windows.
    await desk.run("stop").exit();
    assert.deepEqual(windows(desk), []);
    assert.equal(webViews(desk).length, 0);
    await quit(desk);

    desk.profile.write("settings.json", settings({ start_hidden: false }));
    desk.run("--at-login");
    await until("the popup", () => windows(desk).length === 1);
    await quit(desk);
  },
);
