import { writeFileSync } from "node:fs";

/**
 * What hands links to the programs that are installed for them.
 *
 * @typedef {{ name: string, command: [program: string, ...args: string[]], desktop?: string }} Opener
 */

/** @type {Opener[]} */
export const openers = [
  { name: "xdg-open, on no particular desktop", command: ["/usr/bin/xdg-open"] },
  { name: "xdg-open, on GNOME", command: ["/usr/bin/xdg-open"], desktop: "GNOME" },
  { name: "gio open", command: ["/usr/bin/gio", "open"] },
];

/**
 * Makes the desk's program one that does not start the app but opens a link, so that what the system starts then can
 * be driven: it inherits how.
 *
 * @param {import("../../window/support/desk.mjs").Desk} desk
 * @param {Opener} opener
 */
export function startByLink(desk, { command }) {
  const program = desk.path("bin", "open-link");
  // An opener may end before what it has started, and the driver takes the end of the one for the end of the other.
  writeFileSync(program, `#!/bin/sh\n${command.join(" ")} "$1"\nexec tail -f /dev/null\n`, { mode: 0o755 });
  desk.program = program;
}
