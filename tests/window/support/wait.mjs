import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 40;

/**
 * Asks again and again until the answer is truthy, and returns that answer. A probe that throws counts as "not yet".
 *
 * @template T
 * @param {string} what what is waited for, in the words of the failure
 * @param {() => T | Promise<T>} probe
 * @param {number} [limit] in milliseconds
 * @returns {Promise<Exclude<T, false | null | undefined | 0 | "">>}
 */
export async function until(what, probe, limit = 10_000) {
  const deadline = Date.now() + limit;
  /** @type {unknown} */
  let last;
  for (;;) {
    try {
      const answer = await within("an answer", Math.max(deadline - Date.now(), 1_000), probe());
      if (answer) return /** @type {any} */ (answer);
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) break;
    await pause(POLL_MS);
  }
  const seen = last instanceof Error ? last.message : String(last);
  throw new Error(`waited ${limit} ms for ${what}; last seen: ${seen}`, { cause: last });
}

/**
 * Watches that something stays true for a while: for things that must not happen.
 *
 * @param {string} what
 * @param {number} span in milliseconds
 * @param {() => boolean | Promise<boolean>} probe
 */
export async function throughout(what, span, probe) {
  const end = Date.now() + span;
  do {
    if (!(await within(what, 5_000, probe()))) throw new Error(`no longer so: ${what}`);
    await pause(POLL_MS);
  } while (Date.now() < end);
}

/**
 * A promise with a deadline.
 *
 * @template T
 * @param {string} what
 * @param {number} limit in milliseconds
 * @param {T | Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function within(what, limit, promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${limit} ms`)), limit);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}
