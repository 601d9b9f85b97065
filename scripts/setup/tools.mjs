import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { tools } from "../lib/paths.mjs";
import { answerOf, run } from "../lib/run.mjs";

/** @typedef {{ name: string, version: string, about: string }} Tool */

/** @type {Record<string, Tool>} */
const known = {
  driver: { name: "tauri-driver", version: "2.1.0", about: "drives the real window; half a minute" },
  deny: { name: "cargo-deny", version: "0.20.2", about: "checks licences and sources; about three minutes" },
};

/** @type {Record<import("../setup.mjs").Purpose, Tool[]>} */
const toolsFor = {
  build: [],
  lint: [known.deny],
  demo: process.platform === "darwin" ? [] : [known.driver],
  test: process.platform === "darwin" ? [known.deny] : [known.driver, known.deny],
  installed: [known.driver],
};

const suffix = process.platform === "win32" ? ".exe" : "";

/**
 * The folders that may hold an installed tool, this project's own first.
 *
 * @returns {string[]}
 */
function binFolders() {
  const cargoHome = process.env.CARGO_HOME ?? join(process.env.HOME ?? "", ".cargo");
  return [join(tools, "bin"), join(cargoHome, "bin"), ...(process.env.PATH ?? "").split(delimiter)];
}

/**
 * Where a tool lies in the wanted version. cargo writes beside `bin` what it installed, so that nothing has to run
 * (tauri-driver cannot say its version).
 *
 * @param {Tool} tool
 */
function pathOf({ name, version }) {
  for (const folder of binFolders()) {
    const program = join(folder, name + suffix);
    const record = join(dirname(folder), ".crates.toml");
    if (!existsSync(program) || !existsSync(record)) continue;
    if (readFileSync(record, "utf8").includes(`"${name} ${version} (`)) return program;
  }
  return null;
}

/** @param {keyof typeof known} name */
export function toolPath(name) {
  const path = pathOf(known[name]);
  if (path === null)
    throw new Error(`${known[name].name} ${known[name].version} is not installed: npm run setup`);
  return path;
}

/** Whether nextest is there. It is not installed for its own sake: building it takes longer than it saves. */
export function hasNextest() {
  return answerOf("cargo", ["nextest", "--version"]) !== null;
}

/**
 * Installs the cargo tools that are missing, into `target/tools`.
 *
 * @param {import("../setup.mjs").Purpose} purpose
 */
export async function cargoTools(purpose) {
  for (const tool of toolsFor[purpose]) {
    if (pathOf(tool) !== null) continue;
    console.log(`setup: installing ${tool.name} ${tool.version} (${tool.about})`);
    const args = ["install", tool.name, "--version", tool.version, "--locked", "--root", tools];
    const { code } = await run("cargo", args);
    if (code !== 0) {
      console.error(`setup: cargo install ${tool.name} failed (exit ${code}); the lines above say why`);
      return false;
    }
  }
  return true;
}
