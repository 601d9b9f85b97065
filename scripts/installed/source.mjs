import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../lib/paths.mjs";

/** Files and folders that a package is made of. */
const parts = [
  "Cargo.lock",
  "Cargo.toml",
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "package-lock.json",
  "package.json",
  "rust-toolchain.toml",
  "scripts/installed",
  "src-tauri",
  "svelte.config.js",
  "tauri.conf.json",
  "tests/emulator/Cargo.toml",
  "ui",
  "vite.config.ts",
];

/** What is made of it. */
const results = new Set([inRoot("ui", "dist"), inRoot("ui", "dist-overlay")]);
results.add(inRoot("ui", "src", "paraglide"));

/** @param {string} path @returns {string[]} */
function files(path) {
  if (results.has(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** Tells two states of the source apart. */
export function sourceDigest() {
  const hash = createHash("sha256");
  for (const path of parts.flatMap((part) => files(inRoot(part)))) {
    hash.update(`${path}\0`).update(createHash("sha256").update(readFileSync(path)).digest());
  }
  return hash.digest("hex");
}
