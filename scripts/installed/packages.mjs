import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testPackages } from "../lib/paths.mjs";
import { packages } from "../release/packages.mjs";
import { versionOf } from "../release/version.mjs";

/** The updater's name of the test packages' kind. */
export const platform = "linux-x86_64-deb";

/**
 * What is known of the test packages.
 *
 * @typedef {object} Made
 * @property {string} digest of the source
 * @property {string} key the public one, as in `plugins.updater.pubkey`
 * @property {{ current: string, next: string }} versions
 */

/** Where that stands. */
export const record = join(testPackages, "made.json");

/** @returns {Made} */
export const made = () => JSON.parse(readFileSync(record, "utf8"));

/** A folder with the package of a version and its signature, and nothing else. @param {string} version */
export const folderOf = (version) => join(testPackages, "packages", version);

/** @param {string} version @returns {string} */
export function fileOf(version) {
  const kind = packages.find((known) => known.platform === platform);
  if (!kind) throw new Error(`no package is called ${platform}`);
  return kind.file(version);
}

/** The version of the source, as if it were no beta, and the one after it. @param {string} manifest package.json @returns {Made["versions"]} */
export function versions(manifest) {
  const [major, minor, patch] = versionOf(JSON.parse(manifest).version).numbers;
  return { current: `${major}.${minor}.${patch}`, next: `${major}.${minor}.${patch + 1n}` };
}
