import { spawnSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import { fileOf, folderOf } from "../../../scripts/installed/packages.mjs";
import { output } from "../../window/support/package.mjs";

/** The program as the packages install it. */
export const PROGRAM = "/usr/bin/songplate";

/** The test package of a version. @param {string} version */
export const packageOf = (version) => join(folderOf(version), fileOf(version));

/** The version that is installed, or null. @returns {string | null} */
export function installedVersion() {
  const query = ["-W", "-f=${db:Status-Status} ${Version}", "songplate"];
  const { stdout } = spawnSync("dpkg-query", query, { encoding: "utf8" });
  return /^installed (.+)$/.exec(stdout)?.[1] ?? null;
}

/** Installs the test package of a version over whatever version is there. @param {string} version */
export const install = (version) => output("dpkg", "--install", packageOf(version));

/** Takes the package away, but for what belongs to its users. */
export const remove = () => output("dpkg", "--remove", "songplate");

/** Leaves the machine without the package when the tests of a file have ended. */
export const removeAtTheEnd = () => after(() => output("dpkg", "--purge", "songplate"));

/**
 * Whether a process runs the program that is installed now, and not one that has been replaced since.
 *
 * @param {number | undefined} pid
 */
export function runsWhatIsInstalled(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === PROGRAM;
  } catch {
    // It has ended.
    return false;
  }
}
