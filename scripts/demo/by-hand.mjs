import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { saveScreen, windows } from "../../tests/window/support/display.mjs";
import { Emulator } from "../../tests/window/support/emulator.mjs";
import { Started } from "../../tests/window/support/processes.mjs";
import { noOverlays, overlayLink, Stage } from "../../tests/window/support/overlay.mjs";
import { Profile } from "../../tests/window/support/profile.mjs";
import { app as program } from "../lib/paths.mjs";
import { takeLinks } from "./handler.mjs";
import { Story } from "./story.mjs";

/** Slow enough to look at, fast enough not to wait. */
const SPEED = 6;
const LOOK_EVERY_MS = 300;

const HINT = `
  In the window that opens:
    1. Press the gear. Client ID and secret are filled in: press Log in.
    2. Your browser opens a page of the emulated Spotify: press Agree, and let it open Songplate.
    3. In the popup select "Spotify API" and press Start.
  The other window is the overlay, as OBS shows it; it is empty until then.
  Quit the app, or press Ctrl-C here, when you have seen enough.
`;

/**
 * Lets the user walk the path on his own screen, and tells what it sees of it.
 *
 * @param {AbortSignal} interrupted
 */
export async function byHand(interrupted) {
  const story = new Story("the path of a new user, on your screen");
  const folder = mkdtempSync(join(tmpdir(), "songplate-demo-"));
  /** @type {(() => unknown)[]} */
  const undo = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const start = starter(folder, undo);
    const spotify = await Emulator.start({ start }, { speed: SPEED });
    story.step(`an emulated Spotify answers at ${spotify.origin}; its songs pass ${SPEED} times as fast`);
    const profile = new Profile(join(folder, "profile"));
    // Elsewhere a link goes to the app that is installed, which knows nothing of the demo's profile.
    profile.fillIn(spotify, { returnBy: process.platform === "linux" ? "deep-link" : "loopback" });
    const env = {
      SONGPLATE_PROFILE_DIR: profile.folder,
      SONGPLATE_SECRETS: "file",
      SONGPLATE_SPOTIFY_ACCOUNTS_URL: spotify.origin,
      SONGPLATE_SPOTIFY_API_URL: spotify.origin,
    };
    undo.push(takeLinks(launcher(folder, env)));
    const app = start(program, [], "app.log", { env });
    const overlay = await openOverlay(profile, undo);
    console.log(HINT);
    await watch(story, spotify, app, overlay, interrupted);
    if (typeof app.ended === "number" && app.ended !== 0)
      throw new Error(`the app ended with exit code ${app.ended}`);
    return `ended by you, after ${story.songs} songs`;
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/**
 * @param {string} folder
 * @param {(() => unknown)[]} undo
 */
function starter(folder, undo) {
  return (
    /** @type {string} */ command,
    /** @type {string[]} */ args,
    /** @type {string} */ log,
    /** @type {{ env?: NodeJS.ProcessEnv, stdin?: "pipe", stdout?: "pipe" }} */ { env = {}, ...options } = {},
  ) => {
    const all = { env: { ...process.env, ...env }, log: join(folder, log), ...options };
    const started = new Started(command, args, all);
    undo.push(() => started.stop());
    return started;
  };
}

/**
 * Opens the overlay in a Chromium of its own, where there is one.
 *
 * @param {Profile} profile
 * @param {(() => unknown)[]} undo
 */
async function openOverlay(profile, undo) {
  const reason = noOverlays();
  if (reason) {
    console.log(`demo: no overlay to look at: ${reason}`);
    return undefined;
  }
  const url = await overlayLink({ profile });
  const stage = await Stage.open({
    env: {},
    headless: false,
    at: { x: 560, y: 60, width: 700, height: 360 },
  });
  undo.push(() => stage.close());
  return stage.show(url);
}

/** What the link starts: the app on the demo's profile. @param {string} folder @param {Record<string, string>} env */
function launcher(folder, env) {
  const path = join(folder, "open-link");
  const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`);
  writeFileSync(path, ["#!/bin/sh", ...lines, `exec ${quoted(program)} "$@"`, ""].join("\n"), {
    mode: 0o755,
  });
  return path;
}

/**
 * Tells each step as the emulated Spotify sees it, until the app or the user ends.
 *
 * @param {Story} story
 * @param {Emulator} spotify
 * @param {Started} app
 * @param {import("../../tests/window/support/overlay.mjs").Source | undefined} overlay
 * @param {AbortSignal} interrupted
 */
async function watch(story, spotify, app, overlay, interrupted) {
  /** @type {{ seen: (state: any) => boolean, name: string, text: string }[]} */
  const steps = [
    {
      seen: ({ requests }) => requests.counts.authorize > 0,
      name: "consent",
      text: "Log in: the browser has opened the consent page",
    },
    {
      seen: ({ refresh_tokens }) => refresh_tokens > 0,
      name: "linked",
      text: "Agree: the link has reached the app, and the account is linked",
    },
    { seen: ({ requests }) => requests.counts.player > 0, name: "listening", text: "Start: the app listens" },
  ];
  let last = "";
  let asked = 0;
  while (app.ended === undefined && !interrupted.aborted) {
    const state = await spotify.state();
    const { requests, playback } = state;
    while (steps.length > 0 && steps[0].seen(state)) {
      const { name, text } = /** @type {typeof steps[number]} */ (steps.shift());
      story.step(text);
      await takePicture(story, name, overlay);
    }
    // A song counts when the app has asked since it began.
    const player = requests.counts.player ?? 0;
    if (player > asked && playback.title !== null && playback.title !== last) {
      last = playback.title;
      story.song(playback);
      await takePicture(story, `song-${story.songs}`, overlay);
    }
    asked = player;
    await pause(LOOK_EVERY_MS);
  }
}

/**
 * Pictures of the app's windows and the overlay alone, never of the whole screen.
 *
 * @param {Story} story
 * @param {string} name
 * @param {import("../../tests/window/support/overlay.mjs").Source | undefined} overlay
 */
async function takePicture(story, name, overlay) {
  const screen = { env: process.env };
  for (const { id, title } of windows(screen)) {
    if (title === "Songplate") saveScreen(screen, story.picture(name), id);
  }
  // The user may have closed it.
  const picture = await overlay?.screenshot().catch(() => undefined);
  if (picture) writeFileSync(story.picture(`${name}-overlay`), picture);
}
