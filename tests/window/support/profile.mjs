import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The app's profile, seen from outside (docs/interfaces.md). */
export class Profile {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /** @param {...string} parts */
  path(...parts) {
    return join(this.folder, ...parts);
  }

  /** @param {string} name */
  has(name) {
    return existsSync(this.path(name));
  }

  /** @param {string} name */
  read(name) {
    return readFileSync(this.path(name), "utf8");
  }

  /** @param {string} name */
  readJson(name) {
    return JSON.parse(this.read(name));
  }

  /** Permission bits like `600`. @param {string} name */
  mode(name) {
    return (statSync(this.path(name)).mode & 0o777).toString(8);
  }

  /** @param {string} name @param {string | object} content @param {number} [mode] */
  write(name, content, mode = 0o600) {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.path(name), typeof content === "string" ? content : JSON.stringify(content), { mode });
  }

  /** Fills in an app of the developer dashboard, as after Save. @param {import("./emulator.mjs").Emulator} spotify */
  fillIn(spotify, { returnBy = "deep-link", pkceOnly = false } = {}) {
    this.write("settings.json", {
      version: 1,
      spotify: { client_id: spotify.clientId, pkce_only: pkceOnly, return_by: returnBy, account: null },
    });
    if (!pkceOnly) this.write("secrets.json", { client_secret: spotify.clientSecret });
  }

  /** The whole log, or nothing when there is none yet. */
  log() {
    const file = join("logs", "songplate.log");
    return this.has(file) ? this.read(file) : "";
  }

  /** The process that holds the profile now, if any. @returns {number | undefined} */
  pid() {
    return this.has("runtime.json") ? this.readJson("runtime.json").pid : undefined;
  }
}
