import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { app as shipped, inRoot } from "../../../scripts/lib/paths.mjs";
import { App } from "./app.mjs";
import { installBrowser } from "./browser.mjs";
import { startBus } from "./bus.mjs";
import { CommandLines } from "./command-lines.mjs";
import { saveScreen, startDisplay } from "./display.mjs";
import { Emulator } from "./emulator.mjs";
import { registerHandler } from "./handler.mjs";
import { prompterFor, startKeyring } from "./keyring.mjs";
import { endMarked, MARK, Started } from "./processes.mjs";
import { Profile } from "./profile.mjs";

/**
 * @typedef {object} DeskOptions
 * @property {string} [program] the app; by default the release binary
 * @property {import("./keyring.mjs").Keychain} [keychain] "absent" by default
 * @property {boolean} [secretsInFile] skips the keychain (`SONGPLATE_SECRETS=file`); true by default
 * @property {boolean} [bus] whether there is a session bus; true by default
 * @property {boolean} [handler] whether the app is registered for the deep link; true by default
 * @property {string} [desktop] the desktop that xdg-open believes to be on; by default none of those it knows
 * @property {number} [speed] the emulator's
 * @property {NodeJS.ProcessEnv} [env] more variables for every process
 */

/**
 * All that a person sits in front of: a screen, a session bus, a home, a browser, a Spotify, and the app's profile.
 * Nothing in it is shared with another desk or with the machine.
 */
export class Desk {
  /** @type {Started[]} */
  #started = [];
  /** @type {App[]} */
  #apps = [];

  /**
   * @param {string} folder
   * @param {string} program
   */
  constructor(folder, program) {
    this.folder = folder;
    this.program = program;
    /** @type {NodeJS.ProcessEnv} what every process of the desk sees */
    this.env = {};
    this.profile = new Profile(this.path("profile"));
    this.commandLines = new CommandLines(this);
    /** @type {Emulator} */
    this.spotify;
  }

  /** @param {...string} parts */
  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** @param {DeskOptions} [options] */
  static async open(options = {}) {
    const {
      program = shipped,
      keychain = "absent",
      secretsInFile = true,
      bus = true,
      handler = true,
    } = options;
    if (!existsSync(program)) throw new Error(`${program} is missing: npm run build`);
    const desk = new Desk(mkdtempSync(join(tmpdir(), "songplate-")), program);
    try {
      desk.#furnish(options);
      if (secretsInFile) desk.env.SONGPLATE_SECRETS = "file";
      await startDisplay(desk);
      if (bus) await startBus(desk, prompterFor(keychain));
      // Without an address GLib would start a bus by itself.
      else desk.env.DBUS_SESSION_BUS_ADDRESS = `unix:path=${desk.path("no-bus")}`;
      await startKeyring(desk, keychain);
      installBrowser(desk);
      if (handler) registerHandler(desk, program);
      desk.spotify = await Emulator.start(desk, { speed: options.speed });
      desk.env.SONGPLATE_SPOTIFY_ACCOUNTS_URL = desk.spotify.origin;
      desk.env.SONGPLATE_SPOTIFY_API_URL = desk.spotify.origin;
      desk.commandLines.watch();
    } catch (error) {
      await desk.close();
      throw error;
    }
    return desk;
  }

  /** @param {DeskOptions} options */
  #furnish({ desktop, env = {} }) {
    for (const folder of ["home", "bin", "profile", "logs"]) mkdirSync(this.path(folder));
    mkdirSync(this.path("run"), { mode: 0o700 });
    const home = this.path("home");
    Object.assign(this.env, {
      [MARK]: this.folder,
      HOME: home,
      USER: process.env.USER ?? "user",
      LANG: "C.UTF-8",
      XDG_DATA_HOME: join(home, ".local", "share"),
      XDG_CONFIG_HOME: join(home, ".config"),
      XDG_CACHE_HOME: join(home, ".cache"),
      XDG_STATE_HOME: join(home, ".local", "state"),
      XDG_RUNTIME_DIR: this.path("run"),
      // dconf would look for a daemon that the desk's bus does not have.
      GSETTINGS_BACKEND: "memory",
      GIO_USE_VFS: "local",
      NO_AT_BRIDGE: "1",
      RUST_BACKTRACE: "1",
      SONGPLATE_PROFILE_DIR: this.profile.folder,
      ...(desktop ? { XDG_CURRENT_DESKTOP: desktop } : {}),
      ...env,
      PATH: [this.path("bin"), env.PATH ?? process.env.PATH].join(delimiter),
    });
  }

  /**
   * Starts a process that ends with the desk.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {string} log the name of its log file
   * @param {{ stdin?: "pipe", stdout?: "pipe", extra?: "pipe", env?: NodeJS.ProcessEnv }} [options]
   */
  start(command, args, log, { env = {}, ...options } = {}) {
    const started = new Started(command, args, {
      env: { ...this.env, ...env },
      log: this.path("logs", log),
      ...options,
    });
    this.#started.push(started);
    return started;
  }

  /**
   * Opens the app with a hand on its windows.
   *
   * @param {string[]} args
   */
  async openApp(...args) {
    const app = await App.open(this, args);
    this.#apps.push(app);
    return app;
  }

  /**
   * Runs the program as a person or a script would, beside the one that may be running.
   *
   * @param {string[]} args
   */
  run(...args) {
    return this.start(this.program, args, "program.log");
  }

  /** What a started process has printed. @param {string} log */
  printed(log) {
    const file = this.path("logs", log);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /**
   * Keeps what helps to understand a failure.
   *
   * @param {string} name
   */
  async keepEvidence(name) {
    const folder = inRoot("target", "window", name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    saveScreen(this, join(folder, "screen.png"));
    for (const app of this.#apps) await app.saveWindows(folder).catch(() => {});
    for (const part of ["logs", "browser.jsonl", "profile/logs", "profile/settings.json"]) {
      const from = this.path(part);
      if (existsSync(from)) cpSync(from, join(folder, part.replace("/", "-")), { recursive: true });
    }
    return folder;
  }

  async close() {
    this.commandLines.stop();
    for (const app of this.#apps) await app.close().catch(() => {});
    for (const started of this.#started.reverse()) await started.stop().catch(() => {});
    await endMarked(this.folder);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
