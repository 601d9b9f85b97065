import { readdirSync, readFileSync } from "node:fs";
import { argumentsOf, MARK } from "./processes.mjs";

const LOOK_EVERY_MS = 8;

/**
 * Watches the command lines of all processes of a desk: what stands there can be read by every user of the machine.
 * Looks often, because a process that hands over a link lives for some hundredths of a second.
 */
export class CommandLines {
  /** @type {Map<string, boolean>} whether a process, by pid and start, belongs to the desk */
  #known = new Map();
  /** @type {Set<string>} */
  #seen = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {import("./desk.mjs").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  watch() {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Every command line so far, once each. */
  seen() {
    this.#look();
    return [...this.#seen].map((line) => line.split("\0"));
  }

  #look() {
    for (const entry of readdirSync("/proc")) {
      if (entry < "0" || entry > "9999999") continue;
      if (this.#isOurs(entry)) {
        const args = argumentsOf(Number(entry));
        if (args.length > 0) this.#seen.add(args.join("\0"));
      }
    }
  }

  /** @param {string} pid */
  #isOurs(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const key = `${pid} ${stat.slice(stat.lastIndexOf(")")).split(" ")[20]}`;
      const known = this.#known.get(key);
      if (known !== undefined) return known;
      const ours = readFileSync(`/proc/${pid}/environ`, "latin1").includes(`${MARK}=${this.desk.folder}\0`);
      this.#known.set(key, ours);
      return ours;
    } catch {
      return false;
    }
  }
}
