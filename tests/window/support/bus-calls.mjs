// Calls on the desk's session bus, as other programs make them.
import { spawnSync } from "node:child_process";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {{ name: string, path: string }} Place an object of a program on the bus */

/**
 * Runs busctl, which answers in JSON; null when nobody answers.
 *
 * @param {Pick<Desk, "env">} desk
 * @param {string[]} args
 * @returns {any}
 */
function busctl({ env }, ...args) {
  const { status, stdout } = spawnSync(
    "busctl",
    [`--address=${env.DBUS_SESSION_BUS_ADDRESS}`, "--json=short", "--timeout=5", ...args],
    { encoding: "utf8" },
  );
  if (status !== 0) return null;
  return stdout.trim() === "" ? [] : JSON.parse(stdout).data;
}

/**
 * What a method answers.
 *
 * @param {Pick<Desk, "env">} desk
 * @param {Place} place
 * @param {string} method with its interface, after a dot
 * @param {...(string | number)} args the signature, then the values in busctl's words
 */
export function call(desk, { name, path }, method, ...args) {
  return busctl(desk, "call", name, path, ...split(method), "--", ...args.map(String));
}

/**
 * The value of a property, or null.
 *
 * @param {Pick<Desk, "env">} desk
 * @param {Place} place
 * @param {string} named with its interface, after a dot
 */
export function property(desk, { name, path }, named) {
  return busctl(desk, "get-property", name, path, ...split(named));
}

/** An interface and its member. @param {string} named */
function split(named) {
  const dot = named.lastIndexOf(".");
  return [named.slice(0, dot), named.slice(dot + 1)];
}
