import assert from "node:assert/strict";
import { seenByBrowser } from "./browser.mjs";
import { SCHEME } from "./handler.mjs";

/**
 * Fails when a secret stands where others can read it: in the log, or on a command line.
 *
 * Values are looked for one by one, and by the shapes that the emulator gives them, which finds those that never
 * passed through a test's hands. The hand-over of a link is the one command line that may carry the answer: that is
 * how the system delivers it.
 *
 * @param {import("./desk.mjs").Desk} desk
 */
export function assertNothingLeaked(desk) {
  const secrets = valuesOf(desk);
  const log = desk.profile.log();
  for (const [what, pattern] of secrets) {
    assert.ok(!log.includes(pattern), `the log has ${what}`);
  }
  for (const args of desk.commandLines.seen()) {
    const handsOver = args.some((arg) => arg.startsWith(`${SCHEME}:`));
    for (const [what, pattern] of secrets) {
      if (handsOver && what !== "the client secret") continue;
      assert.ok(!args.join(" ").includes(pattern), `the command line of ${args[0]} has ${what}`);
    }
  }
}

/**
 * @param {import("./desk.mjs").Desk} desk
 * @returns {[what: string, value: string][]}
 */
function valuesOf(desk) {
  const answers = seenByBrowser(desk).flatMap(({ answer }) => (answer ? [answer] : []));
  const codes = answers.flatMap((answer) => new URL(answer).searchParams.get("code") ?? []);
  return [
    ["the client secret", desk.spotify.clientSecret],
    ["a code or token", "emulated-"],
    ["a callback address", `${SCHEME}://callback?`],
    ["a callback address", `${SCHEME}://callback/?`],
    ...answers.map((answer) => /** @type {[string, string]} */ (["an answer's address", answer])),
    ...codes.map((code) => /** @type {[string, string]} */ (["a code", code])),
  ];
}
