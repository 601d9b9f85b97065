import { spawn } from "node:child_process";
import { openSync, closeSync, readdirSync, readFileSync } from "node:fs";
import { until, within } from "./wait.mjs";

/** Every process of a desk, however far down, inherits this variable; its value is the desk's folder. */
export const MARK = "SONGPLATE_TEST_DESK";

/**
 * A process that was started here. It ends with `stop`, never by its name.
 */
export class Started {
  /**
   * @param {string} command
   * @param {string[]} args
   * @param {{ env: NodeJS.ProcessEnv, log?: string, stdin?: "pipe" | "ignore", stdout?: "pipe", extra?: "pipe" }} options
   *   `log` is a file that takes what it prints; `extra` opens descriptor 3
   */
  constructor(command, args, { env, log, stdin = "ignore", stdout, extra }) {
    const out = log ? openSync(log, "a") : "ignore";
    this.command = command;
    this.child = spawn(command, args, {
      env,
      stdio: [stdin, stdout ?? out, out, ...(extra ? [extra] : [])],
    });
    if (typeof out === "number") closeSync(out);
    /** @type {number | string | undefined} the exit code, or the signal that ended it */
    this.ended = undefined;
    /** @type {Promise<number | string>} */
    this.end = new Promise((resolve) => {
      this.child.once("error", (error) => resolve((this.ended = error.message)));
      this.child.once("exit", (code, signal) => resolve((this.ended = code ?? signal ?? "?")));
    });
  }

  get pid() {
    return this.child.pid;
  }

  /**
   * The exit code, which must come in time.
   *
   * @param {number} [limit]
   */
  exit(limit = 15_000) {
    return within(`the end of ${this.command}`, limit, this.end);
  }

  /** Asks it to end, and insists when it doesn't. */
  async stop(patience = 3_000) {
    if (this.ended !== undefined) return;
    this.child.kill("SIGTERM");
    try {
      await within("", patience, this.end);
    } catch {
      this.child.kill("SIGKILL");
      await this.exit(5_000);
    }
  }
}

/**
 * The first line that a process prints.
 *
 * @param {import("node:stream").Readable} stream
 */
export function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = "";
    stream.on("data", (part) => {
      text += part;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    stream.once("end", () => reject(new Error(`ended before its first line: ${text}`)));
  });
}

/**
 * The processes that carry a desk's mark, with their command lines.
 *
 * @param {string} desk the desk's folder
 * @returns {{ pid: number, args: string[] }[]}
 */
export function marked(desk) {
  const found = [];
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    if (!environmentOf(pid).includes(`\0${MARK}=${desk}\0`)) continue;
    found.push({ pid, args: argumentsOf(pid) });
  }
  return found;
}

/** @param {number} pid */
function environmentOf(pid) {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}\0`;
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return "";
  }
}

/** @param {number} pid */
export function argumentsOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0").slice(0, -1);
  } catch {
    return [];
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    // A process that nobody has waited for yet is over all the same.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

/**
 * The processes of a desk: those that carry its mark, those that were told its folder, and those that come from one of
 * them. Chromium's write their title where their environment was, mark and all.
 *
 * @param {string} desk
 */
function belonging(desk) {
  const all = readdirSync("/proc").map(Number).filter(Number.isInteger);
  const told = all.filter((pid) => argumentsOf(pid).some((arg) => arg.includes(desk)));
  const found = new Set([...told, ...marked(desk).map(({ pid }) => pid)]);
  const parents = all.map((pid) => ({ pid, parent: parentOf(pid) }));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}

/** @param {number} pid @returns {number} 0 when it has ended */
function parentOf(pid) {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "latin1"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Ends by pid whatever a desk has left behind.
 *
 * @param {string} desk
 */
export async function endMarked(desk) {
  // Once its parent has ended, nothing tells any more where a process came from.
  const known = new Set(/** @type {number[]} */ ([]));
  await until(
    "the desk's processes to end",
    () => {
      for (const pid of belonging(desk)) known.add(pid);
      const left = [...known].filter(isAlive);
      for (const pid of left) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // Gone between the look and the signal.
        }
      }
      return left.length === 0;
    },
    10_000,
  );
}
