import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inRoot } from "../lib/paths.mjs";

/** @typedef {{ path: string, public: string }} Key `path`: of the private one; `public`: as in `plugins.updater.pubkey` */

/**
 * What the Tauri CLI signs with, and nothing that this machine may have for releases.
 *
 * @param {string} [path] the private key
 * @returns {NodeJS.ProcessEnv}
 */
export const passwordless = (path) => ({
  CI: "true",
  TAURI_SIGNING_PRIVATE_KEY: path,
  TAURI_SIGNING_PRIVATE_KEY_PATH: undefined,
  TAURI_SIGNING_PRIVATE_KEY_PASSWORD: "",
});

/** @param {...string} args */
function signer(...args) {
  const cli = inRoot("node_modules", "@tauri-apps", "cli", "tauri.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "signer", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...passwordless() },
  });
  if (status !== 0) throw new Error(`tauri signer ${args[0]}: ${stdout}${stderr}`);
}

/**
 * A new key without a password.
 *
 * @param {string} path
 * @returns {Key}
 */
export function newKey(path) {
  signer("generate", "--write-keys", path);
  return { path, public: readFileSync(`${path}.pub`, "utf8") };
}

/**
 * Writes the signature of a file beside it, as `tauri build` does.
 *
 * @param {string} file
 * @param {Key} key
 * @param {string} version that is signed along with it
 */
export function sign(file, key, version) {
  signer("sign", "--private-key-path", key.path, "--app-version", version, file);
}
