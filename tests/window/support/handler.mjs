import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const SCHEME = "app.songplate";

/**
 * Makes the app the desk's handler of the deep link, as an installed package does for the whole system.
 *
 * @param {import("./desk.mjs").Desk} desk
 * @param {string} program
 */
export function registerHandler(desk, program) {
  // Exec stands without quotes, which Debian 12's xdg-open refuses; so the path must have no blank in it.
  const link = desk.path("bin", "songplate");
  symlinkSync(program, link);
  const applications = join(desk.env.XDG_DATA_HOME ?? "", "applications");
  mkdirSync(applications, { recursive: true });
  writeFileSync(
    join(applications, "songplate.desktop"),
    `[Desktop Entry]
Type=Application
Name=Songplate
Exec=${link} %u
MimeType=x-scheme-handler/${SCHEME};
NoDisplay=true
`,
  );
  spawnSync("update-desktop-database", [applications], { env: desk.env });
}
