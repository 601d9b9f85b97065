import { test } from "node:test";
import { Desk } from "./desk.mjs";
import { assertNothingLeaked } from "./leaks.mjs";
import { within } from "./wait.mjs";

/**
 * A test at a desk of its own. When it fails, target/window/ keeps pictures of the windows and the logs.
 *
 * @param {string} name
 * @param {(desk: Desk) => Promise<void>} body
 * @param {import("./desk.mjs").DeskOptions & { limit?: number, skip?: string | false }} [options]
 */
export function windowTest(name, body, { limit = 60_000, skip = false, ...options } = {}) {
  test(name, { skip, timeout: limit + 60_000 }, async () => {
    const desk = await Desk.open(options);
    try {
      await within(name, limit, body(desk));
      assertNothingLeaked(desk);
    } catch (error) {
      const folder = await desk.keepEvidence(name.toLowerCase().replace(/[^a-z0-9]+/g, "-"));
      console.error(`kept pictures and logs in ${folder}`);
      throw error;
    } finally {
      await desk.close();
    }
  });
}
