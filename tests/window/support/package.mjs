import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { target } from "../../../scripts/lib/paths.mjs";

/**
 * The newest package of a kind, or undefined when none was built.
 *
 * @param {"deb" | "rpm"} kind
 */
export function builtPackage(kind) {
  const folder = join(target, "release", "bundle", kind);
  if (!existsSync(folder)) return undefined;
  const age = (/** @type {string} */ path) => statSync(path).mtimeMs;
  return readdirSync(folder)
    .filter((name) => name.endsWith(`.${kind}`))
    .map((name) => join(folder, name))
    .sort((a, b) => age(b) - age(a))[0];
}

/**
 * Runs a program that must succeed, and returns what it prints.
 *
 * @param {string} command
 * @param {...string} args
 */
export function output(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}

/**
 * @typedef {object} Installed
 * @property {string} program
 * @property {string} desktopEntry
 * @property {NodeJS.ProcessEnv} env what makes a desk see the package
 * @property {() => void} remove
 */

/**
 * Installs a package as its user does, when that leaves no trace; else unpacks it into a folder and lets the desk
 * look there, so that the desktop entry is proved all the same.
 *
 * @param {string} deb
 * @returns {Installed}
 */
export function installPackage(deb) {
  const already = spawnSync("dpkg-query", ["-W", "songplate"]).status === 0;
  if (process.getuid?.() === 0 && !already) {
    output("dpkg", "--install", deb);
    return { ...placesIn("/"), env: {}, remove: () => output("dpkg", "--purge", "songplate") };
  }
  console.log(`the package is unpacked, not installed: ${already ? "another one is installed" : "not root"}`);
  const folder = mkdtempSync(join(tmpdir(), "songplate-package-"));
  output("dpkg-deb", "--extract", deb, folder);
  const places = placesIn(folder);
  output("update-desktop-database", join(folder, "usr", "share", "applications"));
  return {
    ...places,
    env: {
      PATH: [join(folder, "usr", "bin"), process.env.PATH].join(delimiter),
      XDG_DATA_DIRS: [join(folder, "usr", "share"), "/usr/local/share", "/usr/share"].join(delimiter),
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @param {string} root */
function placesIn(root) {
  const applications = join(root, "usr", "share", "applications");
  const entry = readdirSync(applications).find((name) => /^songplate.*\.desktop$/i.test(name));
  if (!entry) throw new Error(`no desktop entry in ${applications}`);
  return { program: join(root, "usr", "bin", "songplate"), desktopEntry: join(applications, entry) };
}
