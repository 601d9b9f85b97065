// What a process and all that come from it use, as the kernel counts it (proc(5)).
import { readdirSync, readFileSync } from "node:fs";

/**
 * `ticks` is the time that it and its children that have ended have had a processor for, in clock ticks.
 *
 * @typedef {{ pid: number, parent: number, name: string, ticks: number }} Process
 */

/** A process and all that come from it; none when it has ended. @param {number} pid */
export function family(pid) {
  const processes = readdirSync("/proc").map(Number).filter(Number.isInteger).flatMap(statOf);
  const members = processes.filter((process) => process.pid === pid);
  // Grows while it is walked through.
  for (const member of members) members.push(...processes.filter(({ parent }) => parent === member.pid));
  return members;
}

/** @param {number} pid @returns {Process[]} */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [begin, end] = [stat.indexOf("("), stat.lastIndexOf(")")];
    const fields = stat
      .slice(end + 2)
      .split(" ")
      .map(Number);
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15);
    const ticks = user + system + endedUser + endedSystem;
    return [{ pid, parent: fields[1], name: stat.slice(begin + 1, end), ticks }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

/** The processor time of all of them. @param {number} pid */
export function ticksOf(pid) {
  const members = family(pid);
  return { ticks: members.reduce((sum, { ticks }) => sum + ticks, 0), processes: members.length };
}

/**
 * The memory of all of them, in bytes: what each has for itself, and its share of what several have in common (PSS).
 *
 * @param {number} pid
 */
export function memoryOf(pid) {
  const members = family(pid).map((member) => ({ ...member, pss: pssOf(member.pid) }));
  if (members.length === 0) throw new Error("the program has ended");
  const all = members.reduce((sum, { pss }) => sum + pss, 0);
  const own = members[0].pss;
  return { all, own, others: all - own, processes: members.length };
}

/** @param {number} pid */
function pssOf(pid) {
  try {
    return (
      Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"))?.[1]) * 1_024
    );
  } catch {
    return 0;
  }
}
