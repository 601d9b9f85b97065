// What the program holds at a moment, seen from outside (proc(5)).
import { readdirSync, readFileSync } from "node:fs";
import { family, memoryOf } from "../bench/family.mjs";

/** How the kernel writes that a TCP connection stands. */
const ESTABLISHED = "01";

/**
 * @typedef {object} Sample
 * @property {number} seconds since the beginning
 * @property {number} windows opened and destroyed so far
 * @property {number} songs told so far
 * @property {number} own memory of the program in bytes (PSS)
 * @property {number} started the same of what it has started
 * @property {number} threads of them all
 * @property {number} handles of them all: files, sockets, pipes
 * @property {number} clients of the overlay server
 * @property {number} tasks that waited in the program when the last window was destroyed
 */

/**
 * @param {import("../../tests/window/support/desk.mjs").Desk} desk
 * @param {number} pid
 * @param {string} link
 * @param {Sample} [before]
 */
export function look(desk, pid, link, before) {
  const members = family(pid).map((member) => member.pid);
  const all = (/** @type {string} */ folder) =>
    members.reduce((sum, member) => sum + entries(`/proc/${member}/${folder}`), 0);
  const { own, others: started } = memoryOf(pid);
  return {
    own,
    started,
    threads: all("task"),
    handles: all("fd"),
    clients: clientsOf(Number(new URL(link).port)),
    // A log that was just rotated has no word on them yet.
    tasks: tasksOf(desk.profile.log()) ?? before?.tasks ?? Number.NaN,
  };
}

/** @param {string} folder */
function entries(folder) {
  try {
    return readdirSync(folder).length;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** How many connections stand at a port of this machine. @param {number} port */
export function clientsOf(port) {
  const own = port.toString(16).toUpperCase().padStart(4, "0");
  return readFileSync("/proc/net/tcp", "latin1")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${own}`) && state === ESTABLISHED).length;
}

/** What the program's log says of the last window's end. @param {string} log */
export function tasksOf(log) {
  const told = [...log.matchAll(/the window \S+ is gone, and (\d+) tasks go on/g)].at(-1);
  return told ? Number(told[1]) : null;
}
