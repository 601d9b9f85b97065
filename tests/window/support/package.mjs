import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
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
