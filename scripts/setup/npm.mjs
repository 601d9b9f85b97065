import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { npm } from "../lib/npm.mjs";
import { inRoot } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";

const lock = inRoot("package-lock.json");
/** npm's own record of what lies in node_modules. */
const installed = inRoot("node_modules", ".package-lock.json");

function isCurrent() {
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return true;
  // A checkout touches the lock file without changing it: that is no reason to install again.
  const wanted = packagesIn(lock);
  const present = packagesIn(installed);
  const same =
    Object.entries(present).every(([path, { version }]) => wanted[path]?.version === version) &&
    Object.entries(wanted).every(([path, { optional }]) => path === "" || optional || path in present);
  if (same) utimesSync(installed, new Date(), new Date());
  return same;
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
const packagesIn = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** Brings node_modules to what package-lock.json says. */
export async function npmPackages() {
  if (isCurrent()) return true;
  console.log("setup: installing the npm packages");
  // Not `npm ci`: it insists on an entry for every optional package of every other system, which a lock file has only
  // when it was written on a registry that offers them all. This keeps to the lock file as well, and never writes it.
  const [command, ...args] = npm("install", "--no-save", "--no-audit", "--no-fund");
  const { code } = await run(command, args);
  if (code !== 0) console.error(`setup: npm install failed (exit ${code}); the lines above say why`);
  return code === 0;
}
