import { writeFileSync } from "node:fs";
import { output } from "../../window/support/package.mjs";

/** The user whom every system has and who is permitted nothing. */
const USER = "nobody";

/**
 * Makes the desk that of a user who may not install anything.
 *
 * @param {import("../../window/support/desk.mjs").Desk} desk
 */
export function belongsToNobody(desk) {
  // Without a terminal, so that nobody is asked for a password there.
  const command = `exec setsid setpriv --reuid=${USER} --regid=nogroup --clear-groups '${desk.program}' "$@"`;
  const program = desk.path("bin", "songplate-of-nobody");
  writeFileSync(program, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  desk.program = program;
  output("chown", "--recursive", USER, desk.folder);
}
