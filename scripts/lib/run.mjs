import { spawn, spawnSync } from "node:child_process";
import { root } from "./paths.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code; 127 when the program could not be started
 * @property {string} output what it printed on both streams, when that was asked for
 */

/**
 * Runs a program in the top folder and shows what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, keep?: boolean }} [options] `keep` also collects the output
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { env = {}, keep = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", keep ? "pipe" : "inherit", keep ? "pipe" : "inherit"],
    });
    const parts = /** @type {Buffer[]} */ ([]);
    child.stdout?.on("data", (part) => parts.push(part) && process.stdout.write(part));
    child.stderr?.on("data", (part) => parts.push(part) && process.stderr.write(part));
    child.once("error", (error) => resolve({ code: 127, output: `${command}: ${error.message}\n` }));
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }));
  });
}

/**
 * Runs a short program and returns what it printed, or null when it is missing or failed.
 *
 * @param {string} command
 * @param {string[]} args
 */
export function answerOf(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout : null;
}
