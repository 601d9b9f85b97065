// Makes a machine ready. Nothing from node_modules may be imported here: it is this script that installs it.
import { pathToFileURL } from "node:url";
import { answerOf } from "./lib/run.mjs";
import { npmPackages } from "./setup/npm.mjs";
import { systemPackages } from "./setup/system.mjs";
import { cargoTools } from "./setup/tools.mjs";

/** @typedef {"build" | "lint" | "demo" | "test" | "installed"} Purpose */

const purposes = /** @type {const} */ (["build", "lint", "demo", "test", "installed"]);

/**
 * Installs what is missing for the purpose, and says so; says nothing when all is there.
 *
 * @param {Purpose} purpose
 * @returns {Promise<boolean>} whether the machine is ready; if not, the reason has been printed
 */
export async function setup(purpose) {
  const node = process.versions.node.split(".").map(Number);
  if (node[0] < 20 || (node[0] === 20 && node[1] < 19)) {
    console.error(`setup: Node 20.19 or newer is needed, this is ${process.versions.node}`);
    return false;
  }
  if (!(await systemPackages(purpose))) return false;
  if (answerOf("cargo", ["--version"]) === null) {
    console.error("setup: Rust is needed: https://rustup.rs");
    return false;
  }
  return (await npmPackages()) && (await cargoTools(purpose));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const purpose = purposes.find((name) => name === (process.argv[2] ?? "test"));
  if (!purpose) {
    console.error(`usage: npm run setup [-- ${purposes.join(" | ")}]`);
    process.exit(1);
  }
  process.exit((await setup(purpose)) ? 0 : 1);
}
