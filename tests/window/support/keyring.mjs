import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { hasOwner } from "./bus.mjs";
import { marked } from "./processes.mjs";
import { until, within } from "./wait.mjs";

/** @typedef {"absent" | "unlocked" | "locked"} Keychain */

const PASSWORD = "a password";
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

/** What PAM asks the daemon's control socket to do when somebody logs in with a password. */
const UNLOCK = 1;

/**
 * Unlocks the locked keychain, as a login with the password does, and takes the open question away.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export async function unlock(desk) {
  const password = Buffer.from(PASSWORD);
  const head = Buffer.alloc(12);
  [12 + password.length, UNLOCK, password.length].forEach((word, at) => head.writeUInt32BE(word, 4 * at));
  const socket = connect(desk.path("run", "keyring", "control"));
  // The first byte carries the sender's identity and no meaning.
  socket.write(Buffer.concat([Buffer.alloc(1), head, password]));
  const [answer] = await within("the keychain's answer", 5_000, once(socket, "data"));
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0)
    throw new Error(`the keychain was not unlocked: ${answer.toString("hex")}`);
  for (const { pid, args } of marked(desk.folder)) {
    if (args[0]?.endsWith("/gcr-prompter")) process.kill(pid, "SIGTERM");
  }
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
  daemon.child.stdin?.end(PASSWORD);
  await until("the keychain", () => {
    if (daemon.ended !== undefined) throw new Error(`gnome-keyring-daemon ended: ${daemon.ended}`);
    return hasOwner(desk, SECRETS);
  });
  return daemon;
}
