import { existsSync, mkdirSync } from "node:fs";
import { hasOwner } from "./bus.mjs";
import { until } from "./wait.mjs";

/** @typedef {"absent" | "unlocked" | "locked"} Keychain */

const SECRETS = "org.freedesktop.secrets";

/**
 * What the bus may start when the keychain asks for its password: the real dialog, which nobody answers.
 *
 * @param {Keychain} keychain
 * @returns {Record<string, string>}
 */
export function prompterFor(keychain) {
  if (keychain !== "locked") return {};
  return {
    "org.gnome.keyring.SystemPrompter": "/usr/libexec/gcr-prompter",
    "org.gnome.keyring.PrivatePrompter": "/usr/libexec/gcr-prompter",
  };
}

/**
 * @param {import("./desk.mjs").Desk} desk
 * @param {Keychain} keychain
 */
export async function startKeyring(desk, keychain) {
  if (keychain === "absent") return;
  mkdirSync(desk.path("home", ".local", "share", "keyrings"), { recursive: true });
  const unlocked = await startDaemon(desk, ["--unlock"]);
  if (keychain === "unlocked") return;
  // The first daemon has made the login keyring with its password; a second one that nobody told the password finds
  // it locked, as after an automatic login.
  await until("the login keyring", () =>
    existsSync(desk.path("home", ".local", "share", "keyrings", "login.keyring")),
  );
  await unlocked.stop();
  await until("the keychain to go", () => !hasOwner(desk, SECRETS));
  await startDaemon(desk, []);
}

/**
 * @param {import("./desk.mjs").Desk} desk
 * @param {string[]} args
 */
async function startDaemon(desk, args) {
  const daemon = desk.start(
    "gnome-keyring-daemon",
    ["--foreground", "--components=secrets", `--control-directory=${desk.path("run", "keyring")}`, ...args],
    "keyring.log",
    { stdin: "pipe" },
  );
  daemon.child.stdin?.end("a password\n");
  await until("the keychain", () => {
    if (daemon.ended !== undefined) throw new Error(`gnome-keyring-daemon ended: ${daemon.ended}`);
    return hasOwner(desk, SECRETS);
  });
  return daemon;
}
